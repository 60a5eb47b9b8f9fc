import { webexId } from '../../src/ids/webex-id.js';
import { pstnConnectionId } from '../../src/webex/pstn-connections.js';
import { said, type Answer } from '../ask.js';
import { answeredWithoutWriting } from '../every-row.js';
import { refused } from '../workspaces/seen-numbers.js';
import { type Scene, type SendOptions, World } from '../workspaces/write-world.js';

// The writes of locations (workspaces contract, 2.7 to 2.9 and 3.5; the frame).

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => void (s = await world.scene()));

const SCOPES = ['locations_write', 'telephony_config_write', 'telephony_pstn_write'].map(
  (scope) => `spark-admin:${scope}`,
);
const send = (method: string, path: string, body?: unknown, { caller, ...more }: SendOptions = {}): Promise<Answer> =>
  s.send(method, path, body, { caller: { scopes: SCOPES, ...caller }, ...more });
const location = (id = s.locationId) => `/v1/locations/${webexId('LOCATION', id)}`;
const telephony = (id = s.locationId) => `/v1/telephony/config/locations/${webexId('LOCATION', id)}`;
const connection = () => `/v1/telephony/pstn/locations/${s.locationId}/connection`;
const stored = async (id = s.locationId) =>
  (await world.database.query<Record<string, unknown>>('SELECT * FROM locations WHERE id = $1', [id]))[0]!;
const DONE = { status: 204, body: undefined };
const NOT_FOUND = refused(404, 'No location has this id', 'No location has this id');

async function expectRefused(expected: object, method: string, path: string, body?: unknown, options?: SendOptions) {
  const request = () => send(method, path, body, options);
  const { headers: _, ...answer } = await answeredWithoutWriting(world.database, request);
  expect(answer).toEqual(expected);
}

const ADDRESS = {
  address1: '771 Alder Drive',
  address2: '2nd floor',
  city: 'Milpitas',
  state: 'CA',
  postalCode: '95035',
};
const NEW = { name: 'Branch', timeZone: 'America/Chicago', preferredLanguage: 'en_us' };

describe('POST /v1/locations, and /v1/telephony/config/locations', () => {
  it('make a location, and give it calling', async () => {
    const body = { ...NEW, announcementLanguage: null, latitude: '37.4', address: { ...ADDRESS, country: 'US' } };
    const made = await send('POST', '/v1/locations', body);
    expect([made.status, Object.keys(made.body as object)]).toEqual([201, ['id']]);
    const { id } = made.body as { id: string };
    const uuid = Buffer.from(id, 'base64').toString().split('/').at(-1)!;
    const columns = {
      ...{
        organization_id: s.organization.id,
        name: 'Branch',
        country: 'US',
        address_2: '2nd floor',
        city: 'Milpitas',
      },
      ...{ time_zone: 'America/Chicago', preferred_language: 'en_us', announcement_language: null, latitude: 37.4 },
    };
    expect(await stored(uuid)).toMatchObject({ ...columns, is_calling_enabled: false });
    await expectRefused(NOT_FOUND, 'PUT', telephony(uuid), { routingPrefix: '77' });
    expect(said(await send('POST', '/v1/telephony/config/locations', { ...body, id }))).toEqual({
      status: 201,
      body: { id },
    });
    expect(await stored(uuid)).toMatchObject({ ...columns, is_calling_enabled: true });
    const again = await answeredWithoutWriting(world.database, () =>
      send('POST', '/v1/telephony/config/locations', { id }),
    );
    expect(again).toMatchObject({ status: 201, body: { id } });
  });

  it('refuse what is missing, and a name that is too long for phones', async () => {
    const zone = refused(400, 'Invalid timeZone', 'timeZone must be 1 to 64 characters', 25008);
    await expectRefused(zone, 'POST', '/v1/locations', { ...NEW, timeZone: undefined, address: ADDRESS });
    await expectRefused(
      refused(400, 'Invalid address', 'address must be an object', 25008),
      'POST',
      '/v1/locations',
      NEW,
    );
    const id = await world.rows.location(s.organization, { name: 'x'.repeat(81), is_calling_enabled: false });
    const text = 'name: expected at most 80 characters, because the location has calling';
    const long = refused(400, 'The name is too long', text, 25008);
    await expectRefused(long, 'POST', '/v1/telephony/config/locations', { id });
    await expectRefused(long, 'PUT', location(), { name: 'x'.repeat(81) });
  });
});

