import { said, type Answer } from '../ask.js';
import { answeredWithoutWriting } from '../every-row.js';
import { everyByte, refused } from '../workspaces/seen-numbers.js';
import { type Scene, type SendOptions, World } from '../workspaces/write-world.js';

// POST, PUT and DELETE of the numbers of a location (workspaces contract, 2.3; the frame, section 8).

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  await mayAdd('any');
});

const mayAdd = (which: string) =>
  world.database.query('UPDATE organizations SET may_add_numbers = $2 WHERE id = $1', [s.organization.id, which]);
const path = () => `/v1/telephony/config/locations/${s.locationId}/numbers`;
const send = (method: string, body: object, options?: SendOptions): Promise<Answer> =>
  s.send(method, path(), body, options);
const add = (...phoneNumbers: string[]) => send('POST', { phoneNumbers });
const remove = (...phoneNumbers: string[]) => send('DELETE', { phoneNumbers });
/** What the record says of a number. */
const stored = async (e164: string) =>
  (
    await world.database.query<Record<string, unknown>>(
      `SELECT organization_id, location_id, state, is_mobile, is_service FROM phone_numbers WHERE e164 = $1`,
      [e164],
    )
  )[0];
const inInventory = (more: object = {}) => ({
  organization_id: s.organization.id,
  location_id: s.locationId,
  state: 'ACTIVE',
  is_mobile: false,
  is_service: false,
  ...more,
});
const DONE = { status: 204, body: undefined };
const ADDED = { status: 201, body: undefined };

async function expectRefused(expected: object, method: string, body: object, options?: SendOptions) {
  const { headers, ...answer } = await answeredWithoutWriting(world.database, () => send(method, body, options));
  expect(answer).toEqual(expected);
  return headers;
}
const inUse = (i: number) => {
  const description = `phoneNumbers.${i}: the number is in the inventory of the organization`;
  const { status, body } = refused(409, 'The organization has the number already', description, 8363);
  return { status, body: { ...body, errorCode: 25223 } };
};
const notAvailable = (i: number) =>
  refused(
    409,
    'The number is not available',
    `phoneNumbers.${i}: the organization may not add this number; the operator of Linebook can`,
    8361,
  );
const notInLocation = (i: number) => [
  'The number is not available',
  `phoneNumbers.${i}: the number is not in the inventory of the location`,
];

