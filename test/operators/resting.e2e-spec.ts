import type { Answer } from '../ask.js';
import { undocumented } from '../contract/undocumented.js';
import { type Scene, World } from '../organizations/write-scene.js';
import type { TokenOptions } from '../tokens.js';

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

const RESTS = 'It was released recently. Until Retry-After is over, only its last holder may have it back';

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

  // For caller id only, Lee receives no calls that are meant for Sam.
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

describe('until when', () => {
  /** What the directory says of the number to somebody. */
  const restsUntil = async (last: string, caller?: TokenOptions): Promise<unknown> => {
    const path = `/api/phone-numbers/${encodeURIComponent(s.number(last))}`;
    const answer = await world.send('GET', path, { caller });
    expect(undocumented('directory', '/api/phone-numbers/{number}', 'GET', answer)).toEqual([]);
    return (answer.body as { restsUntil?: unknown }).restsUntil;
  };

  it('the directory says so while it rests, to everybody who sees the number', async () => {
    expect(await restsUntil('0246')).toBeUndefined();
    await s.delete(s.sam, 'twilio');
    const [{ until }] = (await world.database.query<{ until: Date }>(
      `SELECT max(valid_to) + $2 * interval '24 hours' AS until FROM number_assignments a
         JOIN phone_numbers n ON n.id = a.phone_number_id WHERE n.e164 = $1`,
      [s.number('0246'), REST_DAYS],
    )) as [{ until: Date }];
    expect(await restsUntil('0246')).toBe(until.toISOString());
    const caller = {
      roles: ['readonly_admin'],
      scopes: ['spark-admin:telephony_config_read'],
      organization: s.orgA.uuid,
    };
    expect(await restsUntil('0246', caller)).toBe(until.toISOString());
    expect((await give(s.sam)).status).toBe(200);
    expect(await restsUntil('0246')).toBeUndefined();
  });

  it('not where numbers do not rest, or when it is over', async () => {
    await s.delete(s.sam, 'twilio');
    await world.database.query('UPDATE organizations SET number_rest_days = 0 WHERE id = $1', [s.orgA.id]);
    expect(await restsUntil('0246')).toBeUndefined();
  });
});

describe('?force=true', () => {
  const details = async () =>
    (await world.database.query<{ details: object }>('SELECT details FROM changes ORDER BY id DESC LIMIT 1'))[0]!
      .details;

  it('SUPERADMIN gives a number away that rests, and the change says so', async () => {
    await s.delete(s.sam, 'twilio');
    const path = (force: string) => `${s.path}?force=${force}`;
    const body = s.body({ targetUserId: s.lee, phoneNumber: s.number('0246') });
    for (const force of ['false', 'False', '']) {
      expect((await world.send('POST', path(force), { body })).status).toBe(423);
    }
    for (const force of ['1', 'yes', 'true&force=true']) {
      expect(await world.refused(() => world.send('POST', path(force), { body }))).toEqual({
        status: 400,
        body: { error: 'Invalid force', details: 'Expected true or false' },
      });
    }
    const answer = await world.send('POST', path('true'), { body });
    expect(answer.status).toBe(200);
    expect(await details()).toEqual({ userId: s.lee, provider: 'twilio', restOverridden: true });
  });

  it('says nothing in the change where no number rests, and does not override anything else', async () => {
    const path = `${s.path}?force=true`;
    expect((await world.send('POST', path, { body: s.body() })).status).toBe(200);
    expect(await details()).toEqual({ userId: s.lee, provider: 'twilio' });
    const taken = s.body({ targetUserId: s.lee, phoneNumber: s.number('0246') });
    expect((await world.send('POST', path, { body: taken })).status).toBe(409);
  });

  it('on the workspaces face only a full administrator with the scope of telephony', async () => {
    const place = await world.rows.place(s.orgA, {}, [{ extension: '100', number: undefined }]);
    const other = { ...place, workspaceId: await world.rows.workspace(s.orgA, place.locationId) };
    const released = await world.rows.callingLine(s.orgA, other, { number: s.number('0700') });
    await world.rows.close(released, s.orgA);
    const body = { phoneNumbers: [{ action: 'ADD', directNumber: s.number('0700') }] };
    const path = `/v1/telephony/config/workspaces/${place.workspaceId}/numbers?force=true`;
    const scopes = ['spark-admin:workspaces_write', 'spark-admin:telephony_config_write'];
    const organization = s.orgA.uuid;
    const force = (caller: TokenOptions) => world.send('PUT', path, { caller: { organization, ...caller }, body });
    const local = { roles: ['location_admin'], locations: [place.locationId], scopes };
    for (const caller of [local, { roles: ['full_admin'], scopes: scopes.slice(0, 1) }]) {
      const answer = await world.refused(() => force(caller));
      expect(answer).toMatchObject({ status: 403, body: { trackingId: expect.any(String) } });
    }
    // Before the body is read, like every question of who may enter.
    expect((await world.send('PUT', path, { caller: { organization, ...local }, body: '{bad' })).status).toBe(403);
    expect((await force({ roles: ['full_admin'], scopes })).status).toBe(204);
    expect(await details()).toEqual({ workspaceId: place.workspaceId, restOverridden: true });
  });

  it('is no word of routes that know none', async () => {
    const path = `${s.path}/${s.sam}/twilio?force=maybe`;
    expect((await world.send('DELETE', path)).status).toBe(200);
  });
});

async function leesId(): Promise<string> {
  const rows = await world.database.query<{ id: string }>('SELECT id FROM users WHERE object_id = $1', [s.lee]);
  return rows[0]!.id;
}