describe('PUT /v1/locations/{locationId}', () => {
  it('changes what is sent, replaces the address, and null clears', async () => {
    const all = { name: 'Branch', notes: 'Closed on Fridays', longitude: -121.9, address: ADDRESS };
    expect(said(await send('PUT', location(), all))).toEqual(DONE);
    const rest = { name: 'Branch', notes: 'Closed on Fridays', longitude: -121.9, country: 'US' };
    expect(await stored()).toMatchObject({ ...rest, address_2: '2nd floor', city: 'Milpitas' });
    const caller = { roles: ['location_admin'], locations: [s.locationId] };
    const next = { notes: null, longitude: null, address: { city: 'Toronto', country: 'CA', address2: null } };
    expect(said(await send('PUT', location(), next, { caller }))).toEqual(DONE);
    const cleared = { notes: null, longitude: null, address_1: null, address_2: null, city: 'Toronto', country: 'CA' };
    expect(await stored()).toMatchObject({ ...cleared, name: 'Branch' });
    const [change] = await s.changes();
    expect(change).toMatchObject({ action: 'location.update', details: { locationId: s.locationId } });
    const again = await answeredWithoutWriting(world.database, () => send('PUT', location(), next));
    expect(again).toMatchObject(DONE);
  });

  it.each<[object, string, string]>([
    [{ latitude: 91 }, 'latitude', 'must be a number from -90 to 90'],
    [{ longitude: '1e2' }, 'longitude', 'must be a number from -180 to 180'],
    [{ name: ' ' }, 'name', 'must be a text of 1 to 256 characters'],
    [{ address: { country: 'us' } }, 'address.country', 'must be a country code of two letters, in upper case'],
    [{ notes: 'x'.repeat(2001) }, 'notes', 'must be at most 2000 characters'],
  ])('refuses %j', async (body, field, text) => {
    await expectRefused(refused(400, `Invalid ${field}`, `${field} ${text}`, 25008), 'PUT', location(), body);
  });
});

