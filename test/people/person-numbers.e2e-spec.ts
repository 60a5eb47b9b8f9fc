import { randomUUID } from 'node:crypto';
import { webexId } from '../../src/ids/webex-id.js';
import { said, type Answer } from '../ask.js';
import { answeredWithoutWriting } from '../every-row.js';
import { everyByte, NOT_REACHABLE, orgId, refused } from '../workspaces/seen-numbers.js';
import { type Scene, type TestPerson, World } from '../workspaces/write-world.js';
import { putNumbersOf, seeNumbersOf, UNKNOWN_PERSON } from './people-scene.js';

// The numbers that a person holds in their location (workspaces contract, 2.1): the list, and its PUT.

let world: World;
let s: Scene;
/** Has the number 0 with the extension 100 as primary line. */
let lee: TestPerson;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  lee = await s.person({ number: s.number(0), extension: '100' });
});

const add = (i: number, more: object = {}) => ({ action: 'ADD', external: s.number(i), primary: false, ...more });
const drop = (i: number) => ({ action: 'DELETE', external: s.number(i), primary: false });
const PRIMARY = () => ({
  ...{ primary: true, directNumber: s.number(0), extension: '100', routingPrefix: '8', esn: '8100' },
});
const listed = async (person = lee, query?: string): Promise<unknown> => {
  const { status, body } = await seeNumbersOf(s, person, { query });
  expect(status).toBe(200);
  return body;
};
const done = async (request: Promise<Answer>): Promise<void> => {
  const { status, text, headers } = await request;
  expect([status, text]).toEqual([204, '']);
  expect(headers).not.toHaveProperty('content-type');
};
async function expectRefused(expected: object, body: unknown, person = lee): Promise<void> {
  const { headers: _, ...answer } = await answeredWithoutWriting(world.database, () => putNumbersOf(s, person, body));
  expect(answer).toEqual(expected);
}

describe('GET', () => {
  it('lists the primary first, then the alternates, with a ring pattern on these alone', async () => {
    await world.database.query(`UPDATE users SET distinctive_ring_enabled = true WHERE id = $1`, [lee.id]);
    const alternate = { line: 'alternate', ring_pattern: 'LONG_LONG', held_since: new Date('2025-01-01') };
    await world.rows.personLine(s.organization, lee.id, s.locationId, { number: s.number(1), ...alternate });
    await world.rows.personLine(s.organization, lee.id, s.locationId, {
      ...{ number: s.number(2), extension: '102', line: 'alternate' },
    });
    await world.rows.providerLine(s.organization, lee.id, { number: s.number(3) });
    const expected = {
      distinctiveRingEnabled: true,
      phoneNumbers: [
        PRIMARY(),
        { primary: false, directNumber: s.number(1), ringPattern: 'LONG_LONG' },
        { primary: false, directNumber: s.number(2), extension: '102', routingPrefix: '8', esn: '8102' },
      ],
    };
    expect(await listed()).toEqual(expected);
    const path = `/v1/people/${lee.uuid}/features/numbers/`;
    expect((await s.send('GET', path)).body).toEqual(expected);
  });

  it('has no number of an extension alone, and no prefix where the location has none', async () => {
    await world.database.query('UPDATE locations SET routing_prefix = NULL WHERE id = $1', [s.locationId]);
    const sam = await s.person({ number: undefined, extension: '0101' });
    expect(await listed(sam)).toEqual({
      distinctiveRingEnabled: false,
      phoneNumbers: [{ primary: true, extension: '0101', esn: '0101' }],
    });
  });

  it('is in E.164, and national for +1 only where preferE164Format is false', async () => {
    const line = { number: `+4930${s.number(0).slice(5)}`, line: 'alternate' };
    await world.rows.personLine(s.organization, lee.id, s.locationId, line);
    const numbers = async (query: string) =>
      ((await listed(lee, query)) as { phoneNumbers: { directNumber: string }[] }).phoneNumbers.map(
        ({ directNumber }) => directNumber,
      );
    for (const query of ['', '?preferE164Format=true', '?preferE164Format=True', '?preferE164Format=']) {
      expect(await numbers(query)).toEqual([s.number(0), line.number]);
    }
    for (const query of ['?preferE164Format=false', '?preferE164Format=False']) {
      expect(await numbers(query)).toEqual([s.number(0).slice(2), line.number]);
    }
    for (const query of ['?preferE164Format=0', '?preferE164Format=true&preferE164Format=true']) {
      expect((await seeNumbersOf(s, lee, { query })).status).toBe(400);
    }
  });

  it('answers 304 until something changes, and another tag for another format', async () => {
    const { headers } = await seeNumbersOf(s, lee);
    const known = { headers: { 'if-none-match': headers.etag! } };
    expect((await seeNumbersOf(s, lee, known)).status).toBe(304);
    expect((await seeNumbersOf(s, lee, { ...known, query: '?preferE164Format=false' })).status).toBe(200);
    await s.stock(1);
    await done(putNumbersOf(s, lee, [add(1)]));
    expect((await seeNumbersOf(s, lee, known)).status).toBe(200);
  });

  it('404, 4008: has neither a line nor a calling licence; with a licence there is no number yet', async () => {
    const expected = refused(
      404,
      'The person has no calling',
      'They have neither a calling licence nor a line in a location, so they have no numbers here',
      4008,
    );
    const [sam, max] = [await s.person(), await s.person(undefined, { location_id: null })];
    await world.rows.providerLine(s.organization, sam.id, { number: s.number(3) });
    for (const person of [sam, max]) {
      expect(said(await seeNumbersOf(s, person))).toEqual(expected);
      await expectRefused(expected, [add(1)], person);
    }
    const licence = await world.rows.licence(s.organization);
    const other = await world.rows.licence(s.organization, { name: 'Messaging' });
    const give = (person: TestPerson, id: string) =>
      world.database.query(
        'INSERT INTO user_licences (organization_id, user_id, licence_id) SELECT organization_id, id, $2 FROM users WHERE id = $1',
        [person.id, id],
      );
    await give(sam, other);
    await give(max, licence);
    for (const person of [sam, max]) expect(said(await seeNumbersOf(s, person))).toEqual(expected);
    await give(sam, licence);
    expect(await listed(sam)).toEqual({ distinctiveRingEnabled: false, phoneNumbers: [] });
  });
});

