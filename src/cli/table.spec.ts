import { bar, Table, type Column } from './table.js';

interface Row {
  name: string;
  at: Date | null;
  id: string;
}

const COLUMNS: Column<Row>[] = [
  { name: 'name', of: ({ name }) => name, isText: true },
  { name: 'removed_at', of: ({ at }) => at },
  { name: 'id', of: ({ id }) => id },
];
const ID = '5f7b1c2e8a1d4e0012c3b4a6';
const AT = new Date('2026-03-01T00:00:00+01:00');
const page = (name: string, width: number, hasColour = false, at: Date | null = null) =>
  new Table(COLUMNS, { width, hasColour }).page([{ name, at, id: ID }]).split('\n');

it('has a header, instants in UTC, whole seconds without fraction, and columns as wide as what is in them', () => {
  expect(page('Ada', 120, false, AT)).toEqual([
    'NAME  REMOVED AT            ID',
    `Ada   2026-02-28T23:00:00Z  ${ID}`,
    '',
  ]);
});

it('shortens names where the terminal is narrow, and never an id', () => {
  const long = 'A rather long name of somebody';
  const [, row] = page(long, 56);
  expect(row).toBe(`A rather long nam…${' '.repeat(14)}${ID}`);
  expect(row!.length).toBeLessThanOrEqual(56);
});

it('leaves the last columns out where even short names do not fit, and never the first one', () => {
  const long = 'A rather long name of somebody';
  expect(page(long, 52)).toEqual([`NAME${' '.repeat(28)}REMOVED AT`, long, '']);
  expect(page(long, 10)).toEqual(['NAME', 'A rather long n…', '']);
});

it('counts the columns that wide characters take', () => {
  const [header, row] = page('山田花子', 120);
  expect(header).toBe('NAME      REMOVED AT  ID');
  expect(row).toBe(`山田花子              ${ID}`);
});

it('shows no control character of a name, and is bold only where colours are wanted', () => {
  expect(page('\u001b[31mAda\n\u202e', 120).join('')).not.toMatch(/\u001b|\u202e/);
  expect(page('Ada', 120, true)[0]).toMatch(/^\u001b\[1mNAME.*\u001b\[22m$/);
});

it('keeps the widths of the first page, and the header stands once', () => {
  const table = new Table(COLUMNS, { width: 120, hasColour: false });
  table.page([{ name: 'Ada', at: null, id: ID }]);
  expect(table.page([{ name: 'Zoe Quill', at: null, id: ID }])).not.toContain('NAME');
});

it.each([
  [0, '░░░░'],
  [0.001, '█░░░'],
  [0.5, '██░░'],
  [1, '████'],
])('a bar of %d', (share, text) => expect(bar(share, 4)).toBe(text));
