import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase, type HeldTable, type RecordDatabase } from '../record-database.js';
import { spawnServer, startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';

const PATH = '/api/organizations/65f0c0ffee65f0c0ffee65f0/phone-numbers';
const NOT_FOUND = '{"error":"Organization not found","details":"No organization exists with the provided id"}';

let database: RecordDatabase;
let held: HeldTable;
beforeAll(async () => {
  database = await createDatabase();
});
beforeEach(async () => {
  held = await database.hold('organizations');
});
afterEach(() => held.release());
afterAll(() => database.drop());

/** One connection to a server, and all that came back on it. */
class Connection {
  received = '';
  readonly closed: Promise<void>;
  private readonly socket: Socket;

  constructor(server: TestServer) {
    this.socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    this.socket.on('data', (text) => (this.received += text.toString()));
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.on('close', () => resolve()));
  }

  send(text: string): void {
    this.socket.write(text);
  }

  async until(text: RegExp): Promise<void> {
    while (!text.test(this.received)) await sleep(10);
  }
}

/** A request that runs until the test lets go of the table that it reads. */
async function runningRequest(server: TestServer): Promise<Connection> {
  const connection = new Connection(server);
  const token = tokenFor({ roles: ['SUPERADMIN'] });
  connection.send(`GET ${PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  await held.awaited();
  return connection;
}

async function untilStopping(server: TestServer): Promise<void> {
  while (!server.log().includes('"msg":"stopping"')) await sleep(10);
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('lets a running request finish and takes no new connection, then ends with 0', async () => {
    const server = await startServer({ database });
    const running = await runningRequest(server);
    process.kill(server.pid, signal);
    await untilStopping(server);
    const refused = new Connection(server);
    await refused.closed;
    await held.release();
    await running.closed;
    expect(running.received).toMatch(/^HTTP\/1\.1 404 /);
    expect(running.received).toMatch(/\r\nconnection: close\r\n/i);
    expect(running.received.endsWith(`\r\n\r\n${NOT_FOUND}`)).toBe(true);
    expect([await server.stop(), refused.received]).toEqual([0, '']);
    expect(server.log()).toContain('"msg":"stopped"');
  });
});

it('says that it is not ready to whoever still asks', async () => {
  const server = await startServer({ database });
  const running = await runningRequest(server);
  const asking = new Connection(server);
  asking.send('GET /health/ready HTTP/1.1\r\nHost: x\r\n');
  // One request that has begun, so that the server is known to have the other connection as well.
  const before = new Connection(server);
  before.send('GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n');
  await before.until(/"status":"ok"/);
  process.kill(server.pid, 'SIGTERM');
  await untilStopping(server);
  asking.send('\r\n');
  await asking.closed;
  expect(asking.received).toMatch(/^HTTP\/1\.1 503 [^]*\r\nconnection: close\r\n[^]*\{"status":"unavailable"\}$/i);
  await held.release();
  await running.closed;
  expect(await server.stop()).toBe(0);
});

it('does not wait for kept connections on which nothing happens', async () => {
  const server = await startServer({ database });
  const idle = new Connection(server);
  idle.send('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
  await idle.until(/"status":"ok"/);
  const startedAt = performance.now();
  expect(await server.stop()).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

it('is not hurried by a second signal', async () => {
  const server = await startServer({ database });
  const running = await runningRequest(server);
  process.kill(server.pid, 'SIGTERM');
  await untilStopping(server);
  process.kill(server.pid, 'SIGTERM');
  process.kill(server.pid, 'SIGINT');
  await sleep(200);
  await held.release();
  await running.closed;
  expect(running.received).toMatch(/^HTTP\/1\.1 404 /);
  expect(await server.stop()).toBe(0);
});

it('cuts off what runs longer than the grace, and ends with 0 all the same', async () => {
  const server = await startServer({ database, env: { ...TOKEN_ENVIRONMENT, SHUTDOWN_GRACE_SECONDS: '1' } });
  const running = await runningRequest(server);
  const startedAt = performance.now();
  const ended = server.stop();
  await running.closed;
  expect(running.received).toBe('');
  expect(await ended).toBe(0);
  const tookMs = performance.now() - startedAt;
  expect(tookMs).toBeGreaterThan(900);
  expect(tookMs).toBeLessThan(5_000);
});

it.each([0, 3])('serves on, and ends, when nobody reads its log any more: after %i requests', async (requests) => {
  await held.release();
  const child = spawnServer({ ...TOKEN_ENVIRONMENT, DATABASE_URL: database.url });
  const ended = once(child, 'close');
  const url = await new Promise<string>((found) => {
    child.stdout!.on('data', (text: Buffer) => {
      const listening = /"url":"([^"]+)"/.exec(text.toString())?.[1];
      if (listening) found(listening);
    });
  });
  child.stdout!.destroy();
  child.stderr!.destroy();
  for (let i = 0; i < requests; i++) expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

it('leaves no connection to the database behind', async () => {
  const left = `SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'linebook%' AND datname = current_database()`;
  while ((await database.query(left)).length) await sleep(50);
  expect(await database.query(left)).toEqual([]);
});