describe('PUT /v1/telephony/config/locations/{locationId}', () => {
  it('takes a main number of the inventory, and keeps the name beside it', async () => {
    await s.stock(0);
    expect(said(await send('PUT', telephony(), { callingLineId: { name: 'Acme', phoneNumber: s.number(0) } }))).toEqual(
      DONE,
    );
    await s.stock(1);
    const whole = { id: 'x', name: 'ignored', userLimit: 5, callingLineId: { phoneNumber: s.number(1).slice(2) } };
    expect(said(await send('PUT', telephony(), whole))).toEqual(DONE);
    const [number] = await world.database.query<{ id: string }>('SELECT id FROM phone_numbers WHERE e164 = $1', [
      s.number(1),
    ]);
    expect(await stored()).toMatchObject({ caller_name: 'Acme', main_phone_number_id: number!.id, name: 'MainOffice' });
  });

  it('refuses a main number that is elsewhere, whoever has it', async () => {
    await world.rows.number(s.organization, s.number(0), await world.rows.location(s.organization));
    await world.rows.number(await world.rows.organization(), s.number(1));
    const text = 'callingLineId.phoneNumber: the number is not in the inventory of the location';
    const expected = refused(400, 'The number is not available', text, 25089);
    for (const i of [0, 1, 2]) {
      await expectRefused(expected, 'PUT', telephony(), { callingLineId: { phoneNumber: s.number(i) } });
    }
  });

  it('changes prefix, digit and names each by itself; null clears', async () => {
    await send('PUT', telephony(), { enforceOutsideDialDigit: true, externalCallerIdName: 'Acme Inc.' });
    expect(said(await send('PUT', telephony(), { routingPrefix: '77', outsideDialDigit: '9' }))).toEqual(DONE);
    expect(await stored()).toMatchObject({
      ...{ routing_prefix: '77', outside_dial_digit: '9', enforces_outside_dial_digit: true },
      external_caller_name: 'Acme Inc.',
    });
    await send('PUT', telephony(), { routingPrefix: null, outsideDialDigit: null, externalCallerIdName: null });
    const cleared = { routing_prefix: null, outside_dial_digit: null, external_caller_name: null };
    expect(await stored()).toMatchObject({ ...cleared, enforces_outside_dial_digit: true });
  });

  it('400 in the other shape, 5600: another location has the prefix', async () => {
    const other = await world.rows.location(s.organization, { routing_prefix: '77' });
    await s.line({ number: undefined, extension: '100' });
    await world.rows.callingLine(
      s.organization,
      { locationId: other, workspaceId: await world.rows.workspace(s.organization, other) },
      { number: undefined, extension: '100' },
    );
    const description = 'routingPrefix: another location of the organization has it';
    const body = { error: [{ key: '400', message: [{ description, code: 5600 }] }], trackingId: 'T' };
    await expectRefused({ status: 400, body }, 'PUT', telephony(), { routingPrefix: '77' });
    await world.rows.location(await world.rows.organization(), { routing_prefix: '78' });
    expect(said(await send('PUT', telephony(), { routingPrefix: '78' }))).toEqual(DONE);
  });

  it('one of two locations that get a prefix at once has it', async () => {
    const ids = await Promise.all([0, 1, 2, 3].map(() => world.rows.location(s.organization)));
    const answers = await Promise.all(ids.map((id) => send('PUT', telephony(id), { routingPrefix: '55' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400, 400, 400]);
  });

  it('409: the ESNs that the prefix would give twice are named, and nothing changes', async () => {
    const other = await world.rows.location(s.organization, { name: 'Branch', routing_prefix: '12' });
    const plain = await world.rows.location(s.organization, { name: 'Annex' });
    const lines: [string, string][] = [
      [other, '3400'],
      [plain, '123401'],
    ];
    for (const [locationId, extension] of lines) {
      const workspaceId = await world.rows.workspace(s.organization, locationId);
      await world.rows.callingLine(s.organization, { locationId, workspaceId }, { number: undefined, extension });
    }
    for (const extension of ['00', '01', '02']) await s.line({ number: undefined, extension }, await s.neighbour());
    const text =
      'routingPrefix: would make 123400 (extension 00 here, 3400 in Branch), 123401 (extension 01 here, 123401 in Annex)';
    const expected = refused(409, 'Lines of two locations would have one ESN', text);
    await expectRefused(expected, 'PUT', telephony(), { routingPrefix: '1234', outsideDialDigit: '9' });
    expect(said(await send('PUT', telephony(), { routingPrefix: '1235' }))).toEqual(DONE);
  });
});

describe('PUT …/connection', () => {
  it('takes a kind of connection, or the route of a local gateway', async () => {
    expect(said(await send('PUT', connection(), { id: pstnConnectionId('NON_INTEGRATED_CCP') }))).toEqual(DONE);
    expect(await stored()).toMatchObject({ pstn_connection: 'NON_INTEGRATED_CCP', pstn_route_type: null });
    const route = { premiseRouteType: 'ROUTE_GROUP', premiseRouteId: webexId('ROUTE_GROUP', s.workspaceId) };
    expect(said(await send('PUT', connection(), route))).toEqual(DONE);
    const columns = { pstn_connection: 'LOCAL_GATEWAY', pstn_route_type: 'ROUTE_GROUP', pstn_route_id: s.workspaceId };
    expect(await stored()).toMatchObject(columns);
  });

  it('refuses nothing, and an id that is none', async () => {
    const expected = refused(400, 'Invalid id', 'id must be the id of a PSTN connection', 25008);
    for (const body of [{}, { id: 'x' }, { id: s.workspaceId }])
      await expectRefused(expected, 'PUT', connection(), body);
  });
});

describe('DELETE /v1/locations/{locationId}', () => {
  it('takes a location in which nobody is; its numbers stay with the organization', async () => {
    const id = await world.rows.location(s.organization);
    const main = await world.rows.number(s.organization, s.number(0), id);
    await world.database.query('UPDATE locations SET main_phone_number_id = $2 WHERE id = $1', [id, main]);
    const headers = { 'idempotency-key': `"end-${id}"` };
    const [first, second] = [
      await send('DELETE', location(id), undefined, { headers }),
      await send('DELETE', location(id), undefined, { headers }),
    ];
    expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([204, 204, 'true']);
    const [number] = await world.database.query(
      'SELECT organization_id, location_id FROM phone_numbers WHERE id = $1',
      [main],
    );
    expect(number).toEqual({ organization_id: s.organization.id, location_id: null });
    await expectRefused(NOT_FOUND, 'DELETE', location(id));
  });

  it('409: workspaces, users or lines are in it', async () => {
    await s.line({ number: s.number(0) });
    await world.rows.user(s.organization, { location_id: s.locationId });
    const text = 'In it are still: workspaces 1, users 1, lines 1.';
    await expectRefused(refused(409, 'The location is in use', text), 'DELETE', location());
  });
});

describe.each<[method: string, path: () => string, body: object | undefined]>([
  ['PUT', () => location(), {}],
  ['DELETE', () => location(), undefined],
  ['PUT', () => telephony(), {}],
  ['PUT', () => connection(), { id: pstnConnectionId('CISCO_PSTN') }],
])('%s', (method, path, body) => {
  it('404: somebody else’s, or removed', async () => {
    const other = await world.scene();
    await expectRefused(NOT_FOUND, method, path(), body, { caller: { organization: other.organization.uuid } });
    await world.database.query('UPDATE locations SET removed_at = now() WHERE id = $1', [s.locationId]);
    await expectRefused(NOT_FOUND, method, path(), body);
  });
});