describe('POST', () => {
  it('puts numbers into the inventory, in service, and says nothing', async () => {
    const answer = await add(s.number(0), s.number(1).slice(2));
    expect(said(answer)).toEqual(ADDED);
    expect([answer.text, answer.headers['content-type']]).toEqual(['', undefined]);
    expect([await stored(s.number(0)), await stored(s.number(1))]).toEqual([inInventory(), inInventory()]);
  });

  it.each([
    [{ state: 'INACTIVE' }, { state: 'INACTIVE' }],
    [{ numberType: 'MOBILE', state: 'ACTIVE' }, { is_mobile: true }],
    [{ numberType: 'DID', numberUsageType: 'SERVICE' }, { is_service: true }],
    [{ numberType: 'TOLLFREE', numberUsageType: 'NONE', subscriptionId: 'x', carrierId: null }, {}],
    [{ numberType: null, numberUsageType: null, state: null }, {}],
  ])('takes %j', async (more, columns) => {
    expect(said(await send('POST', { phoneNumbers: [s.number(0)], ...more }))).toEqual(ADDED);
    expect(await stored(s.number(0))).toEqual(inInventory(columns));
  });

  it('takes a number that nobody has any more, and a free one of the organization that is in no location', async () => {
    await world.rows.phoneNumber({ e164: s.number(0), state: 'INACTIVE', is_mobile: true });
    await world.rows.number(s.organization, s.number(1));
    expect(said(await add(s.number(0), s.number(1)))).toEqual(ADDED);
    expect([await stored(s.number(0)), await stored(s.number(1))]).toEqual([inInventory(), inInventory()]);
  });

  it('takes 5,000 numbers, and not one more', async () => {
    const numbers = Array.from({ length: 5000 }, (_, i) => s.number(i));
    const text = 'phoneNumbers must be a list of 1 to 5000 texts';
    const expected = refused(400, 'Invalid phoneNumbers', text, 25008);
    await expectRefused(expected, 'POST', { phoneNumbers: [...numbers, '+4930123456'] });
    expect(said(await add(...numbers))).toEqual(ADDED);
  });

  it('409, 8363: a number that the organization has, in a location or with a user; nothing is added', async () => {
    await s.stock(0);
    await world.rows.number(s.organization, s.number(1), await world.rows.location(s.organization));
    await world.rows.providerLine(s.organization, await world.rows.user(s.organization), { number: s.number(2) });
    for (const i of [0, 1, 2]) await expectRefused(inUse(1), 'POST', { phoneNumbers: [s.number(9), s.number(i)] });
  });

  describe('409, 8361: a number that is not to be had', () => {
    it('whoever has it, wherever, and in whatever state, byte for byte as one that may not be added', async () => {
      const other = await world.rows.organization();
      await world.rows.number(other, s.number(0));
      const place = await world.rows.place(other, {}, [{ number: s.number(1) }]);
      await world.rows.number(other, s.number(2), place.locationId, { state: 'INACTIVE', is_mobile: true });
      const answers = new Set<string>();
      for (const which of ['any', 'own_countries', 'none']) {
        await mayAdd(which);
        for (const i of [0, 1, 2]) {
          expect(said(await add(s.number(i)))).toEqual(notAvailable(0));
          answers.add(JSON.stringify(everyByte(await add(s.number(i)))));
        }
      }
      answers.add(JSON.stringify(everyByte(await add(s.number(3)))));
      expect(answers.size).toBe(1);
    });

    it('of another country, where the organization may add those of its own', async () => {
      await mayAdd('own_countries');
      await expectRefused(notAvailable(1), 'POST', { phoneNumbers: [s.number(0), '+4930123456'] });
      await world.rows.location(s.organization, { country: 'DE', removed_at: new Date() });
      await expectRefused(notAvailable(0), 'POST', { phoneNumbers: ['+4930123456'] });
      expect(said(await add(s.number(0)))).toEqual(ADDED);
      await world.rows.location(s.organization, { country: 'DE' });
      expect(said(await add('+4930123456'))).toEqual(ADDED);
    });

    it('whoever writes it at the moment: nobody waits for a stranger', async () => {
      const other = await world.rows.organization();
      await world.rows.number(other, s.number(0));
      await world.database.query('BEGIN');
      await world.database.query('SELECT FROM phone_numbers WHERE e164 = $1 FOR UPDATE', [s.number(0)]);
      const answer = await add(s.number(0));
      await world.database.query('ROLLBACK');
      expect(said(answer)).toEqual(notAvailable(0));
    });
  });

  it('one of two that add the same number at once has it', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => add(s.number(1), s.number(0), s.number(2))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it.each<[what: string, field: string, text: string, body: () => object]>([
    ['no numbers', 'phoneNumbers', 'a list of 1 to 5000 texts', () => ({})],
    ['one text', 'phoneNumbers', 'a list of 1 to 5000 texts', () => ({ phoneNumbers: s.number(0) })],
    ['an empty list', 'phoneNumbers', 'a list of 1 to 5000 texts', () => ({ phoneNumbers: [] })],
    ['a text that is no number', 'phoneNumbers.1', 'a phone number', () => ({ phoneNumbers: [s.number(0), 'x'] })],
    ['a number that is no text', 'phoneNumbers.0', 'a phone number', () => ({ phoneNumbers: [12145553567] })],
    [
      '21 mobile numbers',
      'phoneNumbers',
      'a list of 1 to 20 texts',
      () => ({ numberType: 'MOBILE', phoneNumbers: Array.from({ length: 21 }, (_, i) => s.number(i)) }),
    ],
    [
      'an unknown state',
      'state',
      'one of the following values: ACTIVE, INACTIVE',
      () => ({ phoneNumbers: [s.number(0)], state: 'BUSY' }),
    ],
  ])('400, 25008: %s', async (_, field, text, body) => {
    await expectRefused(refused(400, `Invalid ${field}`, `${field} must be ${text}`, 25008), 'POST', body());
  });

  it('400, 25008: a number that stands twice, in whatever spelling', async () => {
    const twice = refused(
      400,
      'The request names a number twice',
      'phoneNumbers.2: an entry before it has the number',
      25008,
    );
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const phoneNumbers = [s.number(0), s.number(1), s.number(0).slice(2)];
      await expectRefused(twice, method, { phoneNumbers });
    }
  });
});

