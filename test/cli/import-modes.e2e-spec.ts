import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectIdOfUuid } from '../../src/ids/derived-id.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { inventoryCsv, inventoryRow, userRow, usersCsv, workspaceRow, workspacesCsv } from './csv-files.js';
import { importInto } from './import-scene.js';
import { linebook } from './linebook.js';
import { ACME, assignment, ATLAS, number, userId } from './vendor-answers.js';

jest.setTimeout(120_000);

let database: RecordDatabase;
let folder: string;

beforeAll(async () => {
  database = await createDatabase();
  folder = mkdtempSync(join(tmpdir(), 'linebook-modes-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Imports files of these names, without the folder's name in what it says. */
async function imported(files: Record<string, unknown>, ...options: string[]) {
  const paths = Object.entries(files).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  });
  const outcome = await linebook(['import', ...paths, ...options], { env: { DATABASE_URL: database.url } });
  const said = (text: string): string => text.replaceAll(`${folder}/`, '').trim();
  return { code: outcome.code, stdout: said(outcome.stdout), stderr: said(outcome.stderr) };
}

/** Who has which number of an organization now, by the last digits. */
async function held(organization: string): Promise<string[]> {
  const rows = await database.query<{ line: string }>(
    `SELECT right(coalesce(u.object_id, a.workspace_id::text), 2) || ' ' || coalesce(right(p.e164, 3), a.extension) AS line
       FROM number_assignments a JOIN organizations o ON o.id = a.organization_id
       LEFT JOIN users u ON u.id = a.user_id LEFT JOIN phone_numbers p ON p.id = a.phone_number_id
      WHERE a.valid_to IS NULL AND $1 IN (o.object_id, o.uuid::text) ORDER BY 1`,
    [organization],
  );
  return rows.map(({ line }) => line);
}

let organizations = 0;
const organizationId = (): string => (++organizations).toString(16).padStart(24, 'bcd0');

describe('several files', () => {
  it('are one import, in any order, with one change', async () => {
    const files = {
      'numbers.csv': inventoryCsv([inventoryRow(`${number(100)}-${number(104)}`), inventoryRow(number(105))]),
      'users.csv': usersCsv([userRow(ATLAS, 1, number(100))]),
      'rooms.csv': workspacesCsv([workspaceRow(1, number(101), '101')]),
    };
    const created = 'created 1 organization, 1 location, 1 user, 1 workspace, 6 numbers, 2 assignments';
    expect(await imported(files)).toEqual({
      code: 0,
      stdout: `numbers.csv, users.csv, rooms.csv: ${created}`,
      stderr: '',
    });
    expect(
      await database.query(`SELECT action, details - '{placed,mains,overwritten}'::text[] AS details FROM changes`),
    ).toEqual([{ action: 'import', details: { opened: 2, closed: 0 } }]);
    const turned = Object.fromEntries(Object.entries(files).reverse());
    expect(await imported(turned)).toMatchObject({
      code: 0,
      stdout: 'rooms.csv, users.csv, numbers.csv: nothing to change',
    });
  });

  it('are refused as one, by file, line and column, also for what no single one of them does', async () => {
    const organization = organizationId();
    const files = {
      'a.csv': usersCsv([userRow(organization, 11, number(110))]),
      'b.csv': usersCsv([userRow(organization, 12, number(110)), userRow(organization, 13, 'x')]),
      'c.csv': 'who,knows\n',
    };
    const report = join(folder, 'report.ndjson');
    expect(await imported(files, '--report', report)).toEqual({
      code: 1,
      stdout: 'a.csv, b.csv, c.csv: refused, nothing was changed: 4 faults',
      stderr: [
        'b.csv:3:88: refused bad_number: phone_number "x" has letters; write its digits alone, without an extension',
        'c.csv:1:1: refused bad_header: this is no JSON, and the first line names the columns of no layout',
        'a.csv:2:1: refused second_inbound_holder: the number already receives its calls for somebody',
        'b.csv:2:1: refused second_inbound_holder: the number already receives its calls for somebody',
      ].join('\n'),
    });
    const rows = readFileSync(report, 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { file: string });
    expect(rows.map((row) => ({ ...row, file: row.file.replace(`${folder}/`, '') }))[2]).toEqual({
      verdict: 'refused',
      file: 'a.csv',
      line: 2,
      column: 1,
      code: 'second_inbound_holder',
      reason: 'the number already receives its calls for somebody',
    });
    expect(rows).toHaveLength(4);
    expect(await held(organization)).toEqual([]);
  });

  it('one of which is not there change nothing: 2', async () => {
    const file = join(folder, 'there.csv');
    writeFileSync(file, usersCsv([userRow(organizationId(), 14, number(114))]));
    const outcome = await linebook(['import', file, join(folder, 'not-there.csv')], {
      env: { DATABASE_URL: database.url },
    });
    expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('cannot be read: ENOENT') });
    expect(await database.query('SELECT FROM phone_numbers WHERE e164 = $1', [number(114)])).toEqual([]);
  });

  it('prints the first hundred refusals, and how many there are beyond', async () => {
    const rows = Array.from({ length: 150 }, (_, i) => userRow(ACME, i + 0x500, 'x'));
    const { stderr } = await imported({ 'many.csv': usersCsv(rows) });
    expect(stderr.split('\n')).toHaveLength(101);
    expect(stderr).toMatch(/\nand 50 more refusals$/);
  });
});

