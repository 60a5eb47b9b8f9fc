import { setTimeout as sleep } from 'node:timers/promises';
import { ask, said, type Answer } from '../ask.js';
import { withFaults } from '../http/faulty-server.js';
import { patchedDist, type PatchedDist } from '../patched-dist.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor, type TokenOptions } from '../tokens.js';

// A minute is three seconds here: all that is different from the server that ships.

const LIMIT = 30;
const WINDOW_MS = 3_000;
const ROOT: TokenOptions = { roles: ['SUPERADMIN'], subject: 'root' };
const LIMITED = {
  status: 429,
  body: { error: 'Too many requests', details: `At most ${LIMIT} requests of this kind are accepted in a minute` },
};

let database: RecordDatabase;
let build: PatchedDist;
let server: TestServer;
let path: string;
let subjects = 0;

beforeAll(async () => {
  database = await createDatabase();
  path = `/api/organizations/${(await new RecordFixtures(database).organization()).objectId}/phone-numbers`;
  build = await patchedDist({ 'fair-use/rate-limit.guard.js': { 'WINDOW_SECONDS = 60': 'WINDOW_SECONDS = 3' } });
  const limits = { RATE_LIMIT_READS_PER_MINUTE: String(LIMIT), RATE_LIMIT_WRITES_PER_MINUTE: String(LIMIT) };
  server = await startServer({ database, main: build.main, env: { ...TOKEN_ENVIRONMENT, ...limits } });
});
afterAll(async () => {
  await server.stop();
  await build.remove();
  await database.drop();
});

/** Somebody whom no other test asks as. */
const caller = (): TokenOptions => ({ ...ROOT, subject: `root-${subjects++}` });
const read = (who: TokenOptions): Promise<Answer> => ask(server.url + path, { token: tokenFor(who) });
const atOnce = (count: number, one: () => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, one));
const statuses = (answers: Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

it('lets in as many as the limit says, and the others after Retry-After', async () => {
  const who = caller();
  const answers = await atOnce(2 * LIMIT, () => read(who));
  expect(statuses(answers)).toEqual({ 200: LIMIT, 429: LIMIT });
  const refused = answers.filter(({ status }) => status === 429);
  for (const one of refused) expect(said(one)).toEqual(LIMITED);
  const waits = refused.map(({ headers }) => headers['retry-after']);
  for (const wait of waits) expect(wait).toMatch(/^[123]$/);
  await sleep(WINDOW_MS);
  expect(statuses(await atOnce(LIMIT, () => read(who)))).toEqual({ 200: LIMIT });
});

it('counts each subject and each organization for itself, and writes apart from reads', async () => {
  const who = caller();
  await atOnce(LIMIT + 1, () => read(who));
  const organization = '7f0e6b0c-9d1e-4c43-8e1c-0f6f0a1b2c3d';
  expect((await read(who)).status).toBe(429);
  expect((await read(caller())).status).toBe(200);
  // Of that organization nobody is SUPERADMIN: refused, but not for asking too often.
  expect((await read({ ...who, organization })).status).toBe(403);
  const write = await ask(server.url + path, { method: 'POST', token: tokenFor(who) });
  expect(write.status).toBe(400);
});

it('counts refused requests, too, but none without a token that is good', async () => {
  const who = { ...caller(), roles: [] };
  expect(statuses(await atOnce(LIMIT + 5, () => read(who)))).toEqual({ 403: LIMIT, 429: 5 });
  expect(statuses(await atOnce(LIMIT + 5, () => ask(server.url + path)))).toEqual({ 401: LIMIT + 5 });
});

it('is in the body of the workspaces face, too', async () => {
  const who = caller();
  const one = () => ask(`${server.url}/v1/workspaces/x/features/numbers`, { token: tokenFor(who) });
  const answers = await atOnce(LIMIT + 1, one);
  const refused = answers.find(({ status }) => status === 429)!;
  expect(refused.body).toEqual({
    message: 'Too many requests',
    errors: [{ description: LIMITED.body.details }],
    trackingId: refused.headers.trackingid,
  });
});

it('does not touch the health routes, and is counted in the metrics', async () => {
  const health = await atOnce(2 * LIMIT, () => ask(`${server.url}/health/live`));
  expect(statuses(health)).toEqual({ 200: 2 * LIMIT });
  const { text } = await ask(`${server.url}/metrics`);
  expect(text).toMatch(/^linebook_refused_requests_total\{code="rate_limited"\} \d\d/m);
});

it('0 switches a limit off', async () => {
  const unlimited = await startServer({ database, main: build.main });
  const who = caller();
  const answers = await atOnce(3 * LIMIT, () => ask(unlimited.url + path, { token: tokenFor(who) }));
  await unlimited.stop();
  expect(statuses(answers)).toEqual({ 200: 3 * LIMIT });
});

it('control: a build that counts nobody refuses nobody', async () => {
  const who = caller();
  await withFaults(
    { 'fair-use/rate-limit.guard.js': { 'return limit && principal ?': 'return false ?' } },
    async ({ url }) => {
      const answers = await atOnce(2 * LIMIT, () => ask(url + path, { token: tokenFor(who) }));
      expect(statuses(answers)).toEqual({ 200: 2 * LIMIT });
    },
    { database, env: { ...TOKEN_ENVIRONMENT, RATE_LIMIT_READS_PER_MINUTE: String(LIMIT) } },
  );
});
