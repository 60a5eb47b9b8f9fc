import { spawn } from 'node:child_process';
import {
  closeSync,
  openSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '../record-database.js';
import { RecordFixtures, type Place, type TestOrganization } from '../record-fixtures.js';
import { importInto, importScene, type ImportScene } from './import-scene.js';
import { linebook, startLinebook, type Outcome } from './linebook.js';

jest.setTimeout(60_000);

const UUID = '0c0e0000-0000-4000-8000-000000000001';
const OBJECT_ID = '0c0e0000000000000000aaaa';
const BOTH = `${UUID},`;
const USER = '5f7b1c2e8a1d4e0012c3b4a6';
const USER_BY_UUID = 'ffffffff-0000-4000-8000-000000000001';
const FORMER = '5f7b1c2e8a1d4e0012c3b4ff';
const LOCATION = '11111111-0000-4000-8000-000000000001';
const ROOM = '22222222-0000-4000-8000-000000000001';
const EMPTY_ROOM = '22222222-0000-4000-8000-000000000002';
const EDGE_ROOM = '22222222-0000-4000-8000-000000000003';
const SINCE = '2026-03-01T10:00:00.000Z';
const LATER = '2026-03-02T10:00:00.000Z';

let scene: ImportScene;
let folder: string;
let acme: TestOrganization;

const exported = (...args: string[]) => linebook(['export', ...args], { env: { DATABASE_URL: scene.database.url } });
const texts = new Map<string, Promise<Outcome>>();
/** What it writes, asked for once. */
const text = async (...args: string[]): Promise<string> => {
  const asked = texts.get(args.join(' ')) ?? exported(...args);
  texts.set(args.join(' '), asked);
  const { code, stdout, stderr } = await asked;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linebook-export-'));
  scene = await importScene();
  const fixtures = new RecordFixtures(scene.database);
  acme = await fixtures.organization({ uuid: UUID, object_id: OBJECT_ID, name: '=Acme, "Inc."' });
  await layOutUsers(fixtures);
  await layOutWorkspaces(fixtures);
  // Another organization, of which nothing may be seen.
  const other = await fixtures.organization({ object_id: '0c0e0000000000000000bbbb' });
  await fixtures.providerLine(other, await fixtures.user(other), { number: '+15550009999' });
});
afterAll(async () => {
  await scene.end();
  rmSync(folder, { recursive: true });
});

async function layOutUsers(fixtures: RecordFixtures): Promise<void> {
  const user = await fixtures.user(acme, { object_id: USER, full_name: '+Sam', email: null });
  await fixtures.providerLine(acme, user, {
    number: '+15550000002',
    held_since: new Date(LATER),
    provider: 'sinch',
    label: 'Front\r\ndesk',
  });
  await fixtures.providerLine(acme, user, {
    number: '+15550000001',
    held_since: new Date(SINCE),
    is_default: false,
    receives_calls: false,
  });
  // Derived from the UUID, as an import of it would derive it.
  const objectId = (await import('../../src/ids/derived-id.js')).objectIdOfUuid(USER_BY_UUID);
  await fixtures.user(acme, { uuid: USER_BY_UUID, object_id: objectId, full_name: null, email: "'x" });
  const former = await fixtures.user(acme, { object_id: FORMER, removed_at: new Date(LATER) });
  const line = await fixtures.providerLine(acme, former, { number: '+15550000003', held_since: new Date(SINCE) });
  await fixtures.close(line, acme, { at: new Date(LATER) });
}

async function layOutWorkspaces(fixtures: RecordFixtures): Promise<void> {
  const locationId = await fixtures.location(acme, {
    id: LOCATION,
    routing_prefix: '12',
    name: '@Home',
    country: 'CA',
  });
  const room: Place = { locationId, workspaceId: await fixtures.workspace(acme, locationId, { id: ROOM, name: '-1' }) };
  await fixtures.callingLine(acme, room, { number: '+15550000011', line: 'alternate', held_since: new Date(SINCE) });
  // An extension alone that was edited: two rows, one holding.
  const first = await fixtures.callingLine(acme, room, {
    number: undefined,
    extension: '34',
    held_since: new Date(SINCE),
  });
  await fixtures.close(first, acme, { at: new Date(LATER) });
  await fixtures.callingLine(acme, room, {
    number: undefined,
    extension: '35',
    ring_pattern: 'LONG_LONG',
    held_since: new Date(SINCE),
    valid_from: new Date(LATER),
  });
  await fixtures.workspace(acme, locationId, { id: EMPTY_ROOM, name: null, calling_licence: 'common_area' });
  await fixtures.workspace(acme, locationId, { id: EDGE_ROOM, name: 'Edge', calling_type: 'webexEdgeForDevices' });
  const main = await fixtures.number(acme, '+15550000020', locationId, { state: 'INACTIVE' });
  await scene.database.query('UPDATE locations SET main_phone_number_id = $1', [main]);
}