describe('--partial', () => {
  it('takes the rows that hold, and of those that contradict each other the first', async () => {
    const organization = organizationId();
    const u = (user: number, phone: number, changed = {}) => userRow(organization, user, number(phone), changed);
    const rows = [
      u(21, 121, { is_default: 'true' }),
      u(21, 122, { is_default: 'true' }), // a second default
      u(22, 121), // has a holder
      u(22, 122), // has none, for the row above is refused
      u(23, 122), // has one now
      u(24, 100), // another organization's
      u(25, 123, { provider: 'sip' }),
    ];
    expect(await imported({ 'u.csv': usersCsv(rows) }, '--partial')).toEqual({
      code: 1,
      stdout: 'u.csv: created 1 organization, 2 users, 2 assignments; refused 5 rows',
      stderr: expect.any(String),
    });
    expect(await held(organization)).toEqual(['15 121', '16 122']);
    expect(await imported({ 'u.csv': usersCsv(rows) }, '--partial', '--dry-run')).toMatchObject({
      code: 1,
      stdout: 'u.csv: nothing to change; refused 5 rows',
    });
  });

  it('releases nothing for an answer of which a row is refused', async () => {
    const organization = organizationId();
    const named = ['--organization', organization];
    await imported({ 'a.json': { assignments: [assignment(26, 126), assignment(27, 127)] } }, ...named);
    const bad = assignment(26, 126, { provider: 'sip' });
    const again = { assignments: [bad, assignment(27, 128)] };
    expect(await imported({ 'a.json': again }, ...named, '--partial')).toMatchObject({
      code: 1,
      stdout: 'a.json: created 1 assignment; refused 1 row',
    });
    expect(await held(organization)).toEqual(['1a 126', '1b 127', '1b 128']);
    const taken = { assignments: [assignment(26, 100), assignment(27, 128)] };
    expect(await imported({ 'a.json': taken }, ...named, '--partial')).toMatchObject({
      code: 1,
      stdout: 'a.json: nothing to change; refused 1 row',
    });
    expect(await held(organization)).toEqual(['1a 126', '1b 127', '1b 128']);
  });
});

describe('--mirror', () => {
  it('releases what holders have that the file does not list, above 5 % only with --yes', async () => {
    const organization = organizationId();
    const named = ['--organization', organization];
    const all = Array.from({ length: 10 }, (_, i) => assignment(0x130 + i, 130 + i));
    await imported({ 'a.json': { assignments: all } }, ...named);
    const fewer = { 'a.json': { assignments: all.slice(1) } };
    expect(await imported(fewer, ...named)).toMatchObject({ code: 0, stdout: 'a.json: nothing to change' });
    expect(await imported(fewer, ...named, '--mirror')).toEqual({
      code: 1,
      stdout: 'a.json: refused, nothing was changed: 1 fault',
      stderr:
        'refused mirror_releases: 1 current assignments would be released, 10.0 % of all; say --yes if that is meant',
    });
    expect(await imported(fewer, ...named, '--mirror', '--yes')).toMatchObject({
      code: 0,
      stdout: 'a.json: released 1 assignment',
    });
    expect(await held(organization)).toHaveLength(9);
    const nobody = { 'a.json': { assignments: [] } };
    expect(await imported(nobody, ...named, '--mirror', '--yes')).toMatchObject({
      stdout: 'a.json: released 9 assignments',
    });
    expect(await imported(nobody, ...named, '--mirror', '--partial')).toMatchObject({ code: 2 });
  });

  it('goes for a CSV, too, which leaves the lines that it lists as they are', async () => {
    const organization = organizationId();
    const label = { label: 'Desk' };
    const lines = [userRow(organization, 41, number(141), label), userRow(organization, 41, number(142))];
    await imported({ 'u.csv': usersCsv([...lines, userRow(organization, 42, number(143))]) });
    const mirror = usersCsv([userRow(organization, 41, number(141))]);
    expect(await imported({ 'u.csv': mirror }, '--mirror', '--yes')).toMatchObject({
      stdout: 'u.csv: released 2 assignments',
    });
    expect(await held(organization)).toEqual(['29 141']);
    const labels = await database.query(
      `SELECT a.label FROM number_assignments a JOIN users u ON u.id = a.user_id
        WHERE a.valid_to IS NULL AND u.object_id = $1`,
      [userId(41)],
    );
    expect(labels).toEqual([label]);
  });
});