describe('PUT', () => {
  it('takes free numbers out of service and puts them back, and writes only what changes', async () => {
    await s.stock(0, 1);
    const phoneNumbers = [s.number(0), s.number(1)];
    expect(said(await send('PUT', { phoneNumbers: [s.number(1)], action: 'DEACTIVATE' }))).toEqual(DONE);
    expect(said(await send('PUT', { phoneNumbers, action: 'DEACTIVATE' }))).toEqual(DONE);
    expect([await stored(s.number(0)), await stored(s.number(1))]).toEqual([
      inInventory({ state: 'INACTIVE' }),
      inInventory({ state: 'INACTIVE' }),
    ]);
    expect(said(await send('PUT', { phoneNumbers }))).toEqual(DONE);
    expect((await s.changes()).map(({ action, details }) => [action, details])).toMatchObject([
      ['inventory.state', { state: 'ACTIVE', phoneNumberIds: [expect.any(String), expect.any(String)] }],
      ['inventory.state', { state: 'INACTIVE', phoneNumberIds: [expect.any(String)] }],
      ['inventory.state', { state: 'INACTIVE', phoneNumberIds: [expect.any(String)] }],
    ]);
    const again = await answeredWithoutWriting(world.database, () => send('PUT', { phoneNumbers, action: 'ACTIVATE' }));
    expect(again).toMatchObject(DONE);
  });

  it('activates a number that somebody has, and deactivates one that is for outbound caller id only', async () => {
    await s.line({ number: s.number(0) });
    await s.stock(1);
    await world.database.query(`UPDATE phone_numbers SET state = 'INACTIVE' WHERE e164 = $1`, [s.number(0)]);
    const user = await world.rows.user(s.organization);
    await world.rows.providerLine(s.organization, user, { number: s.number(1), receives_calls: false });
    expect(said(await send('PUT', { phoneNumbers: [s.number(0)] }))).toEqual(DONE);
    expect(said(await send('PUT', { phoneNumbers: [s.number(1)], action: 'DEACTIVATE' }))).toEqual(DONE);
  });

  it('400, 25089: to deactivate a number that somebody has, a mobile one, or one that is not there', async () => {
    await s.stock(0);
    await s.line({ number: s.number(1) });
    await world.rows.number(s.organization, s.number(2), s.locationId, { is_mobile: true });
    await world.rows.number(s.organization, s.number(3));
    await world.rows.number(await world.rows.organization(), s.number(4));
    const held = refused(400, 'The number is assigned', 'phoneNumbers.1: release the number first', 25089);
    const text = 'phoneNumbers.1: mobile numbers are neither activated nor deactivated here';
    const mobile = refused(400, 'The number is a mobile number', text, 25089);
    const [message, description] = notInLocation(1) as [string, string];
    const missing = refused(400, message, description, 25089);
    const expected = [held, mobile, missing, missing, missing];
    for (const [i, refusal] of expected.entries()) {
      await expectRefused(refusal, 'PUT', { phoneNumbers: [s.number(0), s.number(i + 1)], action: 'DEACTIVATE' });
    }
    await expectRefused(mobile, 'PUT', { phoneNumbers: [s.number(0), s.number(2)], action: 'ACTIVATE' });
  });

  it('400, 25008: more than 500 to deactivate, or an unknown action', async () => {
    const phoneNumbers = Array.from({ length: 501 }, (_, i) => s.number(i));
    const text = 'phoneNumbers must be a list of 1 to 500 texts';
    const expected = refused(400, 'Invalid phoneNumbers', text, 25008);
    await expectRefused(expected, 'PUT', { phoneNumbers, action: 'DEACTIVATE' });
    expect((await send('PUT', { phoneNumbers })).status).toBe(400);
    const actions = 'action must be one of the following values: ACTIVATE, DEACTIVATE';
    await expectRefused(refused(400, 'Invalid action', actions, 25008), 'PUT', {
      phoneNumbers: [s.number(0)],
      action: 'MOVE',
    });
  });
});

