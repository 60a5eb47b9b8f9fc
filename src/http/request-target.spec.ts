import { isHost, isWellFormed, pathOf } from './request-target.js';

it.each([
  ['/v1/x', '/v1/x'],
  ['/v1/x?orgId=1', '/v1/x'],
  ['/v1/x#y', '/v1/x'],
  ['//v1///x/', '/v1/x/'],
  ['http://host/v1/x?y', '/v1/x'],
  ['HTTPS://user@host:1/v1/x', '/v1/x'],
  ['http://host', '/'],
  ['http://host?x=/api/', '/'],
  ['/?/api/', '/'],
  ['*', '*'],
])('reads the path of %p', (target, path) => {
  expect(pathOf(target)).toBe(path);
});

it.each(['/v1/x', '/v1/%41?x=%F0%9F%98%80', '/a%20b+c', '/%25zz'])('%p decodes to text', (target) => {
  expect(isWellFormed(target)).toBe(true);
});

it.each(['/%zz', '/%', '/%4', '/x?y=%zz', '/%00', '/x?y=%00', '/%ff', '/%ED%A0%80', '/x?y=%ED%BF%BF', '/%C0%80'])(
  '%p does not',
  (target) => {
    expect(isWellFormed(target)).toBe(false);
  },
);

it.each(['book.test', 'BOOK.test:8080', 'book.test:', 'a_b', '127.0.0.1:1', '[::1]', '[2001:db8::1]:443'])(
  '%p is a host',
  (text) => {
    expect(isHost(text)).toBe(true);
  },
);

it.each([
  ...['', ' ', ':80', 'a b', 'a/b', 'a?b', 'a#b', 'a\\b', 'a@b', 'a,b:1:2', 'a>b', '"a"', 'a\tb', 'é.test'],
  ...['a:b', 'a:65536', 'a:-1', '1.2.3.256', '[::1', '::1', '[::1]x', '[book.test]', 'http://a', '%00', 'a%zz'],
])('%p is none', (text) => {
  expect(isHost(text)).toBe(false);
});
