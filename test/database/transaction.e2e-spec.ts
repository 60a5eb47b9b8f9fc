import type { DataSource } from 'typeorm';
import { recordDataSource } from '../../src/database/data-source.js';
import { inTransaction } from '../../src/database/transaction.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';

// One connection in the pool, so that a connection thrown away shows as another process of the database.

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

const backend = (): Promise<number> =>
  inTransaction(dataSource, async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return rows[0]!.pid;
  });

it('keeps the connection when the work refuses, whatever it throws, and takes all of it back', async () => {
  const pid = await backend();
  const refused = inTransaction(dataSource, async (client) => {
    await client.query('CREATE TEMP TABLE undone ()');
    throw new Error('refused');
  });
  await expect(refused).rejects.toThrow('refused');
  expect(await backend()).toBe(pid);
  expect(await database.query(`SELECT FROM pg_class WHERE relname = 'undone'`)).toEqual([]);
});

it('throws the connection away when it ended under the work', async () => {
  const pid = await backend();
  const ended = inTransaction(dataSource, async (client) => {
    await database.query('SELECT pg_terminate_backend($1)', [pid]);
    await client.query('SELECT pg_sleep(5)');
  });
  await expect(ended).rejects.toThrow();
  expect(await backend()).not.toBe(pid);
});
