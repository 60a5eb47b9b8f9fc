import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.js';
import { PageCursors } from '../http/page-cursor.js';
import { PageLinks } from '../http/page-links.js';
import { listOf, pageOf, Pages } from './pages.js';

const pages = new Pages(new PageLinks({ publicUrl: undefined }), new PageCursors(Buffer.alloc(32, 1)));
const SIZE = { usual: 100, largest: 1000 };
const caller = { organization: { uuid: 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c' } } as Principal;
const other = { organization: { uuid: 'b45d6cda-ae5a-40c3-a7ad-5650fdddd53c' } } as Principal;
const LIST = listOf('workspaces', caller, { displayName: 'Lobby', max: '2' });

function startOfNext(): string {
  const header = jest.fn();
  const request = { protocol: 'http', host: 'book.test', raw: { url: '/v1/workspaces?max=2' }, socket: {} };
  pages.link(request as FastifyRequest, { header } as unknown as FastifyReply, LIST, ['7']);
  return /start=([^>]+)>/.exec(header.mock.calls[0]![1] as string)![1]!;
}

describe('Pages', () => {
  it.each([
    [{}, { max: 100, skip: 0 }],
    [
      { max: '5000', start: '3' },
      { max: 1000, skip: 3 },
    ],
  ])('reads %j', (query, page) => {
    expect(pages.asked(LIST, query, SIZE)).toEqual(page);
  });

  it('goes on where its link says, with a page of another size, too', () => {
    const list = listOf('workspaces', caller, { max: '9', displayName: 'Lobby' });
    expect(pages.asked(list, { start: startOfNext(), max: '9' }, SIZE)).toEqual({ max: 9, skip: 0, after: ['7'] });
  });

  it.each([
    ['another list', listOf('people', caller, { displayName: 'Lobby' })],
    ['other filters', listOf('workspaces', caller, { displayName: 'Lobbies' })],
    ['more filters', listOf('workspaces', caller, { displayName: 'Lobby', orgId: 'x' })],
    ['another organization', listOf('workspaces', other, { displayName: 'Lobby' })],
  ])('refuses the start of %s', (_, list) => {
    expect(() => pages.asked(list, { start: startOfNext() }, SIZE)).toThrow('Invalid start');
  });

  it.each([
    ['max', { max: '0' }],
    ['max', { max: '-1' }],
    ['max', { max: '' }],
    ['max', { max: ['1', '1'] }],
    ['start', { start: '20001' }],
    ['start', { start: '-1' }],
    ['start', { start: '' }],
  ])('refuses a bad %s: %j', (name, query) => {
    expect(() => pages.asked(LIST, query, SIZE)).toThrow(`Invalid ${name}`);
  });

  it('has a next page only where there was an entry more', () => {
    const page = { max: 2, skip: 0 };
    const at = (entry: string) => [entry];
    expect(pageOf(['a', 'b', 'c'], page, at)).toEqual({ entries: ['a', 'b'], next: ['b'] });
    expect(pageOf(['a', 'b'], page, at)).toEqual({ entries: ['a', 'b'], next: undefined });
  });
});