describe('PUT', () => {
  it('adds a number with its ring pattern, and takes it away again: then all is as before', async () => {
    await s.stock(1);
    const before = await listed();
    const added = { phoneNumbers: [add(1, { ringPattern: 'LONG_LONG' })], enableDistinctiveRingPattern: true };
    await done(putNumbersOf(s, lee, added));
    expect(await listed()).toEqual({
      distinctiveRingEnabled: true,
      phoneNumbers: [PRIMARY(), { primary: false, directNumber: s.number(1), ringPattern: 'LONG_LONG' }],
    });
    await done(putNumbersOf(s, lee, { phoneNumbers: [drop(1)], distinctiveRingEnabled: false }));
    expect(await listed()).toEqual(before);
  });

  it('reads both names of everything, and numbers as they are written in the country', async () => {
    await s.stock(1, 2);
    const entries = [{ action: 'ADD', directNumber: s.number(1).slice(2) }, add(2, { directNumber: s.number(2) })];
    await done(putNumbersOf(s, lee, entries));
    expect(await listed()).toMatchObject({ phoneNumbers: [{}, { directNumber: s.number(1) }, {}] });
  });

  it('gives an extension that another entry frees, and writes one change; the same again writes nothing', async () => {
    await s.stock(1, 2);
    await done(putNumbersOf(s, lee, [add(1, { extension: '300' })]));
    await done(putNumbersOf(s, lee, [drop(1), add(2, { extension: '300' })]));
    const [change, ...older] = await s.changes();
    expect(change).toMatchObject({ action: 'user.numbers', details: { userId: lee.objectId }, way: 'api' });
    const { headers: _, ...again } = await answeredWithoutWriting(world.database, () =>
      putNumbersOf(s, lee, [add(2, { extension: '300' })]),
    );
    expect([again.status, older.filter(({ action }) => action === 'user.numbers')]).toEqual([204, [expect.anything()]]);
  });

  it('has its effect once under an idempotency key', async () => {
    await s.stock(1);
    const headers = { 'idempotency-key': 'once' };
    await done(putNumbersOf(s, lee, [add(1)], { headers }));
    const again = await putNumbersOf(s, lee, [add(1)], { headers });
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([204, 'true']);
  });

  it('400: refuses all where one entry cannot be', async () => {
    await s.stock(1);
    await s.line({ number: s.number(2), extension: '200' });
    const at = (entry: number, text: string) => `phoneNumbers.${entry}: ${text}`;
    const CASES: [object[], string, string, number][] = [
      [
        [add(1), drop(0)],
        'The number is the primary line of the person',
        at(1, 'only alternates are added and deleted here'),
        25089,
      ],
      [
        [add(1), drop(2)],
        'The person does not have the number',
        at(1, 'the number is none of their alternates'),
        25089,
      ],
      [
        [add(1), add(9)],
        'The number is not available',
        at(1, 'the number is not in the inventory of the location'),
        25089,
      ],
      [
        [add(1, { extension: '200' })],
        'The extension is in use',
        at(0, 'another line of the location has the extension'),
        9495,
      ],
      [[add(1), add(1)], 'The request names a number twice', at(1, 'an entry before it has the number'), 25008],
    ];
    for (const [entries, message, description, code] of CASES) {
      await expectRefused(refused(400, message, description, code), entries);
    }
    await expectRefused(refused(400, 'Invalid phoneNumbers.0.primary', 'phoneNumbers.0.primary must be false', 25008), [
      add(1, { primary: true }),
    ]);
  });

  it('409, 8363: a number that somebody receives calls on, the person themselves at a provider too', async () => {
    await s.line({ number: s.number(1) });
    await world.rows.number(s.organization, s.number(2), s.locationId);
    await world.rows.providerLine(s.organization, lee.id, { number: s.number(2) });
    for (const i of [1, 2]) {
      const { status, body } = await putNumbersOf(s, lee, [add(i)]);
      expect([status, body]).toMatchObject([409, { errors: [{ errorCode: 8363 }], errorCode: 25223 }]);
    }
  });

  it('gives a number that 20 people and workspaces ask for at once to one of them', async () => {
    await s.stock(1);
    const people = [lee];
    for (let i = 1; i < 10; i++) people.push(await s.person({ number: undefined, extension: `40${i}` }));
    const workspaces: string[] = [];
    for (let i = 0; i < 10; i++) workspaces.push(await s.neighbour());
    const answers = await Promise.all([
      ...people.map((person) => putNumbersOf(s, person, [add(1)])),
      ...workspaces.map((workspaceId) => s.putNumbers([add(1)], { workspaceId })),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array<number>(19).fill(409)]);
  });
});

