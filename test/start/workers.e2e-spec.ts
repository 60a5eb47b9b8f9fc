import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../ask.js';
import { postmasterPid } from '../database/embedded-process.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { runServer, startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT } from '../tokens.js';

jest.setTimeout(60_000);

const LIVE_COUNT =
  /^linebook_http_request_duration_seconds_count\{method="GET",route="\/health\/live",status="200"\} (\d+)$/m;

let database: RecordDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

/** As an installed package starts it; `npm start` is tried by start.e2e-spec. */
const twoWorkers = (env: Record<string, string> = {}): Promise<TestServer> =>
  startServer({
    database,
    main: resolve('bin/linebook.mjs'),
    args: ['start', '--workers', '2'],
    env: { ...TOKEN_ENVIRONMENT, ...env },
  });

/** The processes that this one has started. */
function childrenOf(pid: number): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' });
  const rows = listed
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return rows.filter(([, parent, name]) => parent === String(pid) && name !== 'ps').map(([child]) => Number(child));
}

/** A process that has ended may stay listed until somebody asks for its exit code. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout !== '' && !stdout.startsWith('Z');
}

/** Each on a connection of its own, so that the primary hands them round. */
async function askLive(url: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) expect((await ask(url, { path: '/health/live' })).status).toBe(200);
}

/** How many of these all workers together have counted; an answer is counted after it is out. */
async function counted(url: string, least: number): Promise<number> {
  for (let look = 0; ; look++) {
    const { text } = await ask(url, { path: '/metrics' });
    const count = Number(LIVE_COUNT.exec(text)?.[1] ?? 0);
    if (count >= least || look === 200) return count;
    await sleep(20);
  }
}

describe('--workers 2', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await twoWorkers();
  });
  afterAll(() => server.stop());

  it('starts two processes, and says once that they listen', () => {
    expect(childrenOf(server.pid)).toHaveLength(2);
    expect(server.log().match(/"msg":"listening"/g)).toHaveLength(1);
    expect(server.log().match(/AUTH_HS256_SECRET is set/g)).toHaveLength(1);
  });

  it('whichever is asked for /metrics shows what both have counted', async () => {
    await askLive(server.url, 10);
    expect(await counted(server.url, 10)).toBe(10);
    // The next reading lands on the other one.
    expect(await counted(server.url, 10)).toBe(10);
    const { text } = await ask(server.url, { path: '/metrics' });
    expect(text).toContain('linebook_database_connections_most 20\n');
  });

  it('a worker that is killed is replaced, and the other one answers meanwhile', async () => {
    const before = childrenOf(server.pid);
    process.kill(before[0]!, 'SIGKILL');
    await server.logged('a worker has ended');
    await askLive(server.url, 4);
    while (childrenOf(server.pid).length < 2) await sleep(20);
    const after = childrenOf(server.pid);
    expect(after).toContain(before[1]);
    expect(after).not.toContain(before[0]);
    await askLive(server.url, 4);
  });

  it('SIGTERM ends all of them, exit code 0', async () => {
    const workers = childrenOf(server.pid);
    expect(await server.stop()).toBe(0);
    expect(workers).toHaveLength(2);
    expect(workers.map(isAlive)).toEqual([false, false]);
  });
});

it('a primary that is killed takes its workers along', async () => {
  const server = await twoWorkers();
  const workers = childrenOf(server.pid);
  await server.kill();
  while (workers.some(isAlive)) await sleep(20);
});

it('on OPERATIONS_PORT the metrics are those of all as well', async () => {
  const server = await twoWorkers({ OPERATIONS_PORT: '0' });
  try {
    const { metrics } = JSON.parse(/.*"msg":"listening".*/.exec(server.log())![0]) as { metrics: string };
    await askLive(server.url, 6);
    expect(await counted(new URL(metrics).origin, 6)).toBe(6);
  } finally {
    expect(await server.stop()).toBe(0);
  }
});

it('on an embedded database, which the primary starts and stops', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linebook-workers-'));
  try {
    const env = { ...TOKEN_ENVIRONMENT, LINEBOOK_DATA: folder };
    const server = await startServer({ database: 'embedded', args: ['--workers', '2'], env });
    const postmaster = postmasterPid(folder)!;
    expect((await ask(server.url, { path: '/health/ready' })).status).toBe(200);
    expect(await server.stop()).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  }
});

describe('what keeps a worker from starting', () => {
  it('ends all with its exit code, and is said once', async () => {
    const taken = createServer();
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    const PORT = String((taken.address() as AddressInfo).port);
    const env = { ...TOKEN_ENVIRONMENT, DATABASE_URL: database.url, PORT };
    const { code, stderr } = await runServer(env, '--workers', '2');
    taken.close();
    expect({ code, said: stderr.match(/cannot_listen/g) }).toEqual({ code: 2, said: ['cannot_listen'] });
  });

  it.each(['0', 'two', '65'])('WORKERS %s is refused', async (count) => {
    const env = { ...TOKEN_ENVIRONMENT, DATABASE_URL: database.url };
    const stderr = 'Unsafe or missing settings (unsafe_settings)\n  - WORKERS: expected a whole number from 1 to 64\n';
    expect(await runServer(env, '--workers', count)).toEqual({ code: 2, stdout: '', stderr });
    expect(await runServer({ ...env, WORKERS: count })).toEqual({ code: 2, stdout: '', stderr });
  });
});