it('--since is since when new lines are held, unless the row says it, and never before a release', async () => {
  const organization = organizationId();
  const rows = [
    userRow(organization, 51, number(151)),
    userRow(organization, 51, number(152), { held_since: '2021-01-01' }),
  ];
  expect(await imported({ 'u.csv': usersCsv(rows) }, '--since', '2020-05-01')).toMatchObject({ code: 0, stderr: '' });
  const since = await database.query(
    `SELECT a.held_since AS at FROM number_assignments a JOIN phone_numbers p ON p.id = a.phone_number_id
      WHERE p.e164 IN ($1, $2) ORDER BY p.e164`,
    [number(151), number(152)],
  );
  expect(since).toEqual([{ at: new Date('2020-05-01T00:00:00Z') }, { at: new Date('2021-01-01T00:00:00Z') }]);
  const moved = { 'a.json': { assignments: [assignment(51, 152), assignment(52, 151)] } };
  const named = ['--organization', organization];
  expect((await imported(moved, ...named, '--since', '2020-05-01')).stderr).toBe(
    'a.json:1:202: refused held_since_before_release: the number was released after held_since',
  );
  expect(await imported(moved, ...named, '--since', 'May')).toMatchObject({ code: 2 });
});

describe('an organization by both of its ids', () => {
  it('gets both, is the same by either, and is refused where they are not those of the record', async () => {
    const organization_object_id = organizationId();
    const uuid = '33333333-0000-4000-8000-000000000001';
    const both = { organization_object_id };
    const file = {
      'w.csv': workspacesCsv([
        workspaceRow(61, number(161), '', { organization_id: uuid, location_id: uuid, ...both }),
      ]),
    };
    const users = { 'u.csv': usersCsv([userRow(organization_object_id, 61, number(162))]) };
    expect(await imported({ ...users, ...file })).toMatchObject({
      stdout: 'u.csv, w.csv: created 1 organization, 1 location, 1 user, 1 workspace, 2 assignments',
    });
    expect(await database.query('SELECT object_id FROM organizations WHERE uuid = $1', [uuid])).toEqual([
      { object_id: organization_object_id },
    ]);
    expect(await imported(file)).toMatchObject({ code: 0, stdout: 'w.csv: nothing to change' });

    const pair = (organization_id: string, objectId: string) =>
      inventoryCsv([inventoryRow(number(163), { organization_id, location_id: '', organization_object_id: objectId })]);
    const atlas = objectIdOfUuid(ATLAS);
    for (const [id, objectId] of [
      [uuid, atlas],
      [ATLAS, organizationId()],
      ['44444444-0000-4000-8000-000000000001', atlas],
    ] as const) {
      const { stderr } = await importInto(database, pair(id, objectId));
      expect(stderr).toContain(
        '2:1: refused organization_ids_differ: the record does not know these ids as those of one',
      );
    }
    const contradicting = {
      'a.csv': pair('44444444-0000-4000-8000-000000000002', organizationId()),
      'b.csv': pair('44444444-0000-4000-8000-000000000002', organizationId()),
    };
    expect((await imported(contradicting)).stderr).toContain(
      'organization_ids_differ: the files give the organization',
    );
    expect((await importInto(database, pair(organization_object_id, atlas))).stderr).toContain(
      '2:1: refused bad_organization_id',
    );
  });
});
