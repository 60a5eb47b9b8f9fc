import { Client } from 'pg';
import { World } from './write-scene.js';

jest.setTimeout(60_000);

let world: World;

beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const backends = async () =>
  (
    await world.database.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'linebook' ORDER BY 1`,
    )
  ).map(({ pid }) => pid);

it('a refused write leaves its connection to the pool', async () => {
  const scene = await world.scene();
  await scene.post(scene.body());
  const before = await backends();
  for (let i = 0; i < 3; i++) {
    expect((await scene.post(scene.body({ phoneNumber: scene.number('0246') }))).status).toBe(409);
  }
  const after = await backends();
  expect(after.filter((pid) => before.includes(pid))).toEqual(before);
});

it('a retried request after a conflict is decided anew under its key', async () => {
  const scene = await world.scene();
  const taken = scene.body({ phoneNumber: scene.number('0246') });
  const headers = { 'idempotency-key': 'k1' };
  expect((await scene.post(taken, { headers })).status).toBe(409);
  expect((await scene.delete(scene.sam, 'twilio')).status).toBe(200);
  const answer = await scene.post(taken, { headers });
  expect([answer.status, answer.headers['idempotency-replayed']]).toEqual([200, undefined]);
  const again = await scene.post(taken, { headers });
  expect([again.status, again.headers['idempotency-replayed'], again.text]).toEqual([200, 'true', answer.text]);
});

it('replaces: an outbound-only holder, a calling line, another organization’s user', async () => {
  const scene = await world.scene();
  const number = scene.number('0300');
  await scene.post(
    scene.body({ targetUserId: scene.sam, provider: 'sinch', phoneNumber: number, isInboundEnabled: false }),
  );
  const out = await scene.post(scene.body({ phoneNumber: number, replaces: scene.sam }));
  expect([out.status, (out.body as { code: string }).code]).toEqual([409, 'holder_changed']);
  const bo = await scene.post(scene.body({ phoneNumber: number, replaces: scene.bo }));
  expect([bo.status, (bo.body as { code: string }).code]).toEqual([409, 'holder_changed']);
  const self = await scene.post(
    scene.body({ targetUserId: scene.sam, phoneNumber: scene.number('0246'), replaces: scene.sam }),
  );
  expect(self.status).toBe(200);
});

it('a number of nobody that two organizations take at once goes to one', async () => {
  const scene = await world.scene();
  const number = scene.number('0400');
  const other = { ...scene.body({ targetUserId: scene.bo, phoneNumber: number }) };
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      i % 2
        ? scene.post(scene.body({ phoneNumber: number }))
        : world.send('POST', `/api/organizations/${scene.orgB.objectId}/phone-numbers`, { body: other }),
    ),
  );
  const statuses = new Set(answers.map(({ status }, i) => `${i % 2} ${status}`));
  expect(statuses.size).toBe(2);
  expect([...statuses].some((s) => s.endsWith('500'))).toBe(false);
});

it('a removed user between look-up and lock is 404', async () => {
  const scene = await world.scene();
  const client = new Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query('UPDATE users SET removed_at = now() WHERE object_id = $1', [scene.lee]);
  const asked = scene.post(scene.body());
  await new Promise((resolve) => setTimeout(resolve, 500));
  await client.query('COMMIT');
  await client.end();
  expect((await asked).status).toBe(404);
});

it('a user without a number at the provider gives a 404 that does not cost the connection', async () => {
  const scene = await world.scene();
  await scene.post(scene.body());
  const before = await backends();
  expect((await scene.delete(scene.lee, 'textgrid')).status).toBe(404);
  expect(await backends()).toEqual(before);
});

describe("the application's role", () => {
  let app: Client;
  beforeAll(async () => {
    app = new Client({ connectionString: world.database.url });
    await app.connect();
  });
  afterAll(() => app.end());

  const outcome = async (sql: string, values?: unknown[]): Promise<string> => {
    try {
      const { rowCount } = await app.query(sql, values);
      return `done ${rowCount}`;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('does not null labels of somebody who is not erased, with a temporary table named users', async () => {
    const scene = await world.scene();
    await scene.post(scene.body({ label: 'kept' }));
    await scene.delete(scene.lee, 'twilio');
    await app.query('CREATE TEMP TABLE users AS SELECT id, now() AS erased_at, object_id FROM public.users');
    await app.query('SET search_path = pg_temp, public');
    const sql = `UPDATE public.number_assignments SET label = NULL WHERE label = 'kept'`;
    expect(await outcome(sql)).toBe('23001');
    await app.query('SET search_path = public');
    await app.query('DROP TABLE pg_temp.users');
  });

  it('does not rewrite in the other ways', async () => {
    const tries = [
      'DELETE FROM changes',
      'UPDATE changes SET subject = subject',
      'TRUNCATE changes CASCADE',
      'DELETE FROM users',
      'TRUNCATE organizations CASCADE',
      'ALTER TABLE number_assignments DISABLE TRIGGER ALL',
      `SET session_replication_role = 'replica'`,
      'CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
      'CREATE OR REPLACE FUNCTION number_assignments_are_history() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
      'UPDATE number_assignments SET held_since = held_since',
      'DELETE FROM number_assignments',
      'UPDATE number_assignments SET valid_to = NULL, closed_by = NULL WHERE valid_to IS NOT NULL',
      `UPDATE number_assignments SET valid_to = valid_to + interval '1 day' WHERE valid_to IS NOT NULL`,
      'DROP TABLE changes',
      'CREATE TABLE public.t (x int)',
      'UPDATE migrations SET name = name',
      'UPDATE workspaces SET organization_id = organization_id',
      'UPDATE locations SET organization_id = organization_id',
      'UPDATE phone_numbers SET e164 = e164',
      'CREATE RULE r AS ON INSERT TO changes DO INSTEAD NOTHING',
    ];
    const done: string[] = [];
    for (const sql of tries) if ((await outcome(sql)).startsWith('done')) done.push(sql);
    expect(done).toEqual([]);
  });
});
