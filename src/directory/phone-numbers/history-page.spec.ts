import { historyPage, startAfter } from './history-page.js';

const encoded = (text: string): string => Buffer.from(text).toString('base64url');

describe('historyPage', () => {
  it.each([
    [undefined, 100],
    ['1', 1],
    ['007', 7],
    ['1000', 1000],
    ['1001', 1000],
    ['9'.repeat(400), 1000],
  ])('max %s: %d intervals', (max, atMost) => {
    expect(historyPage({ max })).toEqual({ atMost, after: undefined });
  });

  it.each(['', '0', '-1', '+1', '1.5', '1e3', ' 1', 'x', '０', ['1', '1'], { x: '1' }])('refuses max %j', (max) => {
    expect(() => historyPage({ max })).toThrow('Invalid max');
  });

  it('goes on after the interval that start was made of', () => {
    const after = { from: new Date('2026-05-03T10:00:00.123Z'), id: '123456789012345678' };
    expect(historyPage({ start: startAfter(after) })).toEqual({ atMost: 100, after });
  });

  it.each([
    '',
    '0',
    'x',
    encoded('1.'),
    encoded('.1'),
    encoded('-1.1'),
    encoded('1.1.1'),
    encoded(`1.${'9'.repeat(19)}`),
    encoded(`${'9'.repeat(15)}.1`),
    `${encoded('1.1')}==`,
    `${encoded('1.1')} .`,
    encoded('01.1'),
    encoded('1.1; DROP TABLE changes'),
    [encoded('1.1'), encoded('1.1')],
  ])('refuses start %j', (start) => {
    expect(() => historyPage({ start })).toThrow('Invalid start');
  });
});
