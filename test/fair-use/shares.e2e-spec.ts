import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, said, type Answer } from '../ask.js';
import { withFaults } from '../http/faulty-server.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';

// One tenant asks for one number with 40 connections, and that number is locked; another tenant reads meanwhile.

jest.setTimeout(60_000);

const CONNECTIONS = 40;
const LOCKED_MS = 4_000;
/** Far above what a read takes, and far below what it takes to wait for the lock. */
const SOON_MS = 1_000;
const ENV = { ...TOKEN_ENVIRONMENT, DATABASE_POOL_SHARE: '0.5' };
const SCOPES = ['workspaces_read', 'workspaces_write', 'telephony_config_write'].map((scope) => `spark-admin:${scope}`);

let database: RecordDatabase;
let rows: RecordFixtures;
let greedy: TestOrganization;
let neighbour: TestOrganization;
let workspaces: string[];
let neighbours: string;
const number = '+14165550102';

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  greedy = await rows.organization();
  const { locationId, workspaceId } = await rows.place(greedy, { prefix: '8' });
  await rows.number(greedy, number, locationId);
  workspaces = [workspaceId];
  neighbour = await rows.organization();
  neighbours = (await rows.place(neighbour, { prefix: '8' })).workspaceId;
});
afterAll(() => database.drop());

const tokenOf = ({ uuid }: TestOrganization): string =>
  tokenFor({ roles: ['full_admin'], scopes: SCOPES, organization: uuid });

const read = ({ url }: TestServer, whose: TestOrganization, workspace: string): Promise<Answer> =>
  ask(`${url}/v1/workspaces/${workspace}/features/numbers`, { token: tokenOf(whose) });

const write = ({ url }: TestServer, agent?: Agent): Promise<Answer> =>
  ask(`${url}/v1/telephony/config/workspaces/${workspaces[0]!}/numbers`, {
    method: 'PUT',
    agent,
    token: tokenOf(greedy),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phoneNumbers: [{ action: 'ADD', directNumber: number }] }),
  });

interface Seen {
  /** What the neighbour's reads were answered, and how long the longest took. */
  statuses: Set<number>;
  longestMs: number;
  writes: Answer[];
}

async function whileLocked(server: TestServer): Promise<Seen> {
  const locked = database.query(
    `WITH locked AS MATERIALIZED (SELECT FROM phone_numbers WHERE e164 = $1 FOR UPDATE)
     SELECT pg_sleep($2) FROM locked`,
    [number, LOCKED_MS / 1000],
  );
  await sleep(200);
  const writes = Promise.all(Array.from({ length: CONNECTIONS }, () => write(server)));
  await sleep(200);
  const statuses = new Set<number>();
  let longestMs = 0;
  for (const until = Date.now() + LOCKED_MS / 2; Date.now() < until; await sleep(20)) {
    const began = performance.now();
    statuses.add((await read(server, neighbour, neighbours)).status);
    longestMs = Math.max(longestMs, performance.now() - began);
  }
  await locked;
  return { statuses, longestMs, writes: await writes };
}

it('the reads of another tenant do not notice', async () => {
  const server = await startServer({ database, env: ENV });
  const { statuses, longestMs, writes } = await whileLocked(server);
  await server.stop();
  expect([...statuses]).toEqual([200]);
  expect(longestMs).toBeLessThan(SOON_MS);
  // All of them have waited for their turn, and were carried out.
  expect(new Set(writes.map(({ status }) => status))).toEqual(new Set([204]));
});

it('control: without shares they wait for the lock of the greedy one', async () => {
  const withoutShares = { 'fair-use/share.guard.js': { 'if (!principal) return true': 'return true' } };
  await withFaults(
    withoutShares,
    async (faulty) => {
      const { statuses, longestMs } = await whileLocked(faulty);
      expect(longestMs > SOON_MS || statuses.has(503)).toBe(true);
    },
    { database, env: ENV },
  );
});

it('who is too many is told so at once, on both faces, and health is not', async () => {
  const server = await startServer({ database, env: { ...ENV, DATABASE_POOL_SIZE: '1' } });
  const locked = database.query(
    'WITH locked AS MATERIALIZED (SELECT FROM phone_numbers WHERE e164 = $1 FOR UPDATE) SELECT pg_sleep(2) FROM locked',
    [number],
  );
  await sleep(200);
  const writes = Array.from({ length: 17 }, () => write(server));
  await sleep(300);
  const began = performance.now();
  const refused = await read(server, greedy, workspaces[0]!);
  const root = { roles: ['SUPERADMIN'] };
  const other = await ask(`${server.url}/api/organizations/${greedy.objectId}/phone-numbers`, {
    token: tokenFor(root),
  });
  expect(performance.now() - began).toBeLessThan(SOON_MS);
  const details = 'Too many requests are waiting; try again later';
  expect(said(refused)).toEqual({
    status: 503,
    body: {
      message: 'Too many requests at once',
      errors: [{ description: details }],
      trackingId: refused.headers.trackingid,
    },
  });
  expect(said(other)).toEqual({ status: 503, body: { error: 'Too many requests at once', details } });
  expect([refused.headers['retry-after'], other.headers['retry-after']]).toEqual(['1', '1']);
  // A short body has come with its head: nobody has to connect again.
  const agent = new Agent({ keepAlive: true });
  const write503 = await write(server, agent);
  agent.destroy();
  expect([write503.status, write503.headers.connection]).toEqual([503, 'keep-alive']);
  // Before their token is looked at: a stranger hears it, too.
  expect((await ask(`${server.url}/api/organizations/x/phone-numbers`)).status).toBe(503);
  expect((await ask(`${server.url}/health/live`)).status).toBe(200);
  const { text } = await ask(`${server.url}/metrics`);
  expect(text).toContain('linebook_refused_requests_total{code="overloaded"} 4');
  await locked;
  await Promise.all(writes);
  expect((await read(server, greedy, workspaces[0]!)).status).toBe(200);
  await server.stop();
});

describe('a process that cannot keep up', () => {
  const status = async ({ url }: TestServer, path: string): Promise<number> => (await ask(url + path)).status;
  const sampled = { 'SAMPLE_MS = 3_000': 'SAMPLE_MS = 100' };

  it('refuses all but its health, as a build shows for which any delay is too long', async () => {
    const faults = { 'http/shed-load.js': { ...sampled, 'MOST_LOOP_DELAY_MS = 1_000': 'MOST_LOOP_DELAY_MS = 1e-6' } };
    await withFaults(
      faults,
      async (strained) => {
        while ((await status(strained, '/api/organizations/x/phone-numbers')) !== 503) await sleep(20);
        expect(await status(strained, '/health/live')).toBe(200);
      },
      { database },
    );
  });

  it('control: with the limit as it is the same requests are answered', async () => {
    await withFaults(
      { 'http/shed-load.js': sampled },
      async (calm) => {
        await sleep(1_000);
        expect(await status(calm, '/api/organizations/x/phone-numbers')).toBe(401);
      },
      { database },
    );
  });
});
