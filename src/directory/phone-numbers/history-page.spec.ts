import { PageCursors } from '../../http/page-cursor.js';
import { historyPage, startAfter } from './history-page.js';

const NUMBER = '+14165550102';
const cursors = new PageCursors(Buffer.alloc(32, 1));
const AFTER = { from: new Date('2026-05-03T10:00:00.123Z'), id: '123456789012345678' };

describe('historyPage', () => {
  it.each([
    [undefined, 100],
    ['1', 1],
    ['007', 7],
    ['1000', 1000],
    ['1001', 1000],
    ['9'.repeat(400), 1000],
  ])('max %s: %d intervals', (max, atMost) => {
    expect(historyPage(NUMBER, { max }, cursors)).toEqual({ atMost, after: undefined });
  });

  it.each(['', '0', '-1', '+1', '1.5', '1e3', ' 1', 'x', '０', ['1', '1'], { x: '1' }])('refuses max %j', (max) => {
    expect(() => historyPage(NUMBER, { max }, cursors)).toThrow('Invalid max');
  });

  it('goes on after the interval that start was made of', () => {
    const start = startAfter(NUMBER, AFTER, cursors);
    expect(historyPage(NUMBER, { start }, cursors)).toEqual({ atMost: 100, after: AFTER });
  });

  it('refuses the start of another number, and one that is made by hand', () => {
    const starts = [startAfter('+14165550103', AFTER, cursors), Buffer.from('1.1').toString('base64url'), 'x', ''];
    for (const start of starts) expect(() => historyPage(NUMBER, { start }, cursors)).toThrow('Invalid start');
  });
});
