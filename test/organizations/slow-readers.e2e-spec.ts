import { setTimeout as sleep } from 'node:timers/promises';
import { ask, said } from '../ask.js';
import { withFaults as withFaultyServer } from '../http/faulty-server.js';
import type { Patches } from '../patched-dist.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import type { TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';
import { readerOf, type ListReader } from './list-reader.js';
import { organizationOfLines, textOfLines } from './long-list.js';

// Readers of a long list who let it wait, go away, or lose the database on the way.

// More than the buffers of a connection hold.
const LONG = { lines: 8_000, padding: 4_000 };
const MOST_SLOW = 4;

let database: RecordDatabase;
let organization: TestOrganization;
let server: TestServer;

beforeAll(async () => {
  database = await createDatabase();
  organization = await organizationOfLines(database, LONG);
  server = await startServer({ database });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const listOf = ({ url }: TestServer): string => `${url}/api/organizations/${organization.objectId}/phone-numbers`;

/** The transactions that the server's lists hold. */
const READS = `SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'linebook' AND xact_start IS NOT NULL`;
const reads = async (): Promise<number> => (await database.query(READS)).length;
async function readsBecome(count: number): Promise<void> {
  while ((await reads()) !== count) await sleep(50);
}

/** They stand still for longer than a reader may who is not slow. */
async function slowReaders(of = server): Promise<ListReader[]> {
  const readers = await Promise.all(Array.from({ length: MOST_SLOW }, () => readerOf(listOf(of))));
  const still = `${READS} AND wait_event = 'ClientWrite'`;
  while ((await database.query(still)).length < MOST_SLOW) await sleep(50);
  await sleep(1_500);
  return readers;
}

// The readers that are kept would keep the server, too.
const IMPATIENT_END = { ...TOKEN_ENVIRONMENT, SHUTDOWN_GRACE_SECONDS: '1' };
const withFaults = (patches: Patches, work: (faulty: TestServer) => Promise<void>): Promise<void> =>
  withFaultyServer(patches, work, { database, env: IMPATIENT_END });

const token = tokenFor({ roles: ['SUPERADMIN'] });
const UNBOUNDED = { 'database/large-reads.js': { 'const MOST_SLOW_READS = 4': 'const MOST_SLOW_READS = 400' } };
const UNCHECKED = { 'http/json-answer.js': { ' || drained(stream)': ' || true' } };
const IMPATIENT = { 'http/json-answer.js': { 'MOST_WAITING_MS = 30_000': 'MOST_WAITING_MS = 1_500' } };

it('a list waits for its reader, who has it whole at last', async () => {
  const reader = await readerOf(listOf(server));
  await sleep(1_000);
  expect(await reads()).toBe(1);
  expect((await reader.rest()).toString()).toBe(textOfLines(LONG));
  await readsBecome(0);
});

it('control: without backpressure the whole list would be in memory', async () => {
  await withFaults(UNCHECKED, async (faulty) => {
    const reader = await readerOf(listOf(faulty));
    await readsBecome(0);
    reader.leave();
  });
});

it(`${MOST_SLOW} slow readers are as many as there may be, and who goes makes room`, async () => {
  const readers = await slowReaders();
  const busy = await ask(listOf(server), { token });
  expect(said(busy)).toEqual({
    status: 503,
    body: { error: 'The record is busy', details: 'Too many large lists are being read; try again.' },
  });
  expect([busy.headers['retry-after'], busy.headers.etag, busy.headers['content-encoding']]).toEqual([
    '5',
    undefined,
    undefined,
  ]);
  // Nobody else waits for them.
  expect((await ask(`${server.url}/api/organizations/${'f'.repeat(24)}/phone-numbers`, { token })).status).toBe(404);
  for (const reader of readers) reader.leave();
  await readsBecome(0);
  expect((await (await readerOf(listOf(server))).rest()).toString()).toBe(textOfLines(LONG));
  expect(server.log()).not.toContain('"level":"error"');
});

it('control: without the limit a fifth would hold a connection, too', async () => {
  await withFaults(UNBOUNDED, async (faulty) => {
    const readers = [...(await slowReaders(faulty)), await readerOf(listOf(faulty))];
    expect(readers.at(-1)!.got.statusCode).toBe(200);
    for (const reader of readers) reader.leave();
  });
});

it('who takes nothing for long is cut off', async () => {
  await withFaults(IMPATIENT, async (faulty) => {
    const reader = await readerOf(listOf(faulty));
    await readsBecome(1);
    await readsBecome(0);
    await expect(reader.rest()).rejects.toThrow();
  });
});

async function lostInTheMiddle(of: TestServer, encoding?: string): Promise<void> {
  const reader = await readerOf(listOf(of), encoding ? { 'accept-encoding': encoding } : {});
  await readsBecome(1);
  await database.query(`SELECT pg_terminate_backend(pid) FROM (${READS}) r`);
  await expect(reader.rest()).rejects.toThrow();
}

it.each([undefined, 'gzip'])(
  'a list that fails in the middle is no whole list, and nothing else ends: %s',
  async (encoding) => {
    await lostInTheMiddle(server, encoding);
    expect((await (await readerOf(listOf(server))).rest()).length).toBe(textOfLines(LONG).length);
  },
);

it('control: a connection that is not ended would wait for a reader who has gone', async () => {
  const kept = { 'if (!isWhole) void this.client.end();': '' };
  await withFaults({ 'database/large-reads.js': kept }, async (faulty) => {
    const reader = await readerOf(listOf(faulty));
    reader.leave();
    await sleep(1_500);
    expect(await reads()).toBe(1);
  });
});

describe('a list that waits for the database', () => {
  // Whoever counts the users needs no numbers; the list does.
  const errorOf = async (of: TestServer): Promise<unknown> => {
    const numbers = await database.hold('phone_numbers');
    const { status, body } = said(await ask(`${listOf(of)}?at=${new Date().toISOString()}`, { token }));
    await numbers.release();
    return [status, (body as { error: string }).error];
  };

  it('is 503 once nothing has come for long', async () => {
    const hasty = { 'MOST_SILENCE_MS = 12_000': 'MOST_SILENCE_MS = 500' };
    await withFaults({ 'database/large-reads.js': hasty }, async (faulty) => {
      expect(await errorOf(faulty)).toEqual([503, 'The record cannot be reached']);
    });
    await readsBecome(0);
  });

  it('is 503 as soon as the database gives it up', async () => {
    expect(await errorOf(server)).toEqual([503, 'The record is busy']);
  });
});
