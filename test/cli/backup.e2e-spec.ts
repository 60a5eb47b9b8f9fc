import { createHash } from 'node:crypto';
import { everyRow } from '../every-row.js';
import { audit } from '../ownership/audit.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { backupOf, restored, rowsOf } from './backups.js';
import { userRow, usersCsv } from './csv-files.js';
import { importInto } from './import-scene.js';
import { linebook } from './linebook.js';

jest.setTimeout(60_000);

const HARD_NAME = 'Sam "\\" \u2028 \u{1f4de}\r\n\t\u0001';
const ORGANIZATION = '0c0e0000000000000000aaaa';

let database: RecordDatabase;
let backup: string;
let lines: string[];

beforeAll(async () => {
  database = await createDatabase();
  await layOut(new RecordFixtures(database));
  backup = await backupOf(database);
  lines = backup.trimEnd().split('\n');
});
afterAll(() => database.drop());

/** A row of every kind: current, closed, removed, erased, revoked, a main number, ids with gaps, and what JSON escapes. */
async function layOut(fixtures: RecordFixtures): Promise<void> {
  const acme = await fixtures.organization({ object_id: ORGANIZATION, name: null, number_rest_days: 3 });
  const partner = await fixtures.organization();
  await fixtures.partnership(acme, partner, { revoked_at: new Date() });
  await fixtures.alias(acme, { external_id: 'org_acme' });
  await fixtures.partnership(acme, partner, { access: 'read', expires_at: new Date('2030-01-01') });
  await fixtures.change(acme.id, { details: JSON.stringify({ n: 1.5, nested: [null, { text: HARD_NAME }] }) });
  const user = await fixtures.user(acme, { full_name: HARD_NAME });
  const line = await fixtures.providerLine(acme, user, { number: '+15550000001', label: HARD_NAME });
  await fixtures.close(line, acme);
  await fixtures.providerLine(acme, user, { number: '+15550000001', held_since: new Date(Date.now() + 5) });
  const gone = { removed_at: new Date(), erased_at: new Date(), full_name: null, email: null };
  await fixtures.user(acme, gone);
  const { locationId } = await fixtures.place(acme, { prefix: '12' }, [{ number: '+15550000002' }]);
  await database.query("SELECT setval('phone_numbers_id_seq', 9007199254740993)");
  const main = await fixtures.number(acme, '+15550000003', locationId);
  await database.query('UPDATE locations SET main_phone_number_id = $1', [main]);
  await fixtures.phoneNumber({ e164: '+15550000004' });
  const licence = await fixtures.licence(acme, { name: HARD_NAME });
  await database.query('INSERT INTO user_licences (organization_id, user_id, licence_id) VALUES ($1, $2, $3)', [
    acme.id,
    user,
    licence,
  ]);
}

/** The backup with these lines, and an end that belongs to them. */
function withLines(changed: string[]): string {
  const rows = changed.slice(1, -1);
  const { end } = JSON.parse(changed.at(-1)!) as { end: { rows: Record<string, number>; sha256: string } };
  for (const table of Object.keys(end.rows))
    end.rows[table] = rows.filter((row) => row.startsWith(`{"${table}"`)).length;
  end.sha256 = createHash('sha256')
    .update(rows.map((row) => `${row}\n`).join(''))
    .digest('hex');
  return `${[changed[0]!, ...rows, JSON.stringify({ end })].join('\n')}\n`;
}

const lineOf = (table: string): number => lines.findIndex((line) => line.startsWith(`{"${table}"`));
const replaced = (table: string, before: string, after: string): string[] => {
  expect(lines[lineOf(table)]).toContain(before);
  return lines.with(lineOf(table), lines[lineOf(table)]!.replace(before, after));
};

