import { randomBytes } from 'node:crypto';
import { webexId } from '../../src/ids/webex-id.js';
import { ask, said, type Answer } from '../ask.js';
import { undocumented } from '../contract/undocumented.js';
import { everyRow } from '../every-row.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type Place, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, tokenFor, type TokenOptions } from '../tokens.js';
import { invalid, NOT_FOUND, organizationId, ROOT, seeNumber } from './directory-scene.js';

// A number leaves the inventory of an organization: for another one's, or for nobody's.

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let root: TestOrganization;
let here: TestOrganization;
let there: TestOrganization;
let place: Place;
let user: string;
let userId: string;
let number: string;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  root = await rows.organization({ uuid: TEST_ORGANIZATION, name: 'Root' });
  server = await startServer({ database });
});
beforeEach(async () => {
  here = await rows.organization();
  there = await rows.organization({ name: 'Other' });
  place = await rows.place(there);
  user = randomBytes(12).toString('hex');
  userId = await rows.user(here, { object_id: user });
  number = someNumber();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

interface Sent {
  who?: TokenOptions;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the route answers, which the document must know. */
async function send(method: 'POST' | 'DELETE', path: string, { who = ROOT, body, headers }: Sent = {}) {
  const answer = await ask(`${server.url}/api/phone-numbers/${path}`, {
    method,
    token: tokenFor(who),
    headers: { trackingid: 'T', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  });
  const route = `/api/phone-numbers/{number}${method === 'POST' ? '/transfer' : ''}`;
  expect(undocumented('directory', route, method, answer)).toEqual([]);
  return answer;
}

const transfer = (body: unknown, sent: Sent = {}): Promise<Answer> =>
  send('POST', `${encodeURIComponent(number)}/transfer`, { body, ...sent });
const remove = (query = '', sent: Sent = {}): Promise<Answer> =>
  send('DELETE', `${encodeURIComponent(number)}${query}`, sent);
const into = (organization: TestOrganization, more: object = {}) => ({ organizationId: organization.uuid, ...more });
const locationId = (uuid: string): string => webexId('LOCATION', uuid);

/** Asks, and checks that nothing was written. */
async function refused(request: () => Promise<Answer>) {
  const before = await everyRow(database);
  const answer = await request();
  expect(await everyRow(database)).toBe(before);
  return said(answer);
}

const where = () =>
  database.query(`SELECT organization_id AS organization, location_id AS location FROM phone_numbers WHERE e164 = $1`, [
    number,
  ]);
const lastChange = async () =>
  (
    await database.query(
      `SELECT action, way, subject, acting_organization_id AS acting, organization_id AS organization,
              other_organization_id AS other, details - 'placed' AS details
         FROM changes ORDER BY id DESC LIMIT 1`,
    )
  )[0];
const numberId = async (): Promise<string> =>
  String((await database.query<{ id: string }>('SELECT id FROM phone_numbers WHERE e164 = $1', [number]))[0]!.id);
const changed = async (action: string, organization: TestOrganization, other: TestOrganization | null) => ({
  ...{ action, way: 'api', subject: 'root', acting: root.id, organization: organization.id, other: other?.id ?? null },
  details: { phoneNumberIds: [await numberId()] },
});

describe('POST /api/phone-numbers/{number}/transfer', () => {
  it('puts a free number into another organization, and the change names both', async () => {
    await rows.number(here, number);
    const answer = await transfer(into(there));
    expect(said(answer)).toEqual({
      status: 200,
      body: { phoneNumber: number, organizationId: organizationId(there) },
    });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(await where()).toEqual([{ organization: there.id, location: null }]);
    expect(await lastChange()).toEqual(await changed('inventory.transfer', there, here));
  });

  it('into a location, out of one, and from nobody; in any spelling of number and ids', async () => {
    await rows.phoneNumber({ e164: number });
    const written = encodeURIComponent(number.replace(/^\+1(...)(...)/, '($1) $2-'));
    const body = { organizationId: organizationId(there), locationId: locationId(place.locationId) };
    const answer = await send('POST', `${written}/transfer?country=US`, { body });
    expect(said(answer)).toEqual({ status: 200, body: { phoneNumber: number, ...body } });
    expect(await where()).toEqual([{ organization: there.id, location: place.locationId }]);
    expect(await lastChange()).toEqual(await changed('inventory.transfer', there, null));
    await transfer({ organizationId: here.objectId.toUpperCase() });
    expect(await where()).toEqual([{ organization: here.id, location: null }]);
  });

  it('within the organization: into another location, and without one nothing changes', async () => {
    await rows.number(there, number);
    await transfer(into(there, { locationId: place.locationId }));
    expect(await where()).toEqual([{ organization: there.id, location: place.locationId }]);
    const body = {
      ...{ phoneNumber: number, organizationId: organizationId(there) },
      locationId: locationId(place.locationId),
    };
    expect(await refused(() => transfer(into(there)))).toEqual({ status: 200, body });
    expect(await refused(() => transfer(into(there, { locationId: place.locationId })))).toEqual({ status: 200, body });
  });

  it('with release ends what user or workspace had, at the instant of the change, in either order', async () => {
    await rows.providerLine(here, userId, { number });
    const answer = await transfer(into(there, { release: true, locationId: place.locationId }));
    const released = [{ userId: user, provider: 'twilio' }];
    expect(answer.body).toEqual({
      ...{ phoneNumber: number, organizationId: organizationId(there), locationId: locationId(place.locationId) },
      released,
    });
    await rows.callingLine(there, place, { number });
    const back = await transfer(into(here, { release: true }));
    expect(back.body).toMatchObject({
      released: [{ workspaceId: webexId('PLACE', place.workspaceId), line: 'primary' }],
    });
    const { body } = await seeNumber(server.url, number, ROOT, '/history');
    const { intervals } = body as { intervals: { to: string; closedBy: { at: string; action: string } }[] };
    expect(intervals).toHaveLength(2);
    for (const { to, closedBy } of intervals) {
      expect(closedBy).toMatchObject({ action: 'inventory.transfer', at: to });
    }
    expect(await database.query('SELECT is_held FROM phone_numbers WHERE e164 = $1', [number])).toEqual([
      { is_held: false },
    ]);
  });

  it('leaves the history with the organization that it was in, and shows the other none of it', async () => {
    await rows.providerLine(here, userId, { number });
    await transfer(into(there, { release: true }));
    const before = await seeNumber(server.url, number, { of: here }, '/history');
    expect(before.body).toMatchObject({ intervals: [{ userId: user, closedBy: { action: 'inventory.transfer' } }] });
    const after = await seeNumber(server.url, number, { of: there }, '/history');
    expect(said(after)).toEqual({ status: 200, body: { phoneNumber: number, intervals: [] } });
  });
});

describe('DELETE /api/phone-numbers/{number}', () => {
  it('takes a free number out of its inventory; anybody may have it then', async () => {
    await rows.number(there, number, place.locationId);
    expect(said(await remove())).toEqual({ status: 200, body: { phoneNumber: number } });
    expect(await where()).toEqual([{ organization: null, location: null }]);
    expect(await lastChange()).toEqual(await changed('inventory.remove', there, null));
    const answer = await ask(`${server.url}/api/organizations/${here.objectId}/phone-numbers`, {
      method: 'POST',
      token: tokenFor(ROOT),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ targetUserId: user, provider: 'twilio', phoneNumber: number }),
    });
    expect(answer.status).toBe(200);
    expect(await where()).toEqual([{ organization: here.id, location: null }]);
  });

  it('with release ends whatever anybody had, those who show it as caller id too', async () => {
    await rows.providerLine(here, userId, { number });
    const other = randomBytes(12).toString('hex');
    const otherId = await rows.user(here, { object_id: other });
    await rows.providerLine(here, otherId, { number, provider: 'sinch', receives_calls: false });
    const answer = await remove('?release=true');
    const released = [
      { userId: user, provider: 'twilio' },
      { userId: other, provider: 'sinch' },
    ];
    expect(said(answer)).toEqual({ status: 200, body: { phoneNumber: number, released } });
    expect(await where()).toEqual([{ organization: null, location: null }]);
  });

  it('under a key has its effect once, and is logged as a crossing of tenants each time', async () => {
    await rows.number(here, number);
    const headers = { 'idempotency-key': 'k' };
    const first = await remove('', { headers });
    const again = await remove('', { headers });
    expect([again.status, again.text, again.headers['idempotency-replayed']]).toEqual([200, first.text, 'true']);
    expect(await server.logged(`"organizationId":"${here.id}"`)).toContain('SUPERADMIN in another organization');
    expect(server.log()).not.toContain(number.slice(1));
  });
});

describe('409', () => {
  it('number_held: says who has it since when, the one that receives calls first', async () => {
    const since = new Date(Date.UTC(2026, 1, 3));
    const other = await rows.user(here, { object_id: randomBytes(12).toString('hex') });
    await rows.providerLine(here, other, { number, receives_calls: false });
    await rows.providerLine(here, userId, { number, held_since: since, valid_from: since });
    const expected = {
      status: 409,
      body: {
        error: 'The number is assigned',
        details: 'Somebody has it; release it first, or ask for its release.',
        code: 'number_held',
        conflict: {
          holder: {
            ...{ userId: user, name: 'Sam Patel', organizationId: organizationId(here), provider: 'twilio' },
            ...{ isInboundEnabled: true, since: since.toISOString(), openedBy: expect.any(Object) },
          },
        },
      },
    };
    expect(await refused(() => transfer(into(there)))).toEqual(expected);
    expect(await refused(() => transfer(into(there, { release: false })))).toEqual(expected);
    expect(await refused(() => remove())).toEqual(expected);
    expect(await refused(() => remove('?release=False'))).toEqual(expected);
  });

  it('number_held: where nobody receives calls, who shows it as caller id', async () => {
    await rows.providerLine(here, userId, { number, receives_calls: false });
    expect(await refused(() => remove())).toMatchObject({
      body: { code: 'number_held', conflict: { holder: { userId: user, isInboundEnabled: false } } },
    });
  });

  it('main_number: also with release', async () => {
    await rows.callingLine(there, place, { number });
    await database.query('UPDATE locations SET main_phone_number_id = $2 WHERE id = $1', [
      place.locationId,
      await numberId(),
    ]);
    const expected = {
      status: 409,
      body: {
        error: 'The number is a main number',
        details: 'Give its location another main number first.',
        code: 'main_number',
      },
    };
    for (const request of [
      () => transfer(into(here, { release: true })),
      () => transfer(into(here)),
      () => remove(),
      () => remove('?release=true'),
    ]) {
      expect(await refused(request)).toEqual(expected);
    }
  });
});

describe('404', () => {
  const code = async (request: () => Promise<Answer>) => {
    const { status, body } = await refused(request);
    return [status, (body as { code: string }).code];
  };

  it('a number that the record does not know, or that is in no inventory', async () => {
    expect(await refused(() => transfer(into(there)))).toEqual(NOT_FOUND);
    expect(await refused(() => remove())).toEqual(NOT_FOUND);
    await rows.phoneNumber({ e164: number });
    expect(await code(() => remove())).toEqual([404, 'number_in_no_inventory']);
  });

  it('an organization that is not there, and a location of another one, a removed or an unknown one, to the letter', async () => {
    await rows.number(here, number);
    expect(await code(() => transfer({ organizationId: 'f'.repeat(24) }))).toEqual([404, 'organization_not_found']);
    const removed = await rows.location(there, { removed_at: new Date() });
    const answers = [];
    for (const location of [await rows.location(here), removed, '842938d5-9273-4bc6-aa3a-056772db3165']) {
      answers.push(JSON.stringify(await refused(() => transfer(into(there, { locationId: location })))));
    }
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0]!)).toMatchObject({ status: 404, body: { code: 'location_not_found' } });
  });
});