describe.each([
  ['GET', 'spark-admin:people_read', 200, (options: object, person = lee) => seeNumbersOf(s, person, options)],
  [
    'PUT',
    'spark-admin:telephony_config_write',
    204,
    (options: object, person = lee) => putNumbersOf(s, person, [add(1)], options),
  ],
] as const)('%s', (_, scope, status, send) => {
  beforeEach(() => s.stock(1));

  it('needs its scope, and a full or location administrator', async () => {
    expect((await send({ caller: { scopes: [scope] } })).status).toBe(status);
    const others = ['workspaces_read', 'workspaces_write', 'people_write'].map((name) => `spark-admin:${name}`);
    const description = `The scope ${scope} is required`;
    expect(said(await send({ caller: { scopes: others } }))).toEqual(
      refused(403, 'The token lacks a required scope', description),
    );
    const required = 'One of these roles is required: full_admin, location_admin';
    for (const roles of [['readonly_admin'], ['SUPERADMIN'], []]) {
      expect(said(await send({ caller: { roles } }))).toEqual(
        refused(403, 'The caller lacks a required role', required),
      );
    }
  });

  it('is for a location administrator of the location alone', async () => {
    const other = await world.rows.location(s.organization);
    const local = (locations: string[]) => ({ caller: { roles: ['location_admin'], locations } });
    for (const locations of [[], [other]]) expect(said(await send(local(locations)))).toEqual(UNKNOWN_PERSON);
    expect((await send(local([webexId('LOCATION', s.locationId)]))).status).toBe(status);
    const homeless = await s.person(undefined, { location_id: null });
    expect(said(await send(local([s.locationId]), homeless))).toEqual(UNKNOWN_PERSON);
  });

  it('is for a partner who names the customer, and refuses everybody else alike', async () => {
    const partner = await world.rows.organization();
    const byPartner = { caller: { organization: partner.uuid }, query: orgId(s.organization.uuid) };
    expect(said(await send(byPartner))).toEqual(NOT_REACHABLE);
    expect(said(await send({ caller: { organization: partner.uuid } }))).toEqual(UNKNOWN_PERSON);
    await world.rows.partnership(s.organization, partner);
    expect((await send(byPartner)).status).toBe(status);
    const { caller } = byPartner;
    const unknown = await send({ caller, query: orgId(randomUUID()) });
    const foreign = await send({ caller, query: orgId((await world.rows.organization()).uuid) });
    expect(everyByte(unknown)).toEqual(everyByte(foreign));
  });

  it('404: says the same of a person who is removed, of another organization, and of none', async () => {
    const removed = await s.person(undefined, { removed_at: new Date() });
    const theirs = await (await world.scene()).person();
    for (const uuid of [removed.uuid, theirs.uuid, randomUUID()]) {
      expect(said(await send({}, { ...lee, uuid }))).toEqual(UNKNOWN_PERSON);
    }
  });
});
