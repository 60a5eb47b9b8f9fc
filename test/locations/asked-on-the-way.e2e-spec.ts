import { webexId } from '../../src/ids/webex-id.js';
import { pstnConnectionId } from '../../src/webex/pstn-connections.js';
import { said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { ALL_SCOPES, askAs, refusal, type Who } from '../webex-caller.js';

// What the vendor's clients ask for on their way: how a location is connected, and lists of what the record does not keep
// (workspaces contract, 2.6 to 2.9, 2.13).

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
const told = async (path: string, who: Partial<Who> = {}) => said(await get(path, who));
const NO_LOCATION = refusal(404, 'No location has this id', 'No location has this id');
const GATEWAY = {
  id: pstnConnectionId('LOCAL_GATEWAY'),
  displayName: 'Premises-based PSTN',
  pstnServices: ['GEOGRAPHIC_NUMBERS', 'TOLLFREE_NUMBERS', 'MOBILE_NUMBERS'],
};

describe('the connection of a location to the PSTN', () => {
  it('is told with its route, which the telephony location has as well and takes back', async () => {
    const route = '842938d5-9273-4bc6-aa3a-056772db3165';
    const columns = { pstn_connection: 'LOCAL_GATEWAY', pstn_route_type: 'ROUTE_GROUP', pstn_route_id: route };
    const id = await rows.location(acme, columns);
    const routeId = webexId('ROUTE_GROUP', route);
    const body = { ...GATEWAY, pstnConnectionType: 'LOCAL_GATEWAY', routeType: 'ROUTE_GROUP', routeId };
    expect(await told(`/telephony/pstn/locations/${webexId('LOCATION', id)}/connection`)).toEqual({
      status: 200,
      body,
    });
    const telephony = await get(`/telephony/config/locations/${id}`);
    expect(telephony.body).toMatchObject({ connection: { type: 'ROUTE_GROUP', id: routeId } });
    const sent = { method: 'PUT', body: JSON.stringify(telephony.body) };
    const headers = { 'content-type': 'application/json' };
    const back = await askAs(server, { of: acme }, `/v1/telephony/config/locations/${id}`, { ...sent, headers });
    expect(back.status).toBe(204);
  });

  it('is told without a route, and where it is not known the refusal says so', async () => {
    const cloud = await rows.location(acme, { pstn_connection: 'CISCO_PSTN' });
    expect((await get(`/telephony/pstn/locations/${cloud}/connection`)).body).toEqual({
      ...{ id: pstnConnectionId('CISCO_PSTN'), displayName: 'Cisco PSTN', pstnServices: GATEWAY.pstnServices },
      pstnConnectionType: 'CISCO_PSTN',
    });
    expect((await get(`/telephony/config/locations/${cloud}`)).body).not.toHaveProperty('connection');
    const unknown = await rows.location(acme);
    const text = 'PSTN for the location is not configured';
    expect(await told(`/telephony/pstn/locations/${unknown}/connection`)).toEqual(refusal(404, text, text));
  });

  it('could be of any kind, as far as it has the services that are asked for', async () => {
    const id = await rows.location(acme);
    const options = `/telephony/pstn/locations/${id}/connectionOptions`;
    const all = (await get(options)).body as { items: { id: string }[] };
    expect(all.items[0]).toEqual(GATEWAY);
    const kinds = ['LOCAL_GATEWAY', 'NON_INTEGRATED_CCP', 'INTEGRATED_CCP', 'CISCO_PSTN'] as const;
    expect(all.items.map((item) => item.id)).toEqual(kinds.map(pstnConnectionId));
    expect((await get(`${options}?serviceTypes=CONTACT_CENTER&serviceTypes=MOBILE_NUMBERS`)).body).toEqual(all);
    expect((await get(`${options}?serviceTypes=CONTACT_CENTER`)).body).toEqual({ items: [] });
    const often = Array.from({ length: 8 }, () => 'serviceTypes=MOBILE_NUMBERS').join('&');
    for (const wrong of ['serviceTypes=FAX', 'serviceTypes=', 'serviceTypes=MOBILE_NUMBERS&serviceTypes=FAX', often]) {
      expect(await get(`${options}?${wrong}`)).toMatchObject({
        status: 400,
        body: { message: 'Invalid serviceTypes' },
      });
    }
  });

  it('is there only where the location has calling and is within reach', async () => {
    const off = await rows.location(acme, { is_calling_enabled: false });
    const away = await rows.location(await rows.organization(), { pstn_connection: 'CISCO_PSTN' });
    for (const id of [off, away]) {
      for (const what of ['connection', 'connectionOptions'])
        expect(await told(`/telephony/pstn/locations/${id}/${what}`)).toEqual(NO_LOCATION);
    }
  });
});

it('a location has no floors, and a workspace no capabilities, where there is such a one', async () => {
  const location = await rows.location(acme);
  const workspace = await rows.workspace(acme, location);
  const stranger = await rows.organization();
  const away = await rows.location(stranger);
  const lobby = await rows.workspace(stranger, away);
  expect(await told(`/locations/${location}/floors`)).toEqual({ status: 200, body: { items: [] } });
  expect(await told(`/locations/${away}/floors`)).toEqual(NO_LOCATION);
  const capabilities = { id: webexId('PLACE', workspace), capabilities: {} };
  expect(await told(`/workspaces/${workspace}/capabilities`)).toEqual({ status: 200, body: capabilities });
  const missing = await told(`/workspaces/${webexId('PLACE', location)}/capabilities`);
  expect(missing.status).toBe(404);
  expect(await told(`/workspaces/${lobby}/capabilities`)).toEqual(missing);
});

it.each([
  ['/telephony/config/callParkExtensions', 'callParkExtensions', 'telephony_config_read'],
  ['/telephony/config/virtualLines', 'virtualLines', 'telephony_config_read'],
  ['/telephony/config/premisePstn/trunks', 'trunks', 'telephony_config_read'],
  ['/telephony/config/jobs/updateRoutingPrefix', 'items', 'telephony_config_read'],
  ['/telephony/config/jobs/numbers/manageNumbers', 'items', 'telephony_config_read'],
  ['/devices', 'items', 'devices_read'],
])('GET %s is an empty list of what the caller may ask for', async (path, key, scope) => {
  const empty = { status: 200, body: { [key]: [] } };
  const customer = await rows.organization();
  const forCustomer = `${path}?orgId=${webexId('ORGANIZATION', customer.uuid)}`;
  expect(await told(`${path}?locationId=x&max=5`)).toEqual(empty);
  expect(await told(`${path}?orgId=${acme.uuid}`, { roles: ['location_admin'], locations: [] })).toEqual(empty);
  expect((await get(`${path}?orgId=acme`)).status).toBe(400);
  expect((await get(forCustomer)).status).toBe(403);
  await rows.partnership(customer, acme);
  expect(await told(forCustomer)).toEqual(empty);
  expect((await get(forCustomer, { roles: ['location_admin'] })).status).toBe(403);
  const others = ALL_SCOPES.filter((other) => other !== `spark-admin:${scope}`);
  expect((await get(path, { scopes: others })).status).toBe(403);
});
