import { PageCursors, type PagedList } from './page-cursor.js';

const cursors = new PageCursors(Buffer.alloc(32, 1));
const LIST: PagedList = ['history', '+14165550102'];
const POSITION = ['1777802400123', '123456789012345678'];
const START = cursors.seal(LIST, POSITION);

const altered = (start: string, at: number): string => {
  const bytes = Buffer.from(start, 'base64url');
  bytes[at]! ^= 1;
  return bytes.toString('base64url');
};

describe('PageCursors', () => {
  it.each([[POSITION], [[]], [['']], [['Zoë 📞 "'.repeat(30), '\u0000']]])('opens what it sealed: %j', (position) => {
    expect(cursors.open(LIST, cursors.seal(LIST, position))).toEqual(position);
  });

  it('is none where none was sent', () => {
    expect(cursors.open(LIST, undefined)).toBeUndefined();
  });

  it('opens what another process with the same key sealed', () => {
    expect(new PageCursors(Buffer.alloc(32, 1)).open(LIST, START)).toEqual(POSITION);
  });

  it('refuses what was sealed with another key', () => {
    expect(() => new PageCursors(Buffer.alloc(32, 2)).open(LIST, START)).toThrow('Invalid start');
  });

  it('refuses every altered byte', () => {
    for (let i = 0; i < Buffer.from(START, 'base64url').length; i++) {
      expect(() => cursors.open(LIST, altered(START, i))).toThrow('Invalid start');
    }
  });

  it.each([
    [['history', '+14165550103']],
    [['inventory', '+14165550102']],
    [['history']],
    [['history', '+14165550102', '']],
    [['history,+14165550102']],
    [['history', '+1416555', '0102']],
  ] as [PagedList][])('refuses what was sealed for another list: %j', (list) => {
    expect(() => cursors.open(list, START)).toThrow('Invalid start');
  });

  it.each([
    '',
    '0',
    START.slice(0, -1),
    `${START}A`,
    `${START}==`,
    ` ${START}`,
    START.slice(0, 22),
    Buffer.from('1777802400000.1').toString('base64url'),
    [START],
    [START, START],
    { x: START },
    null,
  ])('refuses %j', (start) => {
    expect(() => cursors.open(LIST, start)).toThrow('Invalid start');
  });

  it('tells nothing: neighbours have no byte more in common than chance, and one length', () => {
    const sealed = Array.from({ length: 200 }, (_, i) => cursors.seal(LIST, [POSITION[0]!, String(10 ** (i % 9) + i)]));
    expect(new Set(sealed.map(({ length }) => length)).size).toBe(1);
    const bytes = sealed.map((start) => Buffer.from(start, 'base64url'));
    for (const column of bytes[0]!.keys()) {
      expect(new Set(bytes.map((one) => one[column])).size).toBeGreaterThan(60);
    }
  });
});
