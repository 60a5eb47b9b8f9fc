import { PageLinks, type Addressed } from './page-links.js';

const request = (url: string, host = '', localAddress = '10.0.0.1', protocol = 'http'): Addressed => ({
  protocol: protocol as 'http',
  host,
  raw: { url },
  socket: { localAddress, localPort: 2212 },
});
const link = (...address: Parameters<typeof request>): string =>
  new PageLinks({ publicUrl: undefined }).next(request(...address), 'S');

describe('the link to the next page', () => {
  it.each([
    ['/x', '<http://book.test/x?start=S>; rel="next"'],
    ['/x?', '<http://book.test/x?start=S>; rel="next"'],
    ['/x?max=2&start=R', '<http://book.test/x?max=2&start=S>; rel="next"'],
    ['/x?start=R&max=2&start=Q', '<http://book.test/x?start=S&max=2>; rel="next"'],
    [
      '/%2B1%20416?country=CA&other=a%26b%2Bc+d',
      '<http://book.test/%2B1%20416?country=CA&other=a%26b%2Bc+d&start=S>; rel="next"',
    ],
    ['//evil.test/x', '<http://book.test/evil.test/x?start=S>; rel="next"'],
    ['http://evil.test/x?max=1', '<http://book.test/x?max=1&start=S>; rel="next"'],
    ['/x>;rel="prev"?y=>"', '<http://book.test/x%3E;rel=%22prev%22?y=%3E%22&start=S>; rel="next"'],
  ])('of %s', (url, expected) => {
    expect(link(url, 'book.test')).toBe(expected);
  });

  it.each([
    ['book.test:8080', 'http://book.test:8080'],
    ['[::1]:8080', 'http://[::1]:8080'],
    ['evil@book.test', 'http://10.0.0.1:2212'],
    ['book.test/other', 'http://10.0.0.1:2212'],
    ['b>ok"', 'http://10.0.0.1:2212'],
    ['', 'http://10.0.0.1:2212'],
  ])('to the host %s', (host, origin) => {
    expect(link('/x', host)).toBe(`<${origin}/x?start=S>; rel="next"`);
  });

  it('to the address of an IPv6 socket', () => {
    expect(link('/x', undefined, '::1')).toBe('<http://[::1]:2212/x?start=S>; rel="next"');
  });

  it.each([
    ['https', 'https'],
    ['http', 'http'],
    ['javascript', 'http'],
    ['', 'http'],
  ])('under the scheme %s', (told, protocol) => {
    expect(link('/x', 'book.test', '10.0.0.1', told)).toBe(`<${protocol}://book.test/x?start=S>; rel="next"`);
  });

  it('to the public origin where there is one, whatever host the client used', () => {
    const publicUrl = new URL('https://book.example:8443');
    expect(new PageLinks({ publicUrl }).next(request('/x', 'evil.test'), 'S')).toBe(
      '<https://book.example:8443/x?start=S>; rel="next"',
    );
  });
});
