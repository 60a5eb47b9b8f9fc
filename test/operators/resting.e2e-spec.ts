import type { Answer } from '../ask.js';
import { type Scene, World } from '../organizations/write-scene.js';

// An organization may let numbers rest: what somebody gave up is nobody else's for some days.

const DAY_SECONDS = 86_400;
const REST_DAYS = 30;

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  await world.database.query('UPDATE organizations SET number_rest_days = $2 WHERE id = $1', [s.orgA.id, REST_DAYS]);
});

/** Sam's number, for a user. */
const give = (targetUserId: string, changed: object = {}) =>
  s.post(s.body({ targetUserId, phoneNumber: s.number('0246'), ...changed }));

const RESTS = 'It was released not long ago, and its callers still mean who had it; only he may have it back';

/** That it is refused until the rest is over, and that nothing was written. */
async function expectResting(request: () => Promise<Answer>, body: object): Promise<void> {
  const before = await world.record();
  const answer = await request();
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 423, body });
  expect(await world.record()).toBe(before);
  const seconds = Number(answer.headers['retry-after']);
  expect(seconds).toBeGreaterThan(REST_DAYS * DAY_SECONDS - 60);
  expect(seconds).toBeLessThanOrEqual(REST_DAYS * DAY_SECONDS);
}

it('423: a number that Sam gave up is not Lee’s yet, and is not suggested; Sam may have it back, and hand it over', async () => {
  await world.rows.number(s.orgA, s.number('0300'));
  await s.delete(s.sam, 'twilio');
  await expectResting(() => give(s.lee), { error: 'The number rests', details: RESTS });

  await world.rows.providerLine(s.orgA, await leesId(), { number: s.number('0400'), provider: 'sinch' });
  const taken = await s.post(s.body({ targetUserId: s.sam, phoneNumber: s.number('0400') }));
  expect(taken).toMatchObject({ status: 409, body: { conflict: { freeNumbers: [s.number('0300')] } } });

  // For caller id only he receives no calls that are meant for Sam.
  expect((await give(s.lee, { isInboundEnabled: false })).status).toBe(200);
  await expectResting(() => give(s.lee), { error: 'The number rests', details: RESTS });
  expect((await give(s.sam, { isInboundEnabled: false })).status).toBe(200);
  expect((await give(s.sam)).status).toBe(200);
  await s.delete(s.lee, 'twilio');
  expect((await give(s.lee, { replaces: s.sam })).status).toBe(200);
});

it('423 on the workspaces face, and says which part of the request', async () => {
  const place = await world.rows.place(s.orgA, {}, [{ extension: '100', number: undefined }]);
  const other = { ...place, workspaceId: await world.rows.workspace(s.orgA, place.locationId) };
  const released = await world.rows.callingLine(s.orgA, other, { number: s.number('0500') });
  await world.rows.close(released, s.orgA);
  const caller = { roles: ['full_admin'], scopes: ['spark-admin:workspaces_write'], organization: s.orgA.uuid };
  const body = { phoneNumbers: [{ action: 'ADD', directNumber: s.number('0500') }] };
  const add = (workspaceId: string) =>
    world.send('PUT', `/v1/telephony/config/workspaces/${workspaceId}/numbers`, { caller, body });
  await expectResting(() => add(place.workspaceId), {
    message: 'The number rests',
    errors: [{ description: `phoneNumbers.0: ${RESTS}` }],
    trackingId: expect.any(String),
  });
  expect((await add(other.workspaceId)).status).toBe(204);
});

it('200 when the days are over, and at once where numbers do not rest', async () => {
  const since = new Date(Date.now() - 2 * REST_DAYS * DAY_SECONDS * 1000);
  const at = new Date(Date.now() - (REST_DAYS * DAY_SECONDS + 60) * 1000);
  const line = { number: s.number('0600'), provider: 'sinch', held_since: since };
  const released = await world.rows.providerLine(s.orgA, await leesId(), line);
  await world.rows.close(released, s.orgA, { at });
  const assigned = await s.post(s.body({ targetUserId: s.sam, provider: 'sinch', phoneNumber: s.number('0600') }));
  expect(assigned.status).toBe(200);

  await world.database.query('UPDATE organizations SET number_rest_days = 0 WHERE id = $1', [s.orgA.id]);
  await s.delete(s.sam, 'twilio');
  expect((await give(s.lee)).status).toBe(200);
});

async function leesId(): Promise<string> {
  const rows = await world.database.query<{ id: string }>('SELECT id FROM users WHERE object_id = $1', [s.lee]);
  return rows[0]!.id;
}