describe('400', () => {
  it.each([
    ['organizationId', {}],
    ['organizationId', { organizationId: 'acme' }],
    ['organizationId', { organizationId: null }],
    ['organizationId', { organizationId: 'x'.repeat(403) }],
    ['locationId', { organizationId: 'f'.repeat(24), locationId: null }],
    ['locationId', { organizationId: 'f'.repeat(24), locationId: 'x' }],
    ['release', { organizationId: 'f'.repeat(24), release: 'true' }],
  ])('%s of %j', async (field, body) => {
    expect(await refused(() => transfer(body))).toMatchObject({ status: 400, body: { error: `Invalid ${field}` } });
  });

  it('a number that is none, or release that is neither true nor false', async () => {
    const expected = invalid('number', 'a phone number: E.164, or national format and its country');
    expect(await refused(() => send('DELETE', '555'))).toEqual(expected);
    expect(await refused(() => send('POST', `${'1'.repeat(65)}/transfer`, { body: into(there) }))).toEqual(expected);
    for (const query of ['?release=yes', '?release=1', '?release=true&release=true']) {
      expect(await refused(() => remove(query))).toMatchObject({ status: 400, body: { error: 'Invalid release' } });
    }
  });
});

describe('403', () => {
  const SCOPES = ['telephony_config_read', 'telephony_config_write'].map((scope) => `spark-admin:${scope}`);

  it('for everybody but SUPERADMIN: nobody takes a number of another organization, or gives it one', async () => {
    await rows.number(here, number);
    for (const organization of [here.uuid, there.uuid]) {
      const who = { roles: ['full_admin'], scopes: SCOPES, organization };
      const forbidden = {
        status: 403,
        body: {
          ...{ error: 'The caller lacks a required role', details: 'SUPERADMIN role required' },
          code: 'missing_role',
        },
      };
      expect(await refused(() => transfer(into(there), { who }))).toEqual(forbidden);
      expect(await refused(() => remove('', { who }))).toEqual(forbidden);
    }
  });
});

it('20 transfers and removals at once: the last change says where the number is', async () => {
  await rows.number(here, number);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => (i % 4 === 3 ? remove() : transfer(into(i % 2 ? here : there)))),
  );
  for (const { status } of answers) expect([200, 404]).toContain(status);
  const { action, organization } = (await lastChange())!;
  expect(await where()).toEqual([
    { organization: action === 'inventory.remove' ? null : organization, location: null },
  ]);
});
