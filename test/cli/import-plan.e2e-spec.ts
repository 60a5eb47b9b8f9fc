import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { inventoryCsv, inventoryRow, userRow, usersCsv, workspaceRow, workspacesCsv, type Row } from './csv-files.js';
import { ImportFolder } from './import-folder.js';
import { ATLAS, number, userId, workspaceId } from './vendor-answers.js';

jest.setTimeout(120_000);

let database: RecordDatabase;
let folder: ImportFolder;

beforeEach(async () => {
  database = await createDatabase();
  folder = new ImportFolder();
});
afterEach(async () => {
  await database.drop();
  folder.remove();
});

async function imported(files: Record<string, string>, ...options: string[]) {
  const { code, stdout, stderr } = await folder.import(database, files, ...options);
  return { code, stdout: stdout.split('\n'), stderr };
}

const u = (user: number, phone: number, changed: Row = {}): Row => userRow(ATLAS, user, number(phone), changed);
const user = (n: number) => ({ userId: userId(n), name: `User ${n}` });

/** Users 1 to 3 have a number each, and room 1 an extension and, as an alternate, number 7. */
async function withHolders(): Promise<void> {
  const outcome = await imported({
    'users.csv': usersCsv([u(1, 1), u(2, 2), u(3, 3)]),
    'rooms.csv': workspacesCsv([workspaceRow(1, '', '101'), workspaceRow(1, number(7), '', { primary: 'false' })]),
    'numbers.csv': inventoryCsv([inventoryRow(number(8))]),
  });
  expect(outcome).toMatchObject({ code: 0 });
}

const CHANGED = {
  'users.csv': usersCsv([u(2, 1), u(1, 4), u(3, 3, { label: 'Desk' })]),
  'rooms.csv': workspacesCsv([workspaceRow(1, number(7), '', { primary: 'true' })]),
  'numbers.csv': inventoryCsv([inventoryRow(number(8), { state: 'INACTIVE' }), inventoryRow(number(9))]),
};
const PLAN = [
  { action: 'move', number: number(1), from: user(1), to: user(2), file: 'users.csv', line: 2 },
  { action: 'create', number: number(4), from: null, to: user(1), file: 'users.csv', line: 3 },
  { action: 'change', number: number(3), from: user(3), to: user(3), file: 'users.csv', line: 4 },
  {
    action: 'change',
    number: number(7),
    from: { workspaceId: workspaceId(1), name: 'Room 1' },
    to: { workspaceId: workspaceId(1), name: 'Room 1' },
    file: 'rooms.csv',
    line: 2,
  },
  { action: 'change', number: number(8), from: null, to: null, file: 'numbers.csv', line: 2 },
  { action: 'create', number: number(9), from: null, to: null, file: 'numbers.csv', line: 3 },
  { action: 'release', number: number(2), from: user(2), to: null, file: null, line: null },
  {
    action: 'end',
    number: null,
    extension: '101',
    from: { workspaceId: workspaceId(1), name: 'Room 1' },
    to: null,
    file: null,
    line: null,
  },
].map((change) => ({ extension: null, ...change }));

it('a dry run prints each change after the summary, and writes the same to --plan', async () => {
  await withHolders();
  const plan = join(folder.path, 'plan.ndjson');
  expect(await imported(CHANGED, '--mirror', '--yes', '--dry-run', '--plan', plan)).toEqual({
    code: 3,
    stderr: '',
    stdout: [
      'users.csv, rooms.csv, numbers.csv: would create 1 number, 1 assignment; change 1 number, 2 assignments; move 1 assignment; release 2 assignments',
      'ACTION   NUMBER        FROM    TO      ROW',
      `move     ${number(1)}  User 1  User 2  users.csv:2`,
      `create   ${number(4)}          User 1  users.csv:3`,
      `change   ${number(3)}  User 3  User 3  users.csv:4`,
      `change   ${number(7)}  Room 1  Room 1  rooms.csv:2`,
      `change   ${number(8)}                  numbers.csv:2`,
      `create   ${number(9)}                  numbers.csv:3`,
      `release  ${number(2)}  User 2`,
      'end      101           Room 1',
      '',
    ],
  });
  expect(folder.lines(plan)).toEqual(PLAN);
  expect(statSync(plan).mode & 0o777).toBe(0o600);
});

it('a real import prints no table, and its plan is that of the dry run; the next one has nothing to change', async () => {
  await withHolders();
  const plan = join(folder.path, 'plan.ndjson');
  const done = await imported(CHANGED, '--mirror', '--yes', '--plan', plan);
  expect(done).toMatchObject({ code: 0, stderr: '', stdout: [expect.stringMatching(/: created 1 number/), ''] });
  expect(folder.lines(plan)).toEqual(PLAN);
  expect(await imported(CHANGED, '--mirror', '--dry-run', '--plan', plan)).toEqual({
    code: 0,
    stderr: '',
    stdout: ['users.csv, rooms.csv, numbers.csv: nothing to change', ''],
  });
  expect(readFileSync(plan, 'utf8')).toBe('');
});

it('the table has 50 rows and the count of the rest; the plan of a large import has all', async () => {
  const plan = join(folder.path, 'plan.ndjson');
  const files = {
    'numbers.csv': inventoryCsv([inventoryRow(`${number(0)}-${number(9_999)}`), inventoryRow('+12125560000')]),
  };
  const { stdout } = await imported(files, '--dry-run', '--plan', plan);
  expect(stdout).toHaveLength(54);
  expect(stdout.slice(50)).toEqual([
    `create  ${number(48)}            numbers.csv:2`,
    `create  ${number(49)}            numbers.csv:2`,
    'and 9951 more changes; --plan FILE writes all of them',
    '',
  ]);
  expect(folder.lines(plan)).toHaveLength(10_001);
});

it('a refused import leaves the file of --plan as it was, and no draft of it', async () => {
  await withHolders();
  const plan = join(folder.path, 'plan.ndjson');
  const refused = { 'a.csv': usersCsv([u(1, 2)]) };
  expect(await imported(refused, '--plan', plan)).toMatchObject({ code: 1 });
  expect(existsSync(plan)).toBe(false);
  writeFileSync(plan, 'before');
  expect(await imported(refused, '--dry-run', '--plan', plan)).toMatchObject({
    code: 1,
    stdout: ['a.csv: refused, nothing was changed: 1 fault', ''],
  });
  expect(readFileSync(plan, 'utf8')).toBe('before');
  expect(readdirSync(folder.path).filter((name) => name.includes('.part'))).toEqual([]);
});

it('--plan names neither a file that is imported nor that of --report, and one that cannot be written changes nothing', async () => {
  const file = { 'a.csv': usersCsv([u(1, 1)]) };
  const [same, elsewhere] = [join(folder.path, 'a.csv'), join(folder.path, 'none', 'plan.ndjson')];
  expect(await imported(file, '--plan', same)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--plan names a file that is imported'),
  });
  const both = join(folder.path, 'both');
  expect(await imported(file, '--plan', both, '--report', both)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--report and --plan name one file'),
  });
  expect(await imported(file, '--plan', elsewhere)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('none/plan.ndjson cannot be written: ENOENT'),
  });
  expect(await database.query('SELECT FROM users')).toEqual([]);
});
