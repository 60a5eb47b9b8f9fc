import type { DataSource } from 'typeorm';
import { recordDataSource } from '../../src/database/data-source.js';
import { outageOf } from '../../src/database/driver-error.js';
import { readPrepared } from '../../src/database/prepared-statement.js';
import { ask } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startServer } from '../start-server.js';
import { TEST_ORGANIZATION, tokenFor } from '../tokens.js';

// Named statements on a connection of the pool: prepared once, given back whole, and never the end of the process.

const SESSION = { name: 'session', text: 'SELECT pg_backend_pid() AS pid, $1::int AS given' };
const PREPARED = { name: 'prepared', text: 'SELECT name FROM pg_prepared_statements ORDER BY name' };

let database: RecordDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createDatabase();
  dataSource = await recordDataSource({
    url: database.url,
    poolSize: 1,
    limits: 'server',
    entities: [],
  }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

interface Session {
  pid: number;
  given: number;
}
const session = async (): Promise<Session> => (await readPrepared<Session>(dataSource, SESSION, [7]))[0]!;

describe('readPrepared', () => {
  it('prepares a statement once per connection, and binds the values', async () => {
    expect(await session()).toEqual({ pid: expect.any(Number), given: 7 });
    await session();
    const prepared = await readPrepared(dataSource, PREPARED, []);
    expect(prepared).toEqual([{ name: 'prepared' }, { name: 'session' }]);
  });

  it('keeps the connection when the server refuses a statement', async () => {
    const { pid } = await session();
    const faulty = { name: 'faulty', text: 'SELECT 1 / $1::int' };
    await expect(readPrepared(dataSource, faulty, [0])).rejects.toMatchObject({ code: '22012' });
    expect((await session()).pid).toBe(pid);
  });

  it('throws the connection away when it broke, and goes on with another', async () => {
    const { pid } = await session();
    const waiting = readPrepared(dataSource, { name: 'waiting', text: 'SELECT pg_sleep($1)' }, [8]).catch(outageOf);
    await database.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await waiting).toMatchObject({ code: 'database_unavailable', retryAfterSeconds: 5 });
    expect((await session()).pid).not.toBe(pid);
  });
});

describe('the server', () => {
  it('answers 503 when its connection breaks or what it reads is locked for too long, and goes on', async () => {
    await new RecordFixtures(database).organization({ uuid: TEST_ORGANIZATION });
    const server = await startServer({ database });
    const url = `${server.url}/api/organizations/${TEST_ORGANIZATION}/phone-numbers`;
    const list = () => ask(url, { token: tokenFor({ roles: ['SUPERADMIN'] }) });
    try {
      await database.query('BEGIN');
      await database.query('LOCK TABLE users IN ACCESS EXCLUSIVE MODE');
      const [broken, busy] = [list(), list()];
      const [one] = await waitersOnLock(2);
      await database.query('SELECT pg_terminate_backend($1)', [one]);
      const answers = await Promise.all([broken, busy]);
      await database.query('ROLLBACK');
      const said = answers.map(({ status, headers, body }) => [status, headers['retry-after'], body]).sort();
      const details = 'Another request holds what this one needs; try again.';
      expect(said).toEqual([
        [503, '1', { error: 'The record is busy', details }],
        [503, '5', { error: 'The record cannot be reached', details: expect.any(String) }],
      ]);
      expect(await list()).toMatchObject({ status: 200, body: { assignments: [] } });
    } finally {
      await server.stop();
    }
  });
});

/** Process ids of the sessions that wait for a lock, as soon as there are so many. */
async function waitersOnLock(count: number): Promise<number[]> {
  for (;;) {
    const rows = await database.query<{ pid: number }>(
      `SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE d.datname = current_database() AND NOT l.granted`,
    );
    if (rows.length >= count) return rows.map(({ pid }) => pid);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
