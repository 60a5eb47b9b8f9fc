import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { webexId } from '../../src/ids/webex-id.js';
import { ask, said } from '../ask.js';
import { undocumented } from '../contract/undocumented.js';
import { everyRow } from '../every-row.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, TOKEN_ENVIRONMENT, tokenFor, type TokenOptions } from '../tokens.js';
import { day, organizationId, ROOT } from './directory-scene.js';

// POST /api/phone-numbers/next: the free number that has rested longest, found and assigned in one step.

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let acme: TestOrganization;
let user: string;
let userId: string;
let scene = 0;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  await rows.organization({ uuid: TEST_ORGANIZATION, name: 'Root' });
  // So many that two hundred may wait for their turn.
  server = await startServer({ database, env: { ...TOKEN_ENVIRONMENT, DATABASE_POOL_SIZE: '20' } });
});
beforeEach(async () => {
  scene++;
  acme = await rows.organization();
  user = randomBytes(12).toString('hex');
  userId = await rows.user(acme, { object_id: user });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const number = (i: number): string => `+1416${200 + scene}${String(i).padStart(4, '0')}`;
const wanted = (more: object = {}) => ({ organizationId: acme.uuid, targetUserId: user, provider: 'twilio', ...more });

interface Sent {
  who?: TokenOptions;
  query?: string;
  headers?: Record<string, string>;
}

/** What the route answers, which the document must know. */
async function next(body: unknown = wanted(), { who = ROOT, query = '', headers }: Sent = {}) {
  const answer = await ask(`${server.url}/api/phone-numbers/next${query}`, {
    method: 'POST',
    token: tokenFor(who),
    headers: { trackingid: 'T', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  expect(undocumented('directory', '/api/phone-numbers/next', 'POST', answer)).toEqual([]);
  return answer;
}

const nextNumber = async (body?: unknown, sent?: Sent): Promise<unknown> => {
  const answer = await next(body, sent);
  return answer.status === 200 ? (answer.body as { phoneNumber: string }).phoneNumber : answer.status;
};

async function refused(request: () => ReturnType<typeof next>) {
  const before = await everyRow(database);
  const answer = await request();
  expect(await everyRow(database)).toBe(before);
  return said(answer);
}

/** A number that somebody had until that day. */
async function released(i: number, n: number): Promise<void> {
  const since = day(n - 1);
  const line = { number: number(i), held_since: since, provider: 'sinch', is_default: false };
  await rows.close(await rows.providerLine(acme, await rows.user(acme), line), acme, { at: day(n) });
}

const NONE_FREE = {
  status: 409,
  body: {
    error: 'No number is free',
    details: 'Add numbers to the inventory, or wait until the quarantine of one ends.',
    code: 'none_free',
  },
};

describe('which number', () => {
  it('one that nobody ever had first, by number; then the one that has rested longest', async () => {
    await released(1, 20);
    await released(2, 10);
    await rows.number(acme, number(4));
    await rows.number(acme, number(3));
    const got = [];
    for (let i = 0; i < 5; i++) got.push(await nextNumber());
    expect(got).toEqual([number(3), number(4), number(2), number(1), 409]);
  });

  it('never one that rests; with force the one that has rested longest all the same, and the change says so', async () => {
    await database.query('UPDATE organizations SET number_rest_days = 3650 WHERE id = $1', [acme.id]);
    await released(1, 20);
    await released(2, 10);
    expect(await refused(() => next())).toEqual(NONE_FREE);
    expect(await nextNumber(wanted(), { query: '?force=true' })).toBe(number(2));
    const [change] = await database.query('SELECT action, details FROM changes ORDER BY id DESC LIMIT 1');
    const phoneNumberIds = [expect.stringMatching(/^\d+$/)];
    const details = { userId: user, provider: 'twilio', phoneNumberIds, restOverridden: true };
    expect(change).toEqual({ action: 'number.next', details });
  });

  it('none of another organization, out of service, held, of a service, or the main number of a location', async () => {
    const other = await rows.organization();
    await rows.number(other, number(1));
    await rows.number(acme, number(2), undefined, { state: 'INACTIVE' });
    await rows.providerLine(acme, await rows.user(acme), { number: number(3) });
    await rows.number(acme, number(4), undefined, { is_service: true });
    const location = await rows.location(acme);
    const main = await rows.number(acme, number(5), location);
    await database.query('UPDATE locations SET main_phone_number_id = $2 WHERE id = $1', [location, main]);
    expect(await refused(() => next())).toEqual(NONE_FREE);
  });

  it('of a location, if that is said', async () => {
    const [here, there] = [await rows.location(acme), await rows.location(acme)];
    await rows.number(acme, number(1));
    await rows.number(acme, number(2), there);
    await rows.number(acme, number(3), here);
    expect(await nextNumber(wanted({ locationId: webexId('LOCATION', here) }))).toBe(number(3));
    expect(await nextNumber(wanted({ locationId: here }))).toBe(409);
    expect(await nextNumber()).toBe(number(1));
  });

  it('one that somebody shows as caller id, also who gets it', async () => {
    const outbound = { number: number(1), receives_calls: false, is_default: false };
    await rows.providerLine(acme, userId, outbound);
    expect(await nextNumber()).toBe(number(1));
  });
});

describe('who gets it', () => {
  const linesOf = async (holder: string) =>
    database.query(
      `SELECT n.e164 AS number, a.line, a.provider, a.is_default AS "isDefault", a.extension FROM number_assignments a
         LEFT JOIN phone_numbers n ON n.id = a.phone_number_id WHERE a.holder_id = $1 AND a.valid_to IS NULL ORDER BY a.id`,
      [holder],
    );

  it('a user, beside what they have, as the default where they have none', async () => {
    for (const i of [1, 2]) await rows.number(acme, number(i));
    const first = await next();
    expect(said(first)).toEqual({
      status: 200,
      body: { phoneNumber: number(1), organizationId: organizationId(acme), userId: user, provider: 'twilio' },
    });
    await next({ ...wanted(), organizationId: acme.objectId });
    const line = { line: null, provider: 'twilio', extension: null };
    expect(await linesOf(userId)).toEqual([
      { number: number(1), isDefault: true, ...line },
      { number: number(2), isDefault: false, ...line },
    ]);
  });

  it('a workspace: its primary number, which keeps its extension, then an alternate', async () => {
    const place = await rows.place(acme, {}, [{ number: undefined, extension: '1234' }]);
    for (const i of [1, 2]) await rows.number(acme, number(i), place.locationId);
    await rows.number(acme, number(0));
    const body = { organizationId: organizationId(acme), workspaceId: webexId('PLACE', place.workspaceId) };
    const answer = {
      organizationId: organizationId(acme),
      locationId: webexId('LOCATION', place.locationId),
      workspaceId: webexId('PLACE', place.workspaceId),
    };
    expect((await next(body)).body).toEqual({ phoneNumber: number(1), ...answer, line: 'primary' });
    const alternate = await next({ ...body, locationId: place.locationId });
    expect(alternate.body).toEqual({ phoneNumber: number(2), ...answer, line: 'alternate' });
    const ofCalls = { provider: null, isDefault: null };
    expect(await linesOf(place.workspaceId)).toEqual([
      { number: number(1), line: 'primary', extension: '1234', ...ofCalls },
      { number: number(2), line: 'alternate', extension: null, ...ofCalls },
    ]);
    expect(await nextNumber(body)).toBe(409);
  });

  it('a person for their own telephone, in their location: the primary number, which keeps its extension, then an alternate', async () => {
    const location = await rows.location(acme);
    await rows.personLine(acme, userId, location, { number: undefined, extension: '1234' });
    for (const i of [1, 2]) await rows.number(acme, number(i), location);
    await rows.number(acme, number(0));
    const body = { organizationId: acme.uuid, targetUserId: user };
    const answer = { organizationId: organizationId(acme), locationId: webexId('LOCATION', location), userId: user };
    expect((await next(body)).body).toEqual({ phoneNumber: number(1), ...answer, line: 'primary' });
    const [{ uuid }] = (await database.query('SELECT uuid FROM users WHERE id = $1', [userId])) as [{ uuid: string }];
    const alternate = await next({ ...body, targetUserId: webexId('PEOPLE', uuid), locationId: location });
    expect(alternate.body).toEqual({ phoneNumber: number(2), ...answer, line: 'alternate' });
    const ofCalls = { provider: null, isDefault: null };
    expect(await linesOf(userId)).toEqual([
      { number: number(1), line: 'primary', extension: '1234', ...ofCalls },
      { number: number(2), line: 'alternate', extension: null, ...ofCalls },
    ]);
    expect(await refused(() => next(body))).toEqual(NONE_FREE);
    const [change] = await database.query('SELECT action, details FROM changes ORDER BY id DESC LIMIT 1');
    const phoneNumberIds = [expect.stringMatching(/^\d+$/)];
    expect(change).toEqual({ action: 'number.next', details: { userId: user, phoneNumberIds } });
  });

  it('a person never a number of another location than theirs', async () => {
    const [here, there] = [await rows.location(acme), await rows.location(acme)];
    await rows.personLine(acme, userId, here, { number: undefined, extension: '1234' });
    await rows.number(acme, number(1), there);
    const body = { organizationId: acme.uuid, targetUserId: user };
    expect(await refused(() => next(body))).toEqual(NONE_FREE);
    expect(await refused(() => next({ ...body, locationId: there }))).toMatchObject({
      status: 400,
      body: { code: 'location_fixed' },
    });
  });

  it('404: a person without calling, whose own telephone it would be', async () => {
    await rows.number(acme, number(1), await rows.location(acme));
    expect(await refused(() => next(wanted({ provider: undefined })))).toMatchObject({
      status: 404,
      body: { code: 'person_without_calling' },
    });
  });

  it('405: a workspace whose licence gives it no alternates', async () => {
    const place = await rows.place(acme, { calling_licence: 'common_area' }, [{ number: number(1) }]);
    const body = { organizationId: acme.uuid, workspaceId: place.workspaceId };
    expect(await refused(() => next(body))).toMatchObject({
      status: 405,
      body: { code: 'workspace_not_professional' },
    });
  });
});

describe('refused', () => {
  it.each([
    ['organizationId', { organizationId: 'acme' }],
    ['targetUserId', { targetUserId: 'sam' }],
    ['targetUserId', { targetUserId: undefined }],
    ['workspaceId', { workspaceId: randomUUID() }],
    ['provider', { provider: 'vonage' }],
    ['provider', { targetUserId: undefined, workspaceId: randomUUID() }],
    ['workspaceId', { targetUserId: undefined, provider: undefined, workspaceId: 'lobby' }],
    ['locationId', { locationId: null }],
  ])('400: %s', async (field, more) => {
    expect(await refused(() => next(wanted(more)))).toMatchObject({ status: 400, body: { error: `Invalid ${field}` } });
  });

  it('404: users, workspaces and locations of another organization as such that do not exist, to the letter', async () => {
    const other = await rows.organization();
    const stranger = randomBytes(12).toString('hex');
    await rows.user(other, { object_id: stranger });
    const place = await rows.place(other);
    const code = async (body: object) => ((await refused(() => next(body))).body as { code: string }).code;
    const workspace = { organizationId: acme.uuid };
    for (const [body, unknown, expected] of [
      [wanted({ targetUserId: stranger }), wanted({ targetUserId: 'f'.repeat(24) }), 'user_not_found'],
      [{ ...workspace, targetUserId: stranger }, { ...workspace, targetUserId: 'f'.repeat(24) }, 'user_not_found'],
      [
        { ...workspace, workspaceId: place.workspaceId },
        { ...workspace, workspaceId: randomUUID() },
        'workspace_not_found',
      ],
      [wanted({ locationId: place.locationId }), wanted({ locationId: randomUUID() }), 'location_not_found'],
    ] as const) {
      expect(await code(body)).toBe(expected);
      expect((await next(body)).text).toBe((await next(unknown)).text);
    }
    expect(await code(wanted({ organizationId: 'f'.repeat(24) }))).toBe('user_not_found');
  });

  it('403: an administrator of the organization', async () => {
    const who = { roles: ['full_admin'], scopes: ['spark-admin:telephony_config_write'], organization: acme.uuid };
    expect(await refused(() => next(wanted(), { who }))).toMatchObject({ status: 403, body: { code: 'missing_role' } });
  });
});

it('under a key the same number is answered, and one is given away', async () => {
  for (const i of [1, 2]) await rows.number(acme, number(i));
  const headers = { 'idempotency-key': `k${scene}` };
  const [first, again] = [await next(wanted(), { headers }), await next(wanted(), { headers })];
  expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true']);
  expect(await nextNumber()).toBe(number(2));
});

it('passes over a number that another call is about to take, and waits for it only where there is no other', async () => {
  const place = await rows.place(acme, {}, [{ number: number(0), held_since: day(1) }]);
  for (const i of [1, 2, 3, 4]) await rows.number(acme, number(i), i > 2 ? place.locationId : undefined);
  const locationId = place.locationId;
  const other = new Client({ connectionString: database.ownerUrl });
  await other.connect();
  try {
    await other.query('BEGIN');
    // The first of the organization, and the first of the location.
    await other.query('SELECT FROM phone_numbers WHERE e164 = ANY ($1) FOR NO KEY UPDATE', [[number(1), number(3)]]);
    // Neither answer comes while a call waits for the lock.
    expect([await nextNumber(), await nextNumber(wanted({ locationId }))]).toEqual([number(2), number(4)]);
    const waiting = nextNumber(wanted({ locationId }));
    const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while (!(await database.query(waits)).length) await sleep(20);
    await other.query('ROLLBACK');
    expect(await waiting).toBe(number(3));
  } finally {
    await other.end();
  }
}, 20_000);

it('200 calls at once for 100 numbers: 100 different numbers, and 100 times none_free', async () => {
  for (let i = 0; i < 100; i++) await rows.number(acme, number(i));
  const users = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const object_id = randomBytes(12).toString('hex');
      await rows.user(acme, { object_id });
      return object_id;
    }),
  );
  const answers = await Promise.all(users.map((targetUserId) => next(wanted({ targetUserId }))));
  const given = answers
    .filter(({ status }) => status === 200)
    .map(({ body }) => (body as { phoneNumber: string }).phoneNumber);
  expect([...given].sort()).toEqual(Array.from({ length: 100 }, (_, i) => number(i)));
  const others = answers.filter(({ status }) => status !== 200).map(said);
  expect(others).toEqual(Array(100).fill(NONE_FREE));
  const changes = await database.query(`SELECT FROM changes WHERE organization_id = $1 AND action = 'number.next'`, [
    acme.id,
  ]);
  expect(changes).toHaveLength(100);
}, 60_000);
