import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { TEST_ISSUER } from '../tokens.js';
import { type Scene, World } from './write-world.js';

// What the writes of the workspaces face leave behind: one row in `changes` for a call that changed something, none for
// one that changed nothing, and one effect for one idempotency key.

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  await s.stock(0, 1, 2);
});

const ADD_ALL = () => [0, 1].map((i) => ({ action: 'ADD', directNumber: s.number(i), extension: `30${i}` }));
const PRIMARY = () => ({
  displayName: 'Lobby',
  calling: { type: 'webexCalling', webexCalling: { phoneNumber: s.number(2), extension: '100' } },
});

const WRITES = [
  ['numbers', 'workspace.numbers', 204, (...options) => s.putNumbers(ADD_ALL(), ...options)],
  ['workspace', 'workspace.update', 200, (...options) => s.putWorkspace(PRIMARY(), ...options)],
] as [string, string, number, (options?: Parameters<Scene['putNumbers']>[1]) => ReturnType<Scene['putNumbers']>][];

describe.each(WRITES)('PUT of the %s', (_, action, status, put) => {
  it('has one row in changes, to which all that it opened points; the same again has none', async () => {
    const before = await s.changes();
    // A subject that looks like the command line's.
    expect((await put({ caller: { subject: 'cli:ada' } })).status).toBe(status);
    const [change, ...older] = await s.changes();
    expect(older).toEqual(before);
    expect(change).toEqual({
      id: expect.any(String),
      at: expect.any(Date),
      action,
      way: 'api',
      subject: 'cli:ada',
      issuer: TEST_ISSUER,
      acting_organization_id: s.organization.id,
      organization_id: s.organization.id,
      other_organization_id: null,
      tracking_id: 'T',
      trace_id: null,
      details: { workspaceId: s.workspaceId },
    });
    const opened = await world.database.query(
      'SELECT opened_by, valid_from, held_since FROM number_assignments WHERE workspace_id = $1',
      [s.workspaceId],
    );
    const { id, at } = change!;
    expect(opened).toEqual(opened.map(() => ({ opened_by: id, valid_from: at, held_since: at })));
    expect(opened.length).toBeGreaterThan(0);
    expect((await put()).status).toBe(status);
    expect(await s.changes()).toHaveLength(before.length + 1);
  });

  it('names the partner who acts, and the organization that they act on', async () => {
    const partner = await world.rows.organization();
    await world.rows.partnership(s.organization, partner);
    const query = `?orgId=${s.organization.uuid}`;
    expect((await put({ caller: { organization: partner.uuid }, query })).status).toBe(status);
    expect((await s.changes())[0]).toMatchObject({
      acting_organization_id: partner.id,
      organization_id: s.organization.id,
      other_organization_id: partner.id,
    });
  });

  it('has its effect once under an idempotency key, and repeats the answer', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await put({ headers });
    const before = await s.changes();
    const second = await put({ headers });
    expect(second).toMatchObject({ status, text: first.text });
    expect([first, second].map((answer) => answer.headers['idempotency-replayed'])).toEqual([undefined, 'true']);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect(await s.changes()).toEqual(before);
  });
});

it('records the switch and the name alone, too', async () => {
  await s.putNumbers(ADD_ALL());
  const before = (await s.changes()).length;
  await s.putNumbers({ distinctiveRingEnabled: true, phoneNumbers: ADD_ALL() });
  await s.putNumbers({ distinctiveRingEnabled: true, phoneNumbers: ADD_ALL() });
  expect((await s.changes()).map(({ action }) => action).slice(0, -before)).toEqual(['workspace.numbers']);
  await s.putWorkspace({ displayName: 'Reception' });
  await s.putWorkspace({ displayName: 'Reception' });
  expect((await s.changes()).map(({ action }) => action).slice(0, -before)).toEqual([
    'workspace.update',
    'workspace.numbers',
  ]);
});

it('closes what it edits and releases by the change that opens the rest', async () => {
  await s.putNumbers(ADD_ALL());
  await s.putNumbers([
    { action: 'DELETE', directNumber: s.number(0) },
    { action: 'ADD', directNumber: s.number(1), extension: '311' },
  ]);
  const [change] = await s.changes();
  const rows = await world.database.query(
    `SELECT extension, valid_to, closed_by, opened_by = $2 AS "openedNow" FROM number_assignments
      WHERE workspace_id = $1 ORDER BY id`,
    [s.workspaceId, change!.id],
  );
  const closed = { valid_to: change!.at, closed_by: change!.id, openedNow: false };
  expect(rows).toEqual([
    { extension: '300', ...closed },
    { extension: '301', ...closed },
    { extension: '311', valid_to: null, closed_by: null, openedNow: true },
  ]);
});

it('gives a number that 20 workspaces ask for at once to one of them', async () => {
  const workspaces: string[] = [];
  for (let i = 0; i < 20; i++) workspaces.push(await s.neighbour());
  for (let round = 0; round < 5; round++) {
    const body = [{ action: 'ADD', directNumber: s.number(0) }];
    const answers = await Promise.all(workspaces.map((workspaceId) => s.putNumbers(body, { workspaceId })));
    const statuses = answers.map(({ status }) => status);
    expect([...statuses].sort()).toEqual([204, ...Array<number>(19).fill(409)]);
    const workspaceId = workspaces[statuses.indexOf(204)];
    const released = await s.putNumbers([{ action: 'DELETE', directNumber: s.number(0) }], { workspaceId });
    expect(released.status).toBe(204);
  }
});

it('locks the location that a workspace is in by then, if it was moved while the write waited', async () => {
  const [first, second] = [new Client(world.database.ownerUrl), new Client(world.database.ownerUrl)];
  await Promise.all([first.connect(), second.connect()]);
  try {
    const locationId = await world.rows.location(s.organization);
    await world.rows.number(s.organization, s.number(9), locationId);
    const lock = 'SELECT FROM locations WHERE id = $1 FOR NO KEY UPDATE';
    await first.query('BEGIN');
    await first.query(lock, [s.locationId]);
    await second.query('BEGIN');
    await second.query(lock, [locationId]);
    const put = s.putNumbers([{ action: 'ADD', directNumber: s.number(9) }]);
    await somebodyWaits();
    await first.query('UPDATE workspaces SET location_id = $1 WHERE id = $2', [locationId, s.workspaceId]);
    await first.query('COMMIT');
    const what = await Promise.race([put.then(() => 'was not held up'), somebodyWaits().then(() => 'waits')]);
    expect(what).toBe('waits');
    await second.query('COMMIT');
    expect((await put).status).toBe(204);
    expect(await s.lines()).toMatchObject([{ external: s.number(9) }]);
  } finally {
    await Promise.all([first.end(), second.end()]);
  }
});

async function somebodyWaits(): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  for (let tries = 0; !(await world.database.query(waiting)).length; tries++) {
    // Longer than a write waits for a lock.
    if (tries === 500) throw new Error('nobody waits for a lock');
    await sleep(20);
  }
}
