import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webexId } from '../../src/ids/webex-id.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { inventoryCsv, inventoryRow, userRow, usersCsv, workspaceRow, workspacesCsv } from './csv-files.js';
import { importInto, refusalsOf } from './import-scene.js';
import { linebook } from './linebook.js';
import { ACME, assignment, MAIN_OFFICE, number, userId, workspaceId } from './vendor-answers.js';

jest.setTimeout(60_000);

let database: RecordDatabase;
let folder: string;

beforeEach(async () => {
  database = await createDatabase();
  folder = mkdtempSync(join(tmpdir(), 'linebook-corners-'));
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const command = (...args: string[]) => linebook(args, { env: { DATABASE_URL: database.url } });
const labels = () => database.query('SELECT label FROM number_assignments WHERE valid_to IS NULL ORDER BY id');

describe('a number that is possible in its country', () => {
  it.each(['+491000', '+4910000000000000'])('but that the record cannot keep is a bad one: %s', async (text) => {
    const row = inventoryRow(text, { location_id: '' });
    expect(await refusalsOf(database, inventoryCsv([row]))).toEqual([
      `2:39: refused bad_number: phone_number "${text}" is not in E.164 format, like +14165550102`,
    ]);
  });
});

describe('--report', () => {
  it('is never one of the files that are imported', async () => {
    const file = join(folder, 'users.csv');
    const text = usersCsv([userRow(ACME, 1, number(1))]);
    writeFileSync(file, text);
    expect(await command('import', file, '--report', `${folder}/./users.csv`)).toEqual({
      code: 2,
      stdout: '',
      stderr: '--report names a file that is imported (wrong_usage)\n',
    });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each(['not/there', ''])('says so where it cannot be written: %j', async (name) => {
    const report = join(folder, name);
    const { code, stderr } = await importInto(database, usersCsv([]), '--report', report);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^\S+ cannot be written: E(NOENT|ISDIR): [a-z ]+ \(cannot_write\)\n$/),
    });
  });
});

it('a location that comes back with a routing prefix that another one has by now is refused by its row', async () => {
  const elsewhere = { location_id: 'b8289722-1b80-41b7-9678-0e77ae8c1098' };
  const prefix = { routing_prefix: '1234' };
  await importInto(database, workspacesCsv([workspaceRow(1, '', '', prefix)]));
  await command('workspaces', 'remove', workspaceId(1));
  await command('locations', 'remove', MAIN_OFFICE);
  await importInto(database, workspacesCsv([workspaceRow(2, '', '', { ...prefix, ...elsewhere })]));

  const rows = [inventoryRow(number(1), elsewhere), inventoryRow(number(2))];
  const refused = '3:1: refused routing_prefix_in_use: another location of the organization has the routing prefix';
  expect(await refusalsOf(database, inventoryCsv(rows))).toEqual([refused]);
  expect(await importInto(database, inventoryCsv(rows), '--partial')).toMatchObject({
    stdout: 'standard input: created 1 number; refused 1 row\n',
  });
  const other = workspacesCsv([workspaceRow(1), workspaceRow(3, '', '', { routing_prefix: '5678' })]);
  expect(await importInto(database, other)).toMatchObject({
    code: 0,
    stdout: 'standard input: created 1 workspace; changed 1 location; revived 1 holder\n',
  });
});

it('--organization-name takes no name away', async () => {
  const outcome = await importInto(database, { assignments: [] }, '--organization', ACME, '--organization-name', ' ');
  expect(outcome).toEqual({ code: 2, stdout: '', stderr: '--organization-name is empty (wrong_usage)\n' });
});

describe('--partial keeps what the record has and the file leaves so', () => {
  it.each<[string, string[], string]>([
    ['the default', ['is_default', 'true'], 'second_default'],
    ['the holder', ['user_id', userId(2)], 'second_inbound_holder'],
  ])('%s, before a row that stands first', async (_, [column, value], code) => {
    const kept = userRow(ACME, 1, number(1), { is_default: 'true' });
    await importInto(database, usersCsv([kept]));
    const first = userRow(ACME, 1, number(code === 'second_default' ? 2 : 1), { [column!]: value! });
    const file = usersCsv([first, { ...kept, label: 'Desk' }]);
    expect(await importInto(database, file, '--partial')).toEqual({
      code: 1,
      stdout: 'standard input: changed 1 assignment; refused 1 row\n',
      stderr: expect.stringMatching(`^standard input:2:1: refused ${code}: `),
    });
    expect(await labels()).toEqual([{ label: 'Desk' }]);
  });

  it('the primary line and the extension', async () => {
    const kept = workspaceRow(1, number(1), '101');
    await importInto(database, workspacesCsv([kept]));
    const rows = [workspaceRow(1, number(2)), workspaceRow(2, number(3), '101'), { ...kept, ring_pattern: 'NORMAL' }];
    expect(await importInto(database, workspacesCsv(rows), '--partial')).toMatchObject({
      code: 1,
      stdout: 'standard input: changed 1 assignment; refused 2 rows\n',
    });
  });

  it('and the answer that it stands in', async () => {
    const named = ['--organization', ACME];
    await importInto(database, { assignments: [assignment(1, 1), assignment(1, 2)] }, ...named);
    const answers = [{ assignments: [assignment(2, 1)] }, { assignments: [assignment(1, 1)] }];
    expect(await importInto(database, answers, ...named, '--partial')).toMatchObject({
      code: 1,
      stdout: 'standard input: released 1 assignment; refused 1 row\n',
    });
  });
});

it('--mirror by the workspaces face’s answers leaves the workspaces that it does not list', async () => {
  const calling = { calling_type: 'thirdPartySipCalling' };
  const rows = [
    workspaceRow(1, number(1), '', calling),
    ...Array.from({ length: 30 }, (_, i) => workspaceRow(i + 2, number(i + 2))),
  ];
  await importInto(database, workspacesCsv(rows.map((row) => ({ calling_type: 'webexCalling', ...row }))));
  const { stdout } = await command('export', 'workspaces', '--all', '--json');
  expect(stdout).not.toContain(webexId('PLACE', workspaceId(1)));
  expect(await importInto(database, stdout, '--mirror')).toMatchObject({
    code: 0,
    stdout: 'standard input: nothing to change\n',
  });
  // A CSV lists them.
  expect(await importInto(database, workspacesCsv(rows.slice(1)), '--mirror')).toMatchObject({
    stdout: 'standard input: released 1 assignment\n',
  });
});
