import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type Answer } from '../ask.js';
import { patchedDist } from '../patched-dist.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { runServer, startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';

jest.setTimeout(60_000);

const { version: RELEASE } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const ORGANIZATION = '/api/organizations/65f0c0ffee65f0c0ffee65f0/phone-numbers';
const ROUTE = '/api/organizations/:organizationId/phone-numbers';
const COUNT = 'linebook_http_request_duration_seconds_count';
const token = tokenFor({ roles: ['SUPERADMIN'] });

let database: RecordDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await createDatabase();
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const metricsOf = (url: string): Promise<Answer> => ask(url, { path: '/metrics' });

/** By name with labels, as printed; once one of them is at least so much, because an answer is counted after it is out. */
async function valuesOf(url: string, awaited?: string, least = 1): Promise<Map<string, number>> {
  for (;;) {
    const { text } = await metricsOf(url);
    const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
    const values = new Map(
      lines.map((line): [string, number] => {
        const [name, value] = line.split(/ (?=[^ ]+$)/);
        return [name!, Number(value)];
      }),
    );
    if (!awaited || (values.get(awaited) ?? 0) >= least) return values;
    await sleep(20);
  }
}

const counted = (method: string, route: string, status: number | string): string =>
  `${COUNT}{method="${method}",route="${route}",status="${status}"}`;

