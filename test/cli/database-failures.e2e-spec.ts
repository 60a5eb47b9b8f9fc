import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { linebook } from './linebook.js';

jest.setTimeout(60_000);

const ID = '5f7b1c2e8a1d4e0012c3b400';
const ON_A_RECORD = [
  ['changes'],
  ['export', 'users', '--all'],
  ['export', '--all', '--history'],
  ['locations', 'remove', '0b6f0b1e-3c55-4b53-9f0e-0d3c5a1b2c3d'],
  ['organizations', 'list'],
  ['partners', 'list'],
  ['users', 'list', '--organization', ID],
  ['users', 'remove', ID],
  ['workspaces', 'remove', '0b6f0b1e-3c55-4b53-9f0e-0d3c5a1b2c3d'],
];

describe('a data directory without a record', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'linebook-mistyped-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(ON_A_RECORD.map((args) => [args]))('2: %j creates nothing', async (args) => {
    const mistyped = join(folder, 'mistyped');
    const outcome = await linebook([...args, '--data', mistyped]);
    const stderr = expect.stringContaining(`There is no record in ${mistyped} (no_record)`);
    expect(outcome).toEqual({ code: 2, stdout: '', stderr });
    expect(existsSync(mistyped)).toBe(false);
  });

  it('2: an empty directory stays empty', async () => {
    expect(await linebook(['export', '--all', '--history', '--data', folder])).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a database that fails', () => {
  let database: RecordDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it.each([
    [['export', 'users', '--all'], 'number_assignments'],
    [['organizations', 'list'], 'organizations'],
    [['changes'], 'changes'],
  ])('2: %j, when the database goes away meanwhile, says so in one sentence', async (args, table) => {
    const held = await database.hold(table);
    const running = linebook(args, { env: { DATABASE_URL: database.url } });
    await held.awaited();
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'linebook'`,
    );
    const { code, stderr } = await running;
    await held.release();
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(
        /^The database went away, or does not accept connections \(database_unavailable\)\n.+\n$/,
      ),
    });
  });

  it.each(['migrate', 'changes'])('2: %s, on a server without TLS, where it is asked for', async (verb) => {
    const url = `${database.url}&sslmode=verify-full`;
    expect(await linebook([verb], { env: { DATABASE_URL: url, DATABASE_OWNER_URL: url } })).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^The database cannot be reached.*\(database_unreachable\)\nThe server does not support SSL connections\n$/,
      ),
    });
  });

  it('2: migrate, as a role without the right to', async () => {
    const empty = await createDatabase({ migrated: false });
    const env = { DATABASE_URL: empty.url, DATABASE_OWNER_URL: empty.url };
    const { code, stderr } = await linebook(['migrate'], { env });
    await empty.drop();
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^The database refuses the role \(database_refused\)\n.+\n$/),
    });
  });
});
