import { createHash } from 'node:crypto';
import { footerLine, headerLine } from './backup-lines.js';
import { RECORD_TABLES, type RecordTable } from './record-tables.js';
import { rowBatches, type RowBatch } from './row-batches.js';

const columns = Object.fromEntries(RECORD_TABLES.map((table) => [table, ['id', 'name']])) as Record<
  RecordTable,
  string[]
>;
const none = Object.fromEntries(RECORD_TABLES.map((table) => [table, 0]));
const header = headerLine({ schema: 'TheRecord1', at: new Date(0) });
const row = (table: RecordTable, id: number, name = 'ünï'): string => `{"${table}":${JSON.stringify({ id, name })}}\n`;
const USER = row('users', 1);

function footer(rows: string, counts: Partial<Record<RecordTable, number>>): string {
  return footerLine({ rows: { ...none, ...counts }, sha256: createHash('sha256').update(rows).digest('hex') });
}
const whole = (rows: string, counts: Partial<Record<RecordTable, number>>) => header + rows + footer(rows, counts);

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(file: string | Buffer, size = 64 * 1024): Promise<RowBatch[]> {
  const batches: RowBatch[] = [];
  for await (const batch of rowBatches(inChunks(Buffer.from(file), size), { schema: 'TheRecord1', columns }))
    batches.push(batch);
  return batches;
}

it.each([1, 2, 7, 1000])('reads the same in chunks of %d bytes', async (size) => {
  const [first, second] = [row('organizations', 1), row('organizations', 2, 'a\u2028b')];
  const file = whole(first + second + USER, { organizations: 2, users: 1 });
  expect(await read(file, size)).toEqual([
    { table: 'organizations', rows: [first.trimEnd(), second.trimEnd()], line: 2 },
    { table: 'users', rows: [USER.trimEnd()], line: 4 },
  ]);
});

it('holds a thousand rows at a time, or a million characters', async () => {
  const small = Array.from({ length: 2500 }, (_, id) => row('users', id)).join('');
  expect((await read(whole(small, { users: 2500 }))).map(({ rows, line }) => [rows.length, line])).toEqual([
    [1000, 2],
    [1000, 1002],
    [500, 2002],
  ]);
  const large = Array.from({ length: 3 }, (_, id) => row('users', id, 'x'.repeat(1_100_000))).join('');
  expect((await read(whole(large, { users: 3 }))).map(({ rows }) => rows.length)).toEqual([1, 1, 1]);
});

it('takes a record without a row', async () => {
  expect(await read(whole('', {}))).toEqual([]);
});

const ORGANIZATION = row('organizations', 1);
it.each<[string, string | Buffer, string, number]>([
  ['of nothing', '', 'cut_off', 0],
  ['without a header', USER + footer(USER, { users: 1 }), 'malformed_line', 1],
  ['of another schema', whole('', {}).replace('TheRecord1', 'TheRecord2'), 'other_release', 1],
  ['of another format', whole('', {}).replace('"format":1', '"format":2'), 'other_release', 1],
  ['that ends after the header', header, 'cut_off', 1],
  ['that ends after a row', header + USER, 'cut_off', 2],
  ['that ends within a row', header + USER.slice(0, -9), 'malformed_line', 2],
  ['that ends within the footer', whole(USER, { users: 1 }).slice(0, -20), 'malformed_line', 3],
  ['in which a value was changed', whole(USER, { users: 1 }).replace('ünï', 'uni'), 'altered', 3],
  ['in which a row is missing', header + footer(USER, { users: 1 }), 'altered', 2],
  ['in which a row stands twice', header + USER + USER + footer(USER, { users: 1 }), 'altered', 4],
  [
    'whose rows changed places',
    header + USER + ORGANIZATION + footer(ORGANIZATION + USER, { users: 1, organizations: 1 }),
    'altered',
    4,
  ],
  ['with CRLF', whole(USER, { users: 1 }).replaceAll('\n', '\r\n'), 'altered', 3],
  ['with an empty line', header + '\n' + USER + footer(USER, { users: 1 }), 'malformed_line', 2],
  ['that goes on after its end', whole('', {}) + USER, 'altered', 3],
  ['two times', whole('', {}) + whole('', {}), 'altered', 3],
  ['with a table that nobody knows', header + '{"cats":{"id":1,"name":"x"}}\n', 'malformed_line', 2],
  [
    'with two rows in a line',
    header + '{"users":{"id":1,"name":""},"changes":{"id":1,"name":""}}\n',
    'malformed_line',
    2,
  ],
  ['with a column too many', header + '{"users":{"id":1,"name":"","more":1}}\n', 'malformed_line', 2],
  ['with a column too few', header + '{"users":{"id":1}}\n', 'malformed_line', 2],
  ['with an end of nothing', header + '{"end":null}\n', 'malformed_line', 2],
  ['with an empty end', header + '{"end":{}}\n', 'altered', 2],
  ['in another encoding', Buffer.concat([Buffer.from(header), Buffer.from(USER, 'latin1')]), 'not_utf8', 2],
  ['with a line without end', header + 'x'.repeat(17 * 1024 * 1024), 'too_large', 2],
])('does not take a file %s', async (_, file, code, line) => {
  await expect(read(file)).rejects.toMatchObject({ code, position: { line, column: 1 } });
});