const USERS = `organization_id,organization_name,user_id,user_name,user_email,provider,phone_number,is_default,is_inbound_enabled,label,organization_object_id,held_since
`;
const WORKSPACES = `organization_id,organization_name,location_id,location_name,country,routing_prefix,workspace_id,workspace_name,distinctive_ring_enabled,phone_number,extension,primary,ring_pattern,organization_object_id,calling_type,calling_licence,held_since
`;
const NAMED = `${BOTH}"'=Acme, ""Inc."""`;

describe('CSV', () => {
  it('users: a row per line, one for a user without, each under the id that they are known by', async () => {
    expect(await text('users', '--organization', OBJECT_ID)).toBe(`${USERS}\
${NAMED},${USER},'+Sam,,twilio,+15550000001,false,false,,${OBJECT_ID},${SINCE}
${NAMED},${USER},'+Sam,,sinch,+15550000002,true,true,"Front\r
desk",${OBJECT_ID},${LATER}
${NAMED},${USER_BY_UUID},,'x,,,,,,${OBJECT_ID},
`);
  });

  it('workspaces: the primary line first, and a row for one without lines', async () => {
    const place = `${NAMED},${LOCATION},'@Home,CA,12`;
    expect(await text('workspaces', '--organization', UUID)).toBe(`${WORKSPACES}\
${place},${ROOM},'-1,false,,35,true,LONG_LONG,${OBJECT_ID},webexCalling,,${SINCE}
${place},${ROOM},'-1,false,+15550000011,,false,,${OBJECT_ID},webexCalling,,${SINCE}
${place},${EMPTY_ROOM},,false,,,,,${OBJECT_ID},webexCalling,common_area,
${place},${EDGE_ROOM},Edge,false,,,,,${OBJECT_ID},webexEdgeForDevices,,
`);
  });

  it('inventory: every number, whoever holds it', async () => {
    expect(await text('inventory', '--organization', UUID)).toBe(`\
organization_id,location_id,phone_number,state,main_number,organization_object_id
${BOTH},+15550000001,ACTIVE,false,${OBJECT_ID}
${BOTH},+15550000002,ACTIVE,false,${OBJECT_ID}
${BOTH},+15550000003,ACTIVE,false,${OBJECT_ID}
${BOTH}${LOCATION},+15550000011,ACTIVE,false,${OBJECT_ID}
${BOTH}${LOCATION},+15550000020,INACTIVE,true,${OBJECT_ID}
`);
  });

  it('--all: of all organizations', async () => {
    const all = await text('users', '--all');
    expect(all.startsWith(await text('users', '--organization', OBJECT_ID))).toBe(true);
    expect(all.trimEnd().split('\n').at(-1)).toContain('+15550009999');
  });

  it('--at: who held what then, removed since or not, and nobody who held nothing', async () => {
    const at = ['--organization', UUID, '--at', '2026-03-01T20:00:00Z'];
    expect(await text('users', ...at)).toBe(`${USERS}\
${NAMED},${USER},'+Sam,,twilio,+15550000001,false,false,,${OBJECT_ID},${SINCE}
${NAMED},${FORMER},Sam Patel,sam.patel@acme.example,twilio,+15550000003,true,true,,${OBJECT_ID},${SINCE}
`);
    const place = `${NAMED},${LOCATION},'@Home,CA,12,${ROOM},'-1,false`;
    expect(await text('workspaces', ...at)).toBe(`${WORKSPACES}\
${place},,34,true,,${OBJECT_ID},webexCalling,,${SINCE}
${place},+15550000011,,false,,${OBJECT_ID},webexCalling,,${SINCE}
`);
  });
});

describe('JSON', () => {
  it('users: what the organizations face answers', async () => {
    const answer = JSON.parse(await text('users', '--json', '--organization', UUID)) as { assignments: unknown[] };
    expect(answer).toEqual(await scene.listOf(UUID));
    expect(answer.assignments).toHaveLength(2);
  });

  it('workspaces: what the workspaces face answers, of each that it has an answer for; it comes in and out again', async () => {
    const json = await text('workspaces', '--json', '--all');
    expect(JSON.parse(json)).toEqual([await scene.workspaceOf(UUID, ROOM), await scene.workspaceOf(UUID, EMPTY_ROOM)]);
    const second = await createDatabase();
    const { code } = await importInto(second, json);
    const again = await linebook(['export', 'workspaces', '--json', '--all'], { env: { DATABASE_URL: second.url } });
    expect([code, again.stdout]).toEqual([0, json]);
    await second.drop();
  });

  it('nothing at all is an answer, too', async () => {
    const none = ['--organization', '0c0e0000000000000000bbbb'];
    expect(await text('workspaces', '--json', ...none)).toBe('[]\n');
    const before = ['--at', '2020-01-01T00:00:00Z'];
    expect(await text('users', '--json', ...none, ...before)).toBe('{"assignments":[]}\n');
  });
});

