import { webexId } from '../../src/ids/webex-id.js';
import { workspaceLocationId } from '../../src/ids/workspace-location-id.js';
import { said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { askAs, nextOf, type Who } from '../webex-caller.js';

// GET of locations, of what they have of calling, and of workspaces (workspaces contract, 2.6 to 2.8).

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let acme: TestOrganization;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  server = await startServer({ database });
});
beforeEach(async () => {
  acme = await rows.organization();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const get = (path: string, who: Partial<Who> = {}): Promise<Answer> =>
  askAs(server, { of: acme, ...who }, `/v1${path}`);
const idsOf = ({ body }: Answer): string[] =>
  Object.values(body as Record<string, { id: string }[]>)[0]!.map(({ id }) => id);

describe('a location', () => {
  it('is told with all that is known, alike in the list and alone', async () => {
    const address = { address_1: '1 Main St', city: 'Richardson', state: 'TX', postal_code: '75080' };
    const more = { time_zone: 'America/Chicago', preferred_language: 'en_us', latitude: 32.5, routing_prefix: '8' };
    const calling = { caller_name: 'Acme', outside_dial_digit: '9' };
    const id = await rows.location(acme, { name: 'Main', ...address, ...more, ...calling });
    const number = await rows.number(acme, '+12145551000', id);
    await database.query('UPDATE locations SET main_phone_number_id = $2 WHERE id = $1', [id, number]);
    const wire = webexId('LOCATION', id);
    const told = {
      id: wire,
      name: 'Main',
      orgId: webexId('ORGANIZATION', acme.uuid),
      address: { address1: '1 Main St', city: 'Richardson', state: 'TX', postalCode: '75080', country: 'US' },
      timeZone: 'America/Chicago',
      preferredLanguage: 'en_us',
      latitude: 32.5,
    };
    expect(said(await get('/locations'))).toEqual({ status: 200, body: { items: [told] } });
    expect((await get(`/locations/${id}`)).body).toEqual(told);
    const telephony = {
      id: wire,
      name: 'Main',
      callingLineId: { name: 'Acme', phoneNumber: '+12145551000' },
      outsideDialDigit: '9',
      enforceOutsideDialDigit: false,
      routingPrefix: '8',
    };
    expect((await get('/telephony/config/locations')).body).toEqual({ locations: [telephony] });
    expect((await get(`/telephony/config/locations/${wire}`)).body).toEqual(telephony);
    const older = {
      id: workspaceLocationId(acme.uuid, id),
      displayName: 'Main',
      address: '1 Main St, Richardson, TX 75080',
      countryCode: 'US',
      cityName: 'Richardson',
    };
    expect((await get('/workspaceLocations')).body).toEqual({ items: [older] });
  });

  it('has no calling where it is switched off, and is nobody else’s', async () => {
    const id = await rows.location(acme, { is_calling_enabled: false });
    const away = await rows.location(await rows.organization());
    expect((await get('/telephony/config/locations')).body).toEqual({ locations: [] });
    expect((await get(`/telephony/config/locations/${id}`)).status).toBe(404);
    expect((await get(`/locations/${away}`)).status).toBe(404);
    expect(idsOf(await get('/locations'))).toEqual([webexId('LOCATION', id)]);
    const local = { roles: ['location_admin'], locations: [away] };
    expect((await get('/locations', local)).body).toEqual({ items: [] });
  });

  it('is found by a part of its name and by its id, and each once in pages', async () => {
    for (const name of ['North', 'South', 'Southwest']) await rows.location(acme, { name });
    expect(idsOf(await get('/locations?name=SOUTH'))).toHaveLength(2);
    const all = idsOf(await get('/locations'));
    expect(idsOf(await get(`/locations?id=${all[1]}`))).toEqual([all[1]]);
    const first = await get('/locations?max=2');
    expect([...idsOf(first), ...idsOf(await get(nextOf(first)!.replace('/v1', '')))]).toEqual(all);
  });
});

describe('locations with calling', () => {
  it('are in the order of their names, both ways, in pages; two of one name by id', async () => {
    for (const name of ['b', 'C', 'a', 'B', 'b', null]) await rows.location(acme, { name });
    const namesOf = ({ body }: Answer) =>
      (body as { locations: { name?: string }[] }).locations.map(({ name }) => name);
    const sorted = [undefined, 'B', 'C', 'a', 'b', 'b'];
    for (const [order, expected] of [
      ['asc', sorted],
      ['desc', sorted.toReversed()],
    ] as const) {
      const whole = await get(`/telephony/config/locations?order=${order}`);
      expect(namesOf(whole)).toEqual(expected);
      const seen: string[] = [];
      let next: string | undefined = `/v1/telephony/config/locations?order=${order}&max=1`;
      while (next) {
        const page = await get(next.replace('/v1', ''));
        seen.push(...idsOf(page));
        next = nextOf(page);
      }
      expect(seen).toEqual(idsOf(whole));
    }
    expect(idsOf(await get('/telephony/config/locations?order=asc')).toReversed()).toEqual(
      idsOf(await get('/telephony/config/locations?order=desc')),
    );
    const wrong = await get('/telephony/config/locations?order=up');
    expect([wrong.status, (await get('/locations?order=up')).status]).toEqual([400, 200]);
  });
});

describe('workspaces', () => {
  it('are filtered by what the record keeps, and none has what it does not keep', async () => {
    const location = await rows.location(acme);
    const lobby = webexId('PLACE', await rows.workspace(acme, location, { name: 'Lobby', capacity: 4, type: 'open' }));
    const free = { name: 'Room', calling_type: 'freeCalling' };
    const room = webexId('PLACE', await rows.workspace(acme, await rows.location(acme), free));
    await rows.workspace(acme, location, { removed_at: new Date() });
    const cases: [query: string, ids: string[]][] = [
      ['', [lobby, room]],
      [`locationId=${location}`, [lobby]],
      [`workspaceLocationId=${workspaceLocationId(acme.uuid, location)}`, [lobby]],
      ['displayName=OBB', [lobby]],
      ['calling=freeCalling', [room]],
      ['capacity=-1', [room]],
      ['capacity=4&type=open', [lobby]],
      ['type=notSet', [room]],
      ['supportedDevices=phones', []],
      ['calendar=google', []],
      ['calendar=none&devicePlatform=cisco', [lobby, room]],
      ['healthLevel=ok', []],
      ['plannedMaintenance=upcoming', []],
      ['plannedMaintenance=off', [lobby, room]],
      ['customAttribute=colour', []],
    ];
    for (const [query, ids] of cases) {
      const answer = await get(`/workspaces?${query}`);
      expect([query, answer.status]).toEqual([query, 200]);
      expect([query, idsOf(answer).sort()]).toEqual([query, ids.sort()]);
    }
    const { body } = await get('/workspaces?displayName=lobby');
    expect((await get(`/workspaces/${lobby}`)).body).toEqual((body as { items: object[] }).items[0]);
    expect((await get(`/workspaces/${webexId('PLACE', location)}`)).status).toBe(404);
    for (const wrong of ['calling=x', 'healthLevel=x', 'plannedMaintenance=x', 'includeDevices=x'])
      expect([wrong, (await get(`/workspaces?${wrong}`)).status]).toEqual([wrong, 400]);
  });

  it('have devices and capabilities where they are asked for, and these are none', async () => {
    const id = await rows.workspace(acme, await rows.location(acme));
    const { body } = await get(`/workspaces/${id}`);
    const more = { ...(body as object), devices: [], capabilities: {} };
    expect((await get(`/workspaces/${id}?includeDevices=true&includeCapabilities=True`)).body).toEqual(more);
    expect((await get('/workspaces?includeDevices=true&includeCapabilities=true')).body).toEqual({ items: [more] });
    expect((await get(`/workspaces/${id}?includeDevices=false`)).body).toEqual(body);
  });
});