describe('DELETE', () => {
  it('takes free numbers out of the inventory; their history stays, and somebody else may have them', async () => {
    const assignment = await s.line({ number: s.number(0) });
    await s.stock(1);
    await world.rows.close(assignment, s.organization);
    expect(said(await remove(s.number(0), s.number(1)))).toEqual(DONE);
    const nobodys = { organization_id: null, location_id: null };
    expect([await stored(s.number(0)), await stored(s.number(1))]).toMatchObject([nobodys, nobodys]);
    const [row] = await world.database.query('SELECT organization_id FROM number_assignments WHERE id = $1', [
      assignment,
    ]);
    expect(row).toEqual({ organization_id: s.organization.id });
    const former = s.organization;
    s = await world.scene();
    await mayAdd('any');
    const numbers = await world.database.query<{ e164: string }>(
      `SELECT n.e164 FROM number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id WHERE a.id = $1`,
      [assignment],
    );
    expect(said(await add(numbers[0]!.e164))).toEqual(ADDED);
    expect(await stored(numbers[0]!.e164)).toEqual(inInventory());
    expect(s.organization.id).not.toBe(former.id);
  });

  it('502 and 4251 in a header: a number that is not in the location, wherever it is', async () => {
    await s.stock(0);
    await world.rows.number(s.organization, s.number(1), await world.rows.location(s.organization));
    await world.rows.number(s.organization, s.number(2));
    await world.rows.number(await world.rows.organization(), s.number(3));
    const [message, description] = notInLocation(1) as [string, string];
    for (const i of [1, 2, 3, 4]) {
      const phoneNumbers = [s.number(0), s.number(i)];
      const headers = await expectRefused(refused(502, message, description), 'DELETE', { phoneNumbers });
      expect(headers['cisco-spark-error-codes']).toBe('4251');
    }
  });

  it('400, 25089: the main number, and a number that somebody has, be it for outbound caller id only', async () => {
    const main = await world.rows.number(s.organization, s.number(0), s.locationId);
    await world.database.query('UPDATE locations SET main_phone_number_id = $2 WHERE id = $1', [s.locationId, main]);
    await s.line({ number: s.number(1) });
    await s.stock(2);
    const user = await world.rows.user(s.organization);
    await world.rows.providerLine(s.organization, user, { number: s.number(2), receives_calls: false });
    const isMain = refused(
      400,
      'The number is the main number of the location',
      'phoneNumbers.0: give the location another main number first',
      25089,
    );
    const held = refused(400, 'The number is assigned', 'phoneNumbers.0: release the number first', 25089);
    await expectRefused(isMain, 'DELETE', { phoneNumbers: [s.number(0)] });
    await expectRefused(held, 'DELETE', { phoneNumbers: [s.number(1)] });
    await expectRefused(held, 'DELETE', { phoneNumbers: [s.number(2)] });
  });

  it('400, 25008: more than five', async () => {
    const phoneNumbers = [0, 1, 2, 3, 4, 5].map((i) => s.number(i));
    const text = 'phoneNumbers must be a list of 1 to 5 texts';
    await expectRefused(refused(400, 'Invalid phoneNumbers', text, 25008), 'DELETE', { phoneNumbers });
  });

  it('and an assignment at once: the number is with the one or out of the inventory, never both', async () => {
    for (let i = 0; i < 5; i++) {
      await s.stock(i);
      const [removed, assigned] = await Promise.all([
        remove(s.number(i)),
        s.putNumbers([{ action: 'ADD', directNumber: s.number(i) }]),
      ]);
      expect([
        [204, 400],
        [400, 204],
      ]).toContainEqual([removed.status, assigned.status]);
    }
  });
});

describe.each(['POST', 'PUT', 'DELETE'])('%s', (method) => {
  const sent = () => ({ phoneNumbers: [s.number(0)] });
  const NOT_FOUND = refused(404, 'No location has this id', 'No location has this id');

  it('404: a location that is removed, has no calling, or is somebody else’s', async () => {
    const other = await world.scene();
    const options = { caller: { organization: other.organization.uuid } };
    await expectRefused(NOT_FOUND, method, sent(), options);
    for (const column of ['removed_at = now()', 'is_calling_enabled = false']) {
      s = await world.scene();
      await world.database.query(`UPDATE locations SET ${column} WHERE id = $1`, [s.locationId]);
      await expectRefused(NOT_FOUND, method, sent());
    }
  });

  it.each(['INTEGRATED_CCP', 'CISCO_PSTN'])('409: the numbers of %s are its provider’s', async (connection) => {
    await world.database.query('UPDATE locations SET pstn_connection = $2 WHERE id = $1', [s.locationId, connection]);
    const text = 'Numbers are added and removed here for LOCAL_GATEWAY and NON_INTEGRATED_CCP only';
    await expectRefused(refused(409, 'The PSTN provider of the location keeps its numbers', text), method, sent());
  });

  it('403: a location administrator, also of the location', async () => {
    const options = { caller: { roles: ['location_admin'], locations: [s.locationId] } };
    const role = 'full_admin role required';
    await expectRefused(refused(403, 'The caller lacks a required role', role), method, sent(), options);
  });

  it('has its effect once under an idempotency key', async () => {
    if (method !== 'POST') await s.stock(0);
    const body = method === 'PUT' ? { ...sent(), action: 'DEACTIVATE' } : sent();
    const [first, second] = [
      await send(method, body, { headers: { 'idempotency-key': `"${method}${s.number(0)}"` } }),
      await send(method, body, { headers: { 'idempotency-key': `"${method}${s.number(0)}"` } }),
    ];
    expect(said(second)).toEqual(said(first));
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await s.changes()).toHaveLength(1);
  });
});
