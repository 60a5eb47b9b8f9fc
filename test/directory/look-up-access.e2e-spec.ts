import { randomUUID } from 'node:crypto';
import { webexId } from '../../src/ids/webex-id.js';
import { said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type Place, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { acme, day, NOT_FOUND, organizationId, ROOT, seeNumber, type Who } from './directory-scene.js';

// The directory face: who sees what of a number. Both routes are asked in every case: neither tells more than the other.

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let own: TestOrganization;
let other: TestOrganization;
let number: string;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  server = await startServer({ database });
});
beforeEach(async () => {
  own = await rows.organization();
  other = await rows.organization();
  number = someNumber();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

interface Seen {
  organization?: object;
  location?: object;
  state?: string;
  holders: { name?: string; organizationId: string }[];
  lastReleasedAt?: string;
}

const see = (who: Who, e164 = number): Promise<Answer> => seeNumber(server.url, e164, who);
const history = (who: Who): Promise<Answer> => seeNumber(server.url, number, who, '/history');

/** The look-up's own facts, and the names of the holders in the look-up and in the history. */
async function seenBy(who: Who) {
  const [found, past] = await Promise.all([see(who), history(who)]);
  expect([found.status, past.status]).toEqual([200, 200]);
  const { holders, ...facts } = found.body as Seen;
  const { intervals } = past.body as { intervals: Seen['holders'] };
  return { facts, holders: holders.map(({ name }) => name), intervals: intervals.map(({ name }) => name) };
}

async function expectUnseen(who: Who): Promise<void> {
  const [unseen, unknown] = await Promise.all([see(who), see(who, someNumber())]);
  expect(said(unseen)).toEqual(NOT_FOUND);
  // Byte for byte like a number that does not exist.
  expect({ ...unseen.headers, date: '', text: unseen.text }).toEqual({
    ...unknown.headers,
    date: '',
    text: unknown.text,
  });
  expect(said(await history(who))).toEqual(NOT_FOUND);
}

/** A user of the organization who has, or with `until` had, the number. */
async function holder(of: TestOrganization, full_name: string, from: number, until?: number, columns = {}) {
  const user = await rows.user(of, { full_name, ...columns });
  const line = await rows.providerLine(of, user, { number, held_since: day(from) });
  if (until) await rows.close(line, of, { at: day(until) });
  return user;
}

const give = (to: TestOrganization): Promise<unknown> =>
  database.query('UPDATE phone_numbers SET organization_id = $1 WHERE e164 = $2', [to.id, number]);
const facts = (of: TestOrganization) => ({ phoneNumber: number, organization: acme(of), state: 'ACTIVE' });

describe('a number of one organization', () => {
  it.each(['full_admin', 'readonly_admin'])('is seen by its %s', async (role) => {
    await holder(own, 'Ann', 2);
    const seen = { facts: facts(own), holders: ['Ann'], intervals: ['Ann'] };
    expect(await seenBy({ of: own, roles: [role] })).toEqual(seen);
  });

  it('404: is seen by nobody of another one, held or free, now or in the past', async () => {
    await rows.phoneNumber({ e164: number, organization_id: own.id });
    await expectUnseen({ of: other });
    await holder(own, 'Ann', 2, 3);
    await expectUnseen({ of: other });
    await holder(own, 'Bob', 4);
    await expectUnseen({ of: other, roles: ['full_admin', 'readonly_admin', 'location_admin'] });
    await expectUnseen({ of: { id: '', uuid: randomUUID(), objectId: '' } });
  });

  it('404: in nobody’s inventory it is seen by SUPERADMIN only', async () => {
    await rows.phoneNumber({ e164: number });
    await expectUnseen({ of: own });
    expect((await seeNumber(server.url, number, ROOT)).status).toBe(200);
  });

  it('is seen whole by SUPERADMIN, with or without other roles and the scope', async () => {
    await holder(own, 'Ann', 2);
    for (const roles of [['SUPERADMIN'], ['SUPERADMIN', 'location_admin']]) {
      const { status, body } = await seeNumber(server.url, number, { ...ROOT, roles });
      expect([status, body]).toEqual([200, expect.objectContaining(facts(own))]);
    }
  });
});

describe('a number that went from one organization to another', () => {
  beforeEach(async () => {
    await holder(own, 'Ann', 2, 4);
    await give(other);
    await holder(other, 'Bob', 5);
  });

  it('has its past only for those it left, and its present only for those it came to', async () => {
    expect(await seenBy({ of: own })).toEqual({
      facts: { phoneNumber: number, lastReleasedAt: day(4).toISOString() },
      holders: [],
      intervals: ['Ann'],
    });
    expect(await seenBy({ of: other })).toEqual({ facts: facts(other), holders: ['Bob'], intervals: ['Bob'] });
  });

  it('has both for a partner of both', async () => {
    const partner = await rows.organization();
    await rows.partnership(own, partner);
    await rows.partnership(other, partner, { access: 'read' });
    expect(await seenBy({ of: partner })).toEqual({
      facts: { ...facts(other), lastReleasedAt: day(4).toISOString() },
      holders: ['Bob'],
      intervals: ['Bob', 'Ann'],
    });
  });
});

it('a user who went to another organization with their number has it since ever, but the call that they see is their own', async () => {
  const user = await holder(own, 'Ann', 2, 4);
  await give(other);
  await database.query('UPDATE users SET organization_id = $1 WHERE id = $2', [other.id, user]);
  const opened_by = await rows.change(other.id, {
    subject: 'mover',
    at: day(4),
    action: 'user.move',
    tracking_id: 'M',
  });
  await rows.providerLine(other, user, { number, held_since: day(2), valid_from: day(4), opened_by });
  const { body } = await see({ of: other });
  expect(body).toMatchObject({
    holders: [{ name: 'Ann', since: day(2).toISOString(), openedBy: { subject: 'mover', action: 'user.move' } }],
  });
  expect(body).not.toHaveProperty('lastReleasedAt');
  // The one that Ann left sees that somebody had it until then.
  expect((await seenBy({ of: own })).facts).toEqual({ phoneNumber: number, lastReleasedAt: day(4).toISOString() });
  // Who sees both sees one holding.
  const all = (await seeNumber(server.url, number, ROOT)).body;
  expect(all).toMatchObject({ holders: [{ since: day(2).toISOString(), openedBy: { subject: 'test' } }] });
  expect(all).not.toHaveProperty('lastReleasedAt');
});

it('of a number that has gone to a location of another organization nothing is told but its past', async () => {
  await holder(own, 'Ann', 2, 4);
  const place = await rows.place(other);
  await database.query('UPDATE phone_numbers SET organization_id = $1, location_id = $2, state = $3 WHERE e164 = $4', [
    other.id,
    place.locationId,
    'INACTIVE',
    number,
  ]);
  await rows.callingLine(other, place, { number, held_since: day(5) });
  const { facts: told, holders, intervals } = await seenBy({ of: own });
  expect(told).toEqual({ phoneNumber: number, lastReleasedAt: day(4).toISOString() });
  expect([holders, intervals]).toEqual([[], ['Ann']]);
});

describe('a partner', () => {
  beforeEach(() => holder(own, 'Ann', 2));

  it.each(['read', 'full'])('with %s access sees what their customer has', async (access) => {
    await rows.partnership(own, other, { access });
    for (const role of ['full_admin', 'readonly_admin']) {
      const seen = { facts: facts(own), holders: ['Ann'], intervals: ['Ann'] };
      expect(await seenBy({ of: other, roles: [role] })).toEqual(seen);
    }
  });

  it('404: not when the partnership is revoked or has expired, nor the other way round', async () => {
    const past = new Date(Date.now() - 1000);
    await rows.partnership(own, other, { revoked_at: past });
    await expectUnseen({ of: other });
    await rows.partnership(own, other, { expires_at: past });
    await expectUnseen({ of: other });
    const customer = await rows.organization();
    await rows.partnership(customer, own);
    await expectUnseen({ of: customer });
  });

  it('sees it until the partnership expires, and from the next request on no more once it is revoked', async () => {
    const id = await rows.partnership(own, other, { expires_at: new Date(Date.now() + 60_000) });
    expect((await see({ of: other })).status).toBe(200);
    const revoked = await rows.change(own.id);
    await database.query('UPDATE partnerships SET revoked_at = now(), revoked_by = $2 WHERE id = $1', [id, revoked]);
    await expectUnseen({ of: other });
  });

  it('404: not the customer of a customer', async () => {
    const between = await rows.organization();
    await rows.partnership(own, between);
    await rows.partnership(between, other);
    await expectUnseen({ of: other });
    expect((await see({ of: between })).status).toBe(200);
  });

  it('404: not as a location administrator, whatever locations their token names', async () => {
    await rows.partnership(own, other);
    const place = await rows.place(own, {}, [{ number: someNumber() }]);
    const who = { of: other, roles: ['location_admin'], locations: [place.locationId] };
    await expectUnseen(who);
    expect((await see({ ...who, roles: ['location_admin', 'readonly_admin'] })).status).toBe(200);
  });
});

describe('a location administrator', () => {
  let here: Place;
  let there: Place;
  const admin = (...locations: string[]): Who => ({ of: own, roles: ['location_admin'], locations });

  beforeEach(async () => {
    here = await rows.place(own, { name: 'Here' });
    there = await rows.place(own, { name: 'There' });
  });

  it('sees the numbers and lines of their locations, named in any spelling', async () => {
    await rows.callingLine(own, here, { number, held_since: day(1) });
    const location = { id: webexId('LOCATION', here.locationId), name: 'MainOffice' };
    for (const spelling of [here.locationId, webexId('LOCATION', here.locationId)]) {
      expect(await seenBy(admin(there.locationId, spelling))).toEqual({
        facts: { ...facts(own), location },
        holders: ['Here'],
        intervals: ['Here'],
      });
    }
  });

  it('404: sees no other, and none at all where their token names no location', async () => {
    await rows.callingLine(own, here, { number });
    await expectUnseen(admin(there.locationId));
    await expectUnseen(admin(randomUUID()));
    await expectUnseen(admin());
    await expectUnseen({ of: own, roles: ['location_admin'] });
    await expectUnseen({ of: other, roles: ['location_admin'], locations: [here.locationId] });
  });

  it('404: sees no number and no user of the organization without a location', async () => {
    await rows.phoneNumber({ e164: number, organization_id: own.id });
    await expectUnseen(admin(here.locationId));
    await holder(own, 'Ann', 2);
    await expectUnseen(admin(here.locationId));
  });

  it('sees the lines of the users in their locations, but not the facts of a number that is not there', async () => {
    await holder(own, 'Ann', 2, 3, { location_id: there.locationId });
    await holder(own, 'Bob', 4, undefined, { location_id: here.locationId });
    expect(await seenBy(admin(here.locationId))).toEqual({
      facts: { phoneNumber: number },
      holders: ['Bob'],
      intervals: ['Bob'],
    });
    expect(await seenBy(admin(there.locationId))).toEqual({
      facts: { phoneNumber: number, lastReleasedAt: day(3).toISOString() },
      holders: [],
      intervals: ['Ann'],
    });
    expect((await seenBy(admin(here.locationId, there.locationId))).intervals).toEqual(['Bob', 'Ann']);
  });

  it('of a number that came to their location sees not who had it in another', async () => {
    const before = await rows.callingLine(own, there, { number, held_since: day(1) });
    await rows.close(before, own, { at: day(2) });
    await database.query('UPDATE phone_numbers SET location_id = $1 WHERE e164 = $2', [here.locationId, number]);
    const location = { id: webexId('LOCATION', here.locationId), name: 'MainOffice' };
    const seen = { facts: { ...facts(own), location }, holders: [], intervals: [] };
    expect(await seenBy(admin(here.locationId))).toEqual(seen);
    expect((await seenBy(admin(there.locationId))).intervals).toEqual(['There']);
  });
});

describe('403', () => {
  const challenge = 'Bearer realm="linebook", error="insufficient_scope", scope="spark-admin:telephony_config_read"';

  it.each([
    ['an administrator without the scope', { roles: ['full_admin'], scopes: ['spark-admin:workspaces_read'] }],
    ['a SUPERADMIN of an organization that may not have any', { roles: ['SUPERADMIN'], scopes: [] }],
    ['somebody with nothing', { roles: [], scopes: [] }],
  ])('%s is told of the scope', async (_, token) => {
    const { status, headers, body } = await see({ of: own, ...token });
    expect([status, headers['www-authenticate']]).toEqual([403, challenge]);
    expect(body).toEqual({
      error: 'The token lacks a required scope',
      details: 'The scope spark-admin:telephony_config_read is required',
      code: 'missing_scope',
    });
  });

  it('somebody with the scope only is told of the roles', async () => {
    const { status, headers, body } = await see({ of: own, roles: ['somebody'] });
    expect([status, headers['www-authenticate']]).toEqual([403, undefined]);
    expect(body).toEqual({
      error: 'The caller lacks a required role',
      details: 'One of these roles is required: full_admin, readonly_admin, location_admin',
      code: 'missing_role',
    });
  });
});

it('names an organization by its id, whichever of the two their token has', async () => {
  await holder(own, 'Ann', 2);
  const { body } = await see({ of: own, organization: own.objectId });
  expect((body as Seen).holders.map((one) => one.organizationId)).toEqual([organizationId(own)]);
});
