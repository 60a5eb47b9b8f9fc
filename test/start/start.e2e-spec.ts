import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { linebook } from '../cli/linebook.js';
import { postmasterPid } from '../database/embedded-process.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { runServer, spawnServer, startServer, type TestServer } from '../start-server.js';
import { TEST_SECRET, TOKEN_ENVIRONMENT } from '../tokens.js';

jest.setTimeout(60_000);

let folder: string;
let data: string;
let database: RecordDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linebook-start-'));
  data = join(folder, 'data');
  database = await createDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
});

const refused = (stderr: string) => ({ code: 2, stdout: '', stderr });

describe('unsafe settings', () => {
  it('are all named at once, without their values; nothing starts, and the exit code is 2', async () => {
    const environment = {
      LINEBOOK_DATA: data,
      PORT: 'eighty',
      AUTH_HS256_SECRET: 'a short secret',
      AUTH_JWKS_URL: 'http://keys.test/',
      AUTH_ISSUER: 'linebook-demo',
      DATABASE_URL: 'secret@nowhere',
    };
    expect(await runServer(environment)).toEqual(
      refused(`Unsafe or missing settings (unsafe_settings)
  - PORT: expected a whole number from 0 to 65535
  - DATABASE_URL: expected a URL that starts with postgresql://
  - AUTH_JWKS_URL and AUTH_HS256_SECRET: set one of them, not both
  - AUTH_HS256_SECRET: expected 32 bytes or more
  - AUTH_JWKS_URL: expected https, or an address of this machine
  - AUTH_ISSUER: linebook-demo is the demo's own issuer
  - AUTH_AUDIENCE: set it
`),
    );
    expect(existsSync(data)).toBe(false);
  });

  it('an option that nobody knows is no setting to pass over', async () => {
    const { code, stderr } = await runServer(TOKEN_ENVIRONMENT, '--embeded');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^Unknown option '--embeded'[^\n]*\n$/)]);
  });
});

describe('an unsafe database', () => {
  const start = (url: string) => runServer({ ...TOKEN_ENVIRONMENT, DATABASE_URL: url });

  it('schema_behind: one that nobody has migrated', async () => {
    const empty = await createDatabase({ migrated: false });
    expect(await start(empty.url)).toEqual(
      refused(`The schema of the database is behind this release (schema_behind)
Run \`linebook migrate\` with DATABASE_OWNER_URL and DATABASE_URL, then start again.
`),
    );
    await empty.drop();
  });

  it('unsafe_role: the role that owns the tables', async () => {
    expect(await start(database.ownerUrl)).toEqual(
      refused(`The role of DATABASE_URL could rewrite history, or cannot write it (unsafe_role)
It must be a member of linebook_app, and neither a superuser nor the owner of the tables.
`),
    );
  });

  it('database_unreachable: none at all, and the password is not printed', async () => {
    const { code, stdout, stderr } = await start('postgresql://linebook:canary@127.0.0.1:1/linebook');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('The database cannot be reached (database_unreachable)\nconnect ECONNREFUSED 127.0.0.1:1\n');
  });

  it('database_unreachable: one of another name', async () => {
    const url = new URL(database.url);
    url.pathname = '/no_such_record';
    expect(await start(url.href)).toEqual(
      refused('The database cannot be reached (database_unreachable)\ndatabase "no_such_record" does not exist\n'),
    );
  });
});

it('cannot_listen: a port that somebody has', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const env = { ...TOKEN_ENVIRONMENT, DATABASE_URL: database.url, PORT: String(port) };
  const { code, stderr } = await runServer(env);
  expect([code, stderr]).toEqual([
    2,
    `Cannot listen on port ${port} of 127.0.0.1: EADDRINUSE (cannot_listen)\nSet PORT and HOST to an address of this machine that is free\n`,
  ]);
  taken.close();
});

