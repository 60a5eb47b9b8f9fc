import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { said, type Answer } from '../ask.js';
import { type Scene, World } from '../organizations/write-scene.js';
import { patchedDist, type PatchedDist } from '../patched-dist.js';

// A call looks its holder up, then waits for whoever holds its row; what they made of it meanwhile counts. The controls
// run a build that believes what it read before it waited.

jest.setTimeout(60_000);

const SCOPES = ['spark-admin:workspaces_write', 'spark-admin:telephony_config_write'];

const BELIEVING = {
  'phone-numbers/assignments/locks.js': {
    ' FOR NO KEY UPDATE OF u': '',
  },
  'phone-numbers/assignments/held-workspace.js': {
    'const { locationId } = await reachWorkspace(client, workspaceUuid, reach);':
      'const before = await reachWorkspace(client, workspaceUuid, reach); const { locationId } = before;',
    'const workspace = await reachWorkspace(client, workspaceUuid, reach);': 'const workspace = before;',
  },
};

/** The statement runs between the call's look and its lock. */
async function asItWaits(
  { database }: World,
  table: 'users' | 'workspaces',
  { sql, values }: { sql: string; values: unknown[] },
  call: () => Promise<Answer>,
): Promise<Answer> {
  const other = new Client({ connectionString: database.ownerUrl });
  await other.connect();
  try {
    await other.query('BEGIN');
    await other.query(`SELECT FROM ${table} WHERE id = $1 FOR UPDATE`, values.slice(0, 1));
    let early: Answer | undefined;
    const answer = call().then((answered) => (early = answered));
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while (!(await database.query(waiting)).length) {
      if (early) throw new Error(`answered without waiting: ${early.status} ${early.text}`);
      await sleep(5);
    }
    await other.query(sql, values);
    await other.query('COMMIT');
    return await answer;
  } finally {
    await other.end();
  }
}

const userId = async ({ database }: World, objectId: string): Promise<string> =>
  (await database.query<{ id: string }>('SELECT id FROM users WHERE object_id = $1', [objectId]))[0]!.id;

/** Lee, who has nothing, is moved or removed while they are given a number. */
async function assignment(world: World, s: Scene, what: 'moved' | 'removed'): Promise<Answer> {
  const id = await userId(world, s.lee);
  const change =
    what === 'moved'
      ? { sql: 'UPDATE users SET organization_id = $2 WHERE id = $1', values: [id, s.orgB.id] }
      : { sql: 'UPDATE users SET removed_at = now() WHERE id = $1', values: [id] };
  return asItWaits(world, 'users', change, () => s.post(s.body()));
}

async function workspaceUpdate(world: World, s: Scene): Promise<Answer> {
  const { workspaceId } = await world.rows.place(s.orgA);
  const change = { sql: 'UPDATE workspaces SET removed_at = now() WHERE id = $1', values: [workspaceId] };
  const caller = { roles: ['full_admin'], scopes: SCOPES, organization: s.orgA.uuid };
  return asItWaits(world, 'workspaces', change, () =>
    world.send('PUT', `/v1/workspaces/${workspaceId}`, { caller, body: { displayName: 'Late' } }),
  );
}

describe('a write to a holder who', () => {
  let world: World;
  beforeAll(async () => void (world = await World.start()));
  afterAll(() => world.stop());

  it.each(['moved', 'removed'] as const)('was %s a moment ago: 404', async (what) => {
    const s = await world.scene();
    const answer = await assignment(world, s, what);
    expect(said(answer)).toEqual({ status: 404, body: { error: 'User not found in organization' } });
    expect(await s.linesOf(s.lee)).toEqual([]);
  });

  it('is a workspace that was removed a moment ago: 404', async () => {
    const answer = await workspaceUpdate(world, await world.scene());
    expect(answer).toMatchObject({ status: 404, body: { message: 'Workspace not found' } });
  });
});

describe('without reading again under the locks, such a write', () => {
  let build: PatchedDist;
  let world: World;
  beforeAll(async () => {
    build = await patchedDist(BELIEVING);
    world = await World.start(build.main);
  });
  afterAll(async () => {
    await world.stop();
    await build.remove();
  });

  it('meets the keys of the tenant, or is taken', async () => {
    expect((await assignment(world, await world.scene(), 'moved')).status).toBe(500);
    expect((await assignment(world, await world.scene(), 'removed')).status).toBe(200);
    expect((await workspaceUpdate(world, await world.scene())).status).toBe(200);
  });
});