it('has every table of the record, in an order in which each finds what it refers to', async () => {
  const tables = await database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const { end } = JSON.parse(lines.at(-1)!) as { end: { rows: Record<string, number> } };
  // What the database counts by itself is no part of a backup either, nor is a key.
  const besides = ['idempotent_answers', 'migrations', 'organization_revisions', 'page_cursor_keys'];
  expect([...Object.keys(end.rows), ...besides].sort()).toEqual(tables.map(({ name }) => name));
  expect(Math.min(...Object.values(end.rows))).toBeGreaterThan(0);
});

it('restores every row under its ids, and writes go on behind them', async () => {
  const second = await createDatabase();
  expect(await restored(second, backup)).toEqual({
    code: 0,
    stdout: `backup.ndjson: restored ${lines.length - 2} rows\n`,
    stderr: '',
  });
  expect(await everyRow(second)).toBe(await everyRow(database));
  expect(rowsOf(await backupOf(second))).toBe(rowsOf(backup));
  expect(await audit(second, '9999999999')).toEqual([]);
  const more = usersCsv([userRow(ORGANIZATION, 1, '+15550000077')]);
  expect(await importInto(second, more)).toMatchObject({ code: 0, stderr: '' });
  const [next] = await second.query<{ id: string }>("SELECT id FROM phone_numbers WHERE e164 = '+15550000077'");
  expect(BigInt(next!.id)).toBe(9007199254740996n);
  await second.drop();
});

it('is refused by a record that has an organization, and as anybody but the owner', async () => {
  expect(await restored(database, backup)).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^The record has an organization already: .*\(record_not_empty\)\n/),
  });
  const asApplication = await linebook(['import', '-'], { env: { DATABASE_URL: database.url }, input: backup });
  expect(asApplication).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('DATABASE_OWNER_URL is not set'),
  });
});

describe('an empty record', () => {
  let empty: RecordDatabase;
  let before: unknown;
  const all = async () => [
    await everyRow(empty),
    await empty.query('SELECT sequencename, last_value FROM pg_sequences'),
  ];
  beforeAll(async () => {
    empty = await createDatabase();
    before = await all();
  });
  // Whatever was refused has left nothing, not even an id that is used up.
  afterEach(async () => expect(await all()).toEqual(before));
  afterAll(() => empty.drop());

  it('--dry-run: everything is tried, and taken back', async () => {
    expect(await restored(empty, backup, '--dry-run')).toEqual({
      code: 3,
      stdout: `backup.ndjson: would restore ${lines.length - 2} rows\n`,
      stderr: '',
    });
  });

  it.each<[string, () => string, string]>([
    ['that is cut off', () => lines.slice(0, -1).join('\n'), `${'#'}: refused cut_off: the file ends before its end`],
    [
      'in which a setting is another one',
      () => replaced('organizations', '"may_add_numbers":"none"', '"may_add_numbers":"any"').join('\n'),
      '#: refused altered: the rows are not those that were written: take another copy of the file',
    ],
    [
      'whose row refers to nobody',
      () => withLines(replaced('number_assignments', '"opened_by":', '"opened_by":99')),
      'number_assignments: refused malformed_line: the record does not take the row: fk_number_assignments_opened',
    ],
    [
      'whose row has a value of another kind',
      () => withLines(replaced('changes', '"at":"', '"at":"x')),
      'changes: refused malformed_line: the record does not take the row: 22007',
    ],
  ])('does not take one %s', async (_, changed, said) => {
    const file = changed();
    const [place, ...reason] = said.split(': ');
    const line = place === '#' ? file.trimEnd().split('\n').length : lineOf(place!) + 1;
    expect(await restored(empty, file)).toEqual({
      code: 1,
      stdout: 'backup.ndjson: refused, nothing was changed: 1 fault\n',
      stderr: `backup.ndjson:${line}:1: ${reason.join(': ')}\n`,
    });
  });
});

it('holds up nobody where the record is not empty', async () => {
  const held = await database.hold('organizations', 'SHARE');
  try {
    expect(await restored(database, backup)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('record_not_empty'),
    });
  } finally {
    await held.release();
  }
});