describe('the duration of requests', () => {
  it('is kept by method, pattern of the route and status', async () => {
    await ask(server.url, { path: ORGANIZATION, token });
    await ask(server.url, { path: ORGANIZATION });
    await ask(server.url, { path: ORGANIZATION, method: 'POST', body: '{' });
    const values = await valuesOf(server.url, counted('POST', ROUTE, 401));
    expect([values.get(counted('GET', ROUTE, 404)), values.get(counted('GET', ROUTE, 401))]).toEqual([1, 1]);
    const sum = values.get(counted('GET', ROUTE, 404).replace('_count', '_sum'))!;
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThan(10);
  });

  it('has one label for all paths that are none, and one for all methods that nobody knows', async () => {
    for (let n = 0; n < 20; n++) await ask(server.url, { path: `/canary-${n}?x=canary` });
    for (const method of ['PROPFIND', 'PURGE', 'LINK']) await ask(server.url, { method, path: ORGANIZATION });
    const values = await valuesOf(server.url, counted('other', 'unknown', 405), 3);
    expect(values.get(counted('GET', 'unknown', 404))).toBe(20);
    expect([...values.keys()].join('\n')).not.toMatch(/canary|65f0c0ffee|PROPFIND/);
  });

  it('counts a client who does not wait for their answer', async () => {
    const held = await database.hold('organizations');
    const client = connect(Number(new URL(server.url).port), '127.0.0.1');
    client.write(`GET ${ORGANIZATION} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    await held.awaited();
    const busy = await valuesOf(server.url);
    expect(busy.get('linebook_database_connections{state="busy"}')).toBe(1);
    client.resetAndDestroy();
    expect((await valuesOf(server.url, counted('GET', ROUTE, 'aborted'))).get(counted('GET', ROUTE, 'aborted'))).toBe(
      1,
    );
    await held.release();
  });
});

it('tells how the connections are used, and of the process and its event loop', async () => {
  const values = await valuesOf(server.url);
  expect(values.get('linebook_database_connections{state="idle"}')).toBeGreaterThanOrEqual(1);
  expect(values.get('linebook_database_connections_most')).toBe(10);
  expect(values.get('linebook_database_waiting')).toBe(0);
  for (const name of [
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
    'process_cpu_seconds_total',
  ]) {
    expect([name, values.get(name)]).toEqual([name, expect.any(Number)]);
  }
});

it('tells what the record has, how long statements take, and which release it is', async () => {
  const own = await createDatabase();
  const rows = new RecordFixtures(own);
  const acme = await rows.organization({ object_id: '65f0c0ffee65f0c0ffee65f0', number_rest_days: 30 });
  const user = await rows.user(acme);
  await rows.providerLine(acme, user, { number: '+14165550100' });
  const released = await rows.providerLine(acme, user, { number: '+14165550101', provider: 'sinch' });
  await rows.close(released, acme);
  await rows.number(acme, '+14165550102');
  await rows.number(acme, '+14165550103', undefined, { state: 'INACTIVE' });
  const counting = await startServer({ database: own });
  await ask(counting.url, { path: ORGANIZATION, token });
  const values = await valuesOf(counting.url, counted('GET', ROUTE, 200));
  const numbers = ['held', 'free', 'resting', 'inactive'].map((state) =>
    values.get(`linebook_numbers{state="${state}"}`),
  );
  expect(numbers).toEqual([1, 1, 1, 1]);
  const build = [...values.keys()].filter((name) => name.startsWith('linebook_build_info'));
  expect(build).toEqual([`linebook_build_info{version="${RELEASE}",node="${process.version}"}`]);
  const statements = [...values].filter(([name]) => name.startsWith('linebook_database_statements_total'));
  expect(statements).toContainEqual([expect.stringMatching(/statement="[a-z_]+"/), 1]);
  expect([...values.keys()].filter((name) => name.startsWith('linebook_last_backup'))).toEqual([]);
  await counting.stop();
  await own.drop();
});

describe('without OPERATIONS_PORT', () => {
  const OF_A_PROXY = { 'x-forwarded-for': '127.0.0.1' };

  it('are there for this machine', async () => {
    const { status, headers } = await metricsOf(server.url);
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  });

  it.each(['GET', 'HEAD', 'POST', 'OPTIONS', 'PROPFIND'])(
    'are for nobody who comes through a proxy, like any path that is none: %s',
    async (method) => {
      for (const path of ['/metrics', '/metrics/', '//%6detrics?x']) {
        expect(await bytesOf(server.url, method, path)).toEqual(await bytesOf(server.url, method, '/nothing'));
      }
    },
  );

  it('are for nobody either where that proxy is trusted', async () => {
    const behind = await startServer({ database, env: { ...TOKEN_ENVIRONMENT, TRUSTED_PROXIES: '127.0.0.1' } });
    expect((await ask(behind.url, { path: '/metrics', headers: OF_A_PROXY })).status).toBe(404);
    await behind.stop();
  });

  it('would be for all of them without that look at the headers', async () => {
    const patched = await patchedDist({
      'http/local-peer.js': { '&& !Object.keys(headers).some((name)=>MARK_OF_A_PROXY.test(name))': '' },
    });
    const open = await startServer({ database, main: patched.main });
    expect((await ask(open.url, { path: '/metrics', headers: OF_A_PROXY })).status).toBe(200);
    await open.stop();
    await patched.remove();
  });

  /** All of an answer but the time and the tracking id. */
  async function bytesOf(url: string, method: string, path: string) {
    const { status, headers, text } = await ask(url, { method, path, headers: OF_A_PROXY });
    const { date: _, trackingid, ...rest } = headers;
    return { status, headers: rest, text, tracked: trackingid!.replace(/[0-9a-f]/g, 'x') };
  }
});

describe('with OPERATIONS_PORT', () => {
  const env = { ...TOKEN_ENVIRONMENT, OPERATIONS_PORT: '0' };

  it('are there, and not on the port of the application', async () => {
    const apart = await startServer({ database, env });
    const { metrics } = JSON.parse(
      apart
        .log()
        .split('\n')
        .find((line) => line.includes('"listening"'))!,
    ) as {
      metrics: string;
    };
    await ask(apart.url, { path: ORGANIZATION, token });
    const operations = new URL(metrics).origin;
    expect((await valuesOf(operations, counted('GET', ROUTE, 404))).get(counted('GET', ROUTE, 404))).toBe(1);
    expect((await metricsOf(apart.url)).status).toBe(404);
    for (const [method, path] of [
      ['GET', '/'],
      ['POST', '/metrics'],
      ['GET', ORGANIZATION],
    ]) {
      expect((await ask(operations, { method, path })).status).toBe(404);
    }
    expect(await apart.stop()).toBe(0);
  });

  it('cannot_listen: a port that somebody has', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    expect(await runServer({ ...env, DATABASE_URL: database.url, OPERATIONS_PORT: String(port) })).toMatchObject({
      code: 2,
      stderr: `Cannot listen on port ${port} of 127.0.0.1: EADDRINUSE (cannot_listen)\nSet OPERATIONS_PORT and HOST to an address of this machine that is free\n`,
    });
    taken.close();
  });
});