describe('the first lines', () => {
  it('say where it listens, and warn of a shared secret without naming it', async () => {
    const server = await startServer({ database });
    const answer = await fetch(`${server.url}/health/ready`);
    expect(answer.status).toBe(200);
    await server.stop();
    expect(server.log()).toMatch(/"level":"warn".*AUTH_HS256_SECRET is set/);
    expect(server.log()).not.toContain(TEST_SECRET);
  });

  it('warn of nothing with a key set', async () => {
    const { AUTH_HS256_SECRET: _, ...rest } = TOKEN_ENVIRONMENT;
    const server = await startServer({ database, env: { ...rest, AUTH_JWKS_URL: 'https://keys.invalid/' } });
    await server.stop();
    expect(server.log()).not.toContain('"level":"warn"');
  });

  it('are as many as LOG_LEVEL says', async () => {
    const server = await startServer({ database, env: { ...TOKEN_ENVIRONMENT, LOG_LEVEL: 'debug' } });
    await server.stop();
    expect(server.log()).toContain('"level":"debug"');
  });
});

it('starts nothing embedded where DATABASE_URL is set', async () => {
  const server = await startServer({ database, env: { ...TOKEN_ENVIRONMENT, LINEBOOK_DATA: data } });
  await server.stop();
  expect(existsSync(data)).toBe(false);
});

describe('--embedded', () => {
  const env = { ...TOKEN_ENVIRONMENT, LINEBOOK_DATA: '' };
  beforeAll(() => (env.LINEBOOK_DATA = data));
  const started: TestServer[] = [];
  const start = async (): Promise<TestServer> => {
    const server = await startServer({ env, database: 'embedded' });
    started.push(server);
    return server;
  };
  // Also after a failed test: the next one starts on the same directory.
  afterEach(() => Promise.all(started.splice(0).map((server) => server.stop())));

  it('serves from its own database, refuses a second server on it with exit code 2, and stops it at the end', async () => {
    const first = await start();
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
    expect(postmasterPid(data)).toBeGreaterThan(0);
    expect(await runServer(env, '--embedded')).toEqual(
      refused(`${data} is in use by another Linebook server (data_directory_in_use)
Stop that one first, or name another directory with --data or LINEBOOK_DATA
`),
    );
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
    expect(await first.stop()).toBe(0);
    expect(postmasterPid(data)).toBeUndefined();
  });

  it('is stopped whole by a signal that comes while it starts', async () => {
    const child = spawnServer(env, ['--embedded']);
    const ended = once(child, 'close');
    expect(postmasterPid(data)).toBeUndefined();
    while (!postmasterPid(data)) await sleep(1);
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(postmasterPid(data)).toBeUndefined();
  });

  it('takes over the database that a killed server left, and stops it', async () => {
    await (await start()).kill();
    const left = postmasterPid(data);
    expect(left).toBeGreaterThan(0);
    const next = await start();
    expect((await fetch(`${next.url}/health/ready`)).status).toBe(200);
    expect(postmasterPid(data)).toBe(left);
    expect(await next.stop()).toBe(0);
    expect(postmasterPid(data)).toBeUndefined();
  });

  it('says where the record is and how old its last backup is, and warns where nobody has taken one for days', async () => {
    const said = (log: string) => log.split('\n').filter((line) => /data directory|backup/.test(line));
    const first = await start();
    await first.logged('no backup of the record');
    expect(said(first.log()).map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: 'info', dataDirectory: data, msg: 'the record is in the data directory' }),
      expect.objectContaining({ level: 'warn', msg: expect.stringContaining('no backup of the record for 7 days') }),
    ]);
    const backup = join(folder, 'backup.ndjson');
    const { code } = await linebook(['export', '--all', '--history', '--data', data, '--output', backup]);
    expect(code).toBe(0);
    await first.stop();
    const { at } = JSON.parse(readFileSync(backup, 'utf8').split('\n')[0]!) as { at: string };
    const second = await start();
    await second.logged('data directory');
    expect(said(second.log()).map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: 'info', dataDirectory: data, lastBackup: at, ageHours: 0 }),
    ]);
    await second.stop();
    writeFileSync(join(data, 'last-backup'), new Date(Date.now() - 8 * 24 * 3_600_000).toISOString());
    const third = await start();
    await third.logged('no backup of the record for 7 days');
  });

  it('leaves no database running where it cannot listen', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    expect((await runServer({ ...env, PORT: String(port) }, '--embedded')).code).toBe(2);
    expect(postmasterPid(data)).toBeUndefined();
    taken.close();
  });
});
