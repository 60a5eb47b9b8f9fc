import { join } from 'node:path';
import { RULES } from '../../src/phone-numbers/assignments/rules.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { inventoryCsv, inventoryRow, userRow, usersCsv, workspaceRow, workspacesCsv, type Row } from './csv-files.js';
import { ImportFolder } from './import-folder.js';
import { ATLAS, MAIN_OFFICE, number, userId, workspaceId } from './vendor-answers.js';

jest.setTimeout(120_000);

const SINCE = '2024-05-01T08:00:00Z';
const ANNEX = '11111111-0000-4000-8000-000000000001';
const PLAIN = RULES.find(({ code }) => code === 'second_inbound_holder')!.reason;

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
  return { code, stdout: stdout.trim(), stderr: stderr.trim().split('\n') };
}

const u = (user: number, phone: number, changed: Row = {}): Row => userRow(ATLAS, user, number(phone), changed);
const HERE = { location_id: MAIN_OFFICE, location_name: 'MainOffice' };

/** User 1 and workspace 1 have a number each, in a location with 10 free numbers, of which 20 is the main number. */
async function withHolders(): Promise<void> {
  const outcome = await imported({
    'numbers.csv': inventoryCsv([
      inventoryRow(number(20), { main_number: 'true' }),
      inventoryRow(number(21), { state: 'INACTIVE' }),
      inventoryRow(`${number(22)}-${number(29)}`),
      inventoryRow(number(10), { location_id: ANNEX }),
    ]),
    'users.csv': usersCsv([{ ...u(1, 1, { held_since: SINCE }), ...HERE }]),
    'rooms.csv': workspacesCsv([workspaceRow(1, number(2), '102', { held_since: '2025-01-31T12:30:15.250Z' })]),
  });
  expect(outcome).toMatchObject({ code: 0 });
}

it('a refused row says who has the number since when, and three free ones that the files give to nobody', async () => {
  await withHolders();
  const report = join(folder.path, 'refused.ndjson');
  const rows = [
    { ...u(3, 1), ...HERE },
    { ...u(4, 22), ...HERE },
    { ...u(5, 2), ...HERE },
  ];
  expect(await imported({ 'handover.csv': usersCsv(rows) }, '--report', report)).toEqual({
    code: 1,
    stdout: 'handover.csv: refused, nothing was changed: 2 faults',
    stderr: [
      `handover.csv:2:1: refused second_inbound_holder: ${number(1)} is assigned to User 1 since ${SINCE}; free: ${number(23)}, ${number(24)}, ${number(25)}`,
      `handover.csv:4:1: refused second_inbound_holder: ${number(2)} is assigned to Room 1 since 2025-01-31T12:30:15.250Z; free: ${number(23)}, ${number(24)}, ${number(25)}`,
    ],
  });
  const freeNumbers = [number(23), number(24), number(25)];
  const refused = { verdict: 'refused', file: 'handover.csv', column: 1, code: 'second_inbound_holder', reason: PLAIN };
  expect(folder.lines(report)).toEqual([
    {
      ...refused,
      line: 2,
      number: number(1),
      holder: { userId: userId(1), name: 'User 1' },
      since: '2024-05-01T08:00:00.000Z',
      freeNumbers,
    },
    {
      ...refused,
      line: 4,
      number: number(2),
      holder: { workspaceId: workspaceId(1), name: 'Room 1' },
      since: '2025-01-31T12:30:15.250Z',
      freeNumbers,
    },
  ]);
});

it('free numbers are those of the location where the holder is, or without one of the organization', async () => {
  await withHolders();
  const rows = [u(3, 1), u(4, 2, { location_id: ANNEX }), u(5, 10, { location_id: ANNEX })];
  expect((await imported({ 'a.csv': usersCsv(rows) })).stderr).toEqual([
    `a.csv:2:1: refused second_inbound_holder: ${number(1)} is assigned to User 1 since ${SINCE}; free: ${number(22)}, ${number(23)}, ${number(24)}`,
    `a.csv:3:1: refused second_inbound_holder: ${number(2)} is assigned to Room 1 since 2025-01-31T12:30:15.250Z; free: none`,
  ]);
});

it('a name cannot change the terminal, and of a holder without one the id is shown', async () => {
  await withHolders();
  await database.query(`UPDATE users SET full_name = E'\\u202eUser\\u001b[31m' WHERE object_id = $1`, [userId(1)]);
  await database.query('UPDATE workspaces SET name = NULL');
  const rows = [u(3, 1, { location_id: ANNEX }), u(4, 2, { location_id: ANNEX })];
  expect((await imported({ 'a.csv': usersCsv(rows) })).stderr).toEqual([
    `a.csv:2:1: refused second_inbound_holder: ${number(1)} is assigned to \uFFFDUser\uFFFD[31m since ${SINCE}; free: ${number(10)}`,
    `a.csv:3:1: refused second_inbound_holder: ${number(2)} is assigned to workspace ${workspaceId(1)} since 2025-01-31T12:30:15.250Z; free: ${number(10)}`,
  ]);
});

it('rows that contradict only each other name nobody; a holder whom another row keeps is named', async () => {
  await withHolders();
  const contradiction = { 'a.csv': usersCsv([u(3, 30), u(4, 30)]) };
  expect((await imported(contradiction)).stderr).toEqual(
    [2, 3].map((line) => `a.csv:${line}:1: refused second_inbound_holder: ${PLAIN}`),
  );
  const kept = { 'a.csv': usersCsv([u(3, 1, HERE), u(1, 1, { label: 'Desk' })]) };
  expect(await imported(kept, '--partial')).toEqual({
    code: 1,
    stdout: 'a.csv: changed 1 assignment; refused 1 row',
    stderr: [
      `a.csv:2:1: refused second_inbound_holder: ${number(1)} is assigned to User 1 since ${SINCE}; free: ${number(22)}, ${number(23)}, ${number(24)}`,
    ],
  });
});

it('the first hundred refused rows of a large import are explained, and all are reported', async () => {
  await withHolders();
  const report = join(folder.path, 'refused.ndjson');
  const rows = Array.from({ length: 120 }, (_, i) => u(100 + i, 1, { is_inbound_enabled: 'true' }));
  const files = {
    'numbers.csv': inventoryCsv([inventoryRow(`${number(10_000)}-${number(19_999)}`)]),
    'users.csv': usersCsv(rows),
  };
  const { stderr } = await imported(files, '--report', report);
  expect(stderr).toHaveLength(101);
  expect(stderr.slice(99)).toEqual([
    `users.csv:101:1: refused second_inbound_holder: ${number(1)} is assigned to User 1 since ${SINCE}; free: ${number(10)}, ${number(22)}, ${number(23)}`,
    'and 20 more refusals',
  ]);
  expect(folder.lines(report).map(({ number }) => number)).toEqual([
    ...Array.from({ length: 100 }, () => number(1)),
    ...Array.from({ length: 20 }, () => undefined),
  ]);
});
