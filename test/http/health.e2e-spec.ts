import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';

const OK = [200, '{"status":"ok"}'];
const UNAVAILABLE = [503, '{"status":"unavailable"}'];
const MOST_MS = 2_500;

let database: RecordDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await createDatabase();
  server = await startServer({ database, env: { ...TOKEN_ENVIRONMENT, DATABASE_POOL_SIZE: '1' } });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

async function ask(path: string): Promise<[number, string]> {
  const answer = await fetch(`${server.url}${path}`);
  return [answer.status, await answer.text()];
}

/** Asks until it is so; the test's own limit ends a wait in vain. */
async function until(path: string, expected: unknown): Promise<void> {
  while (JSON.stringify(await ask(path)) !== JSON.stringify(expected)) await sleep(50);
}

it('is live and ready while the database answers', async () => {
  expect([await ask('/health/live'), await ask('/health/ready')]).toEqual([OK, OK]);
});

it('is live but not ready while the database refuses connections, and ready again by itself', async () => {
  const [{ name }] = (await database.query('SELECT current_database() AS name')) as [{ name: string }];
  await database.query(`REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`);
  // Its own connections only: other specs run on the same server.
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name LIKE 'linebook%' AND datname = current_database()`,
  );
  await until('/health/ready', UNAVAILABLE);
  expect(await ask('/health/live')).toEqual(OK);
  await database.query(`GRANT CONNECT ON DATABASE ${name} TO PUBLIC`);
  await until('/health/ready', OK);
});

it('says so in time where the database has the connection but does not answer', async () => {
  const [{ pid }] = (await database.query(
    `SELECT pid FROM pg_stat_activity WHERE application_name = 'linebook-probe' AND datname = current_database()`,
  )) as [{ pid: number }];
  process.kill(pid, 'SIGSTOP');
  try {
    const startedAt = performance.now();
    const answers = await Promise.all([1, 2, 3].map(() => ask('/health/ready')));
    expect(answers).toEqual([UNAVAILABLE, UNAVAILABLE, UNAVAILABLE]);
    expect(performance.now() - startedAt).toBeLessThan(MOST_MS);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await until('/health/ready', OK);
});

it('is ready while all connections are busy with long requests: they are no outage', async () => {
  const held = await database.hold('organizations');
  const headers = { authorization: `Bearer ${tokenFor({ roles: ['SUPERADMIN'] })}` };
  const busy = fetch(`${server.url}/api/organizations/65f0c0ffee65f0c0ffee65f0/phone-numbers`, { headers });
  await held.awaited();
  expect(await ask('/health/ready')).toEqual(OK);
  await held.release();
  expect((await busy).status).toBe(404);
});