it.each([
  [['users'], 'say either --organization or --all (wrong_usage)'],
  [['inventory', '--all', '--at', SINCE], '--at does not go with inventory: it is what the organizations have now'],
  [['users', '--all', '--json'], '--json of users takes --organization'],
  [
    ['users', '--history', '--all'],
    '--history goes with --all and --output only: it is the whole record (wrong_usage)',
  ],
  [['users', '--organization', '0c0e0000000000000000cccc'], 'Organization not found (organization_not_found)'],
  [['users', '--all', '--at', '2999-01-01T00:00:00Z'], '(instant_ahead)'],
])('%j could not run', async (args, said) => {
  const { code, stdout, stderr } = await exported(...args);
  expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(said)]);
});

describe('--output', () => {
  const modeOf = (path: string): number => statSync(path).mode & 0o777;

  it('takes the place of a file, through a link as well, for its owner alone', async () => {
    const [file, link] = [join(folder, 'users.csv'), join(folder, 'link.csv')];
    writeFileSync(file, 'before');
    symlinkSync(file, link);
    expect(await text('users', '--all', '--output', link)).toBe('');
    expect(readFileSync(file, 'utf8')).toBe(await text('users', '--all'));
    expect([modeOf(file), readdirSync(folder).sort()]).toEqual([0o600, ['link.csv', 'users.csv']]);
  });

  it('leaves no half of a file: one that was there stays as it was', async () => {
    const file = join(folder, 'half.csv');
    writeFileSync(file, 'before');
    await scene.database.query('ALTER TABLE phone_numbers RENAME COLUMN state TO status');
    const { code } = await exported('inventory', '--all', '--output', file);
    await scene.database.query('ALTER TABLE phone_numbers RENAME COLUMN status TO state');
    expect([code, readFileSync(file, 'utf8'), readdirSync(folder).filter((name) => name.includes('.part'))]).toEqual([
      2,
      'before',
      [],
    ]);
  });

  it.each([
    ['/dev/null', 'it is there, and is no file'],
    ['/nowhere/users.csv', 'ENOENT: no such file or directory'],
  ])('%s cannot be written', async (file, reason) => {
    const said = `${file} cannot be written: ${reason} (cannot_write)\n`;
    expect(await exported('users', '--all', '--output', file)).toEqual({ code: 2, stdout: '', stderr: said });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

it.each([[['export', 'users', '--all']], [['users', 'list']]])('says that the disk is full: %j', async (args) => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, ['bin/linebook.mjs', ...args], {
    env: { DATABASE_URL: scene.database.url },
    stdio: ['ignore', full, 'pipe'],
  });
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  closeSync(full);
  expect([code, stderr]).toEqual([
    2,
    'standard output cannot be written: ENOSPC: no space left on device (cannot_write)\n',
  ]);
});

describe('a pipe', () => {
  const fill =
    'INSERT INTO phone_numbers (e164, organization_id) SELECT $1 || n, $2 FROM generate_series(10000000, 10049999) n';

  it('that is closed by its reader ends the export without a word; one that stands still holds it up', async () => {
    await scene.database.query(fill, ['+4915', acme.id]);
    const child = startLinebook(['export', 'inventory', '--all'], { DATABASE_URL: scene.database.url });
    let stderr = '';
    child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = once(child, 'close');
    await once(child.stdout!, 'readable');
    await new Promise((done) => setTimeout(done, 1_000));
    // Nobody has read what it wrote, so it has not read on.
    const open = `SELECT FROM pg_stat_activity
                   WHERE datname = current_database() AND state = 'idle in transaction' AND query LIKE 'FETCH%'`;
    expect(await scene.database.query(open)).toHaveLength(1);
    child.stdout!.destroy();
    expect([await ended, stderr]).toEqual([[2, null], '']);
  });

  it('that is interrupted says so', async () => {
    const file = join(folder, 'interrupted.csv');
    const child = spawn(process.execPath, ['bin/linebook.mjs', 'export', 'inventory', '--all', '--output', file], {
      env: { DATABASE_URL: scene.database.url },
    });
    const ended = once(child, 'close');
    while (!readdirSync(folder).some((name) => name.endsWith('.part')))
      await new Promise((done) => setTimeout(done, 5));
    child.kill('SIGINT');
    expect([await ended, readdirSync(folder).filter((name) => name.startsWith('interrupted'))]).toEqual([
      [2, null],
      [],
    ]);
  });
});
