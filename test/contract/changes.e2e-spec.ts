import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { uuidOfObjectId } from '../../src/ids/derived-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { pstnConnectionId } from '../../src/webex/pstn-connections.js';
import { ask, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type Place, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ISSUER, TEST_ORGANIZATION, tokenFor } from '../tokens.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

// Every accepted call of the API that changed something has one row in `changes`; one that changed nothing has none.

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
/** Whose superadministrators may act on everybody. */
let root: TestOrganization;
let organization: TestOrganization;
let partner: TestOrganization;
let place: Place;
let user: string;
/** Has a line in the place. */
let person: string;
let number: string;

beforeAll(async () => {
  database = await createDatabase();
  server = await startServer({ database });
  rows = new RecordFixtures(database);
  root = await rows.organization({ uuid: TEST_ORGANIZATION });
  partner = await rows.organization();
}, 60_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
});
beforeEach(async () => {
  organization = await rows.organization();
  await rows.partnership(organization, partner);
  place = await rows.place(organization);
  user = randomBytes(12).toString('hex');
  await rows.user(organization, { object_id: user });
  person = randomBytes(12).toString('hex');
  const line = { number: undefined, extension: '100' };
  await rows.personLine(organization, await rows.user(organization, { object_id: person }), place.locationId, line);
  number = someNumber();
  await rows.number(organization, number, place.locationId);
});

const ORGANIZATIONS = '/api/organizations/{organizationId}/phone-numbers';
const ALTERNATES = '/v1/telephony/config/workspaces/{workspaceId}/numbers';
const PERSON_NUMBERS = '/v1/telephony/config/people/{personId}/numbers';
const PERSON = '/v1/people/{personId}';
const WORKSPACE = '/v1/workspaces/{workspaceId}';
const INVENTORY = '/v1/telephony/config/locations/{locationId}/numbers';
const NUMBER = '/api/phone-numbers/{number}';

interface WriteRoute {
  /** As the face's document names it. */
  route: string;
  action: string;
  before?: () => Promise<unknown>;
  body?: () => object;
  details: () => object;
  /** How many rows it opens or closes; by default one. */
  lines?: 0;
  /** The other organization of the row. */
  other?: () => string;
  /** The same again is another change. */
  changesAgain?: true;
  /** What the same call is answered again. */
  again: number;
}

const phoneNumberIds = () => ({ phoneNumberIds: [expect.stringMatching(/^\d+$/)] as unknown[] });
// Where the numbers were and are, for an undo.
const placed = () => ({
  ...phoneNumberIds(),
  placed: [
    { from: expect.any(Object) as object, to: expect.any(Object) as object, phoneNumberIds: [expect.any(Number)] },
  ] as unknown[],
});
const inventoryDetails = () => ({ locationId: place.locationId, ...placed() });
const assigned = () => ({ targetUserId: user, provider: 'twilio', phoneNumber: number });

/** A calling licence of the organization, before a request that names it. */
let licence: string;
const giveLicence = async () => void (licence = await rows.licence(organization));

const WRITES: WriteRoute[] = [
  {
    route: `post ${ORGANIZATIONS}`,
    action: 'number.assign',
    body: assigned,
    details: () => ({ userId: user, provider: 'twilio' }),
    again: 200,
  },
  {
    route: `delete ${ORGANIZATIONS}/{targetUserId}/{provider}`,
    action: 'number.release',
    before: () => send(`post ${ORGANIZATIONS}`, root, assigned()),
    details: () => ({ userId: user, provider: 'twilio' }),
    again: 404,
  },
  {
    route: `put ${ALTERNATES}`,
    action: 'workspace.numbers',
    body: () => ({ phoneNumbers: [{ action: 'ADD', directNumber: number }] }),
    details: () => ({ workspaceId: place.workspaceId }),
    again: 204,
  },
  {
    route: `put ${PERSON_NUMBERS}`,
    action: 'user.numbers',
    body: () => ({ phoneNumbers: [{ action: 'ADD', directNumber: number }] }),
    details: () => ({ userId: person }),
    again: 204,
  },
  {
    route: 'post /v1/people',
    action: 'user.create',
    before: giveLicence,
    body: () => ({
      ...{ emails: ['lee@acme.example'], phoneNumbers: [{ type: 'work', value: number }] },
      ...{ locationId: place.locationId, licenses: [licence] },
    }),
    details: () => ({ userId: expect.stringMatching(/^[0-9a-f]{24}$/) as unknown }),
    again: 409,
  },
  {
    route: `put ${PERSON}`,
    action: 'user.update',
    body: () => ({ displayName: 'Lee Park' }),
    details: () => ({ userId: person }),
    lines: 0,
    again: 200,
  },
  {
    route: 'patch /v1/licenses/users',
    action: 'user.update',
    before: giveLicence,
    body: () => ({ personId: uuidOfObjectId(person), licenses: [{ id: licence }] }),
    details: () => ({ userId: person }),
    lines: 0,
    again: 200,
  },
  {
    route: `delete ${PERSON}`,
    action: 'user.remove',
    details: () => ({ userId: person }),
    again: 404,
  },
  {
    route: `put ${WORKSPACE}`,
    action: 'workspace.update',
    body: () => ({
      displayName: 'Reception',
      calling: { type: 'webexCalling', webexCalling: { phoneNumber: number } },
    }),
    details: () => ({ workspaceId: place.workspaceId }),
    again: 200,
  },
  {
    route: 'post /v1/workspaces',
    action: 'workspace.create',
    body: () => ({
      displayName: 'Reception',
      calling: { type: 'webexCalling', webexCalling: { phoneNumber: number, locationId: place.locationId } },
    }),
    details: () => ({ workspaceId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown }),
    again: 409,
  },
  {
    route: `delete ${WORKSPACE}`,
    action: 'workspace.remove',
    before: () => send(`put ${ALTERNATES}`, organization, { phoneNumbers: [{ action: 'ADD', directNumber: number }] }),
    details: () => ({ workspaceId: place.workspaceId }),
    again: 404,
  },
  {
    route: 'post /v1/locations',
    action: 'location.create',
    body: () => ({ name: 'Branch', timeZone: 'UTC', preferredLanguage: 'en_us', address: { country: 'US' } }),
    details: () => ({ locationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown }),
    lines: 0,
    again: 201,
    changesAgain: true,
  },
  {
    route: 'put /v1/locations/{locationId}',
    action: 'location.update',
    body: () => ({ name: 'Branch' }),
    details: () => ({ locationId: place.locationId, fields: ['name'] }),
    lines: 0,
    again: 204,
  },
  {
    route: 'delete /v1/locations/{locationId}',
    action: 'location.remove',
    before: async () => void (place = { ...place, locationId: await rows.location(organization) }),
    details: () => ({ locationId: place.locationId }),
    lines: 0,
    again: 404,
  },
  {
    route: 'post /v1/telephony/config/locations',
    action: 'location.update',
    before: () => database.query('UPDATE locations SET is_calling_enabled = false WHERE id = $1', [place.locationId]),
    body: () => ({ id: place.locationId }),
    details: () => ({ locationId: place.locationId, fields: ['isCallingEnabled'] }),
    lines: 0,
    again: 201,
  },
  {
    route: 'put /v1/telephony/config/locations/{locationId}',
    action: 'location.update',
    body: () => ({ routingPrefix: '77' }),
    details: () => ({ locationId: place.locationId, fields: ['routingPrefix'] }),
    lines: 0,
    again: 204,
  },
  {
    route: 'put /v1/telephony/pstn/locations/{locationId}/connection',
    action: 'location.update',
    body: () => ({ id: pstnConnectionId('NON_INTEGRATED_CCP') }),
    details: () => ({ locationId: place.locationId, fields: ['pstnConnection'] }),
    lines: 0,
    again: 204,
  },
  {
    route: `post ${INVENTORY}`,
    action: 'inventory.add',
    before: () => database.query(`UPDATE organizations SET may_add_numbers = 'any' WHERE id = $1`, [organization.id]),
    body: () => ({ phoneNumbers: [number.replace('+1', '+44')] }),
    details: inventoryDetails,
    lines: 0,
    again: 409,
  },
  {
    route: `put ${INVENTORY}`,
    action: 'inventory.state',
    body: () => ({ phoneNumbers: [number], action: 'DEACTIVATE' }),
    details: () => ({ ...inventoryDetails(), state: 'INACTIVE' }),
    lines: 0,
    again: 204,
  },
  {
    route: `delete ${INVENTORY}`,
    action: 'inventory.remove',
    body: () => ({ phoneNumbers: [number] }),
    details: inventoryDetails,
    lines: 0,
    again: 502,
  },
  {
    route: 'post /api/phone-numbers/next',
    action: 'number.next',
    body: () => ({ organizationId: organization.uuid, targetUserId: user, provider: 'twilio' }),
    details: () => ({ userId: user, provider: 'twilio', ...phoneNumberIds() }),
    again: 409,
  },
  {
    route: `post ${NUMBER}/transfer`,
    action: 'inventory.transfer',
    before: leaveToPartner,
    body: () => ({ organizationId: organization.uuid, release: true }),
    details: placed,
    other: () => partner.id,
    again: 200,
  },
  {
    route: `delete ${NUMBER}`,
    action: 'inventory.remove',
    details: placed,
    lines: 0,
    again: 404,
  },
];

/** The number is with somebody of the partner. */
async function leaveToPartner(): Promise<void> {
  await database.query('UPDATE phone_numbers SET organization_id = $2, location_id = NULL WHERE e164 = $1', [
    number,
    partner.id,
  ]);
  await rows.providerLine(partner, await rows.user(partner), { number });
}

/** As an administrator of the organization, with all that the route may ask for; on the workspaces face for a customer. */
function send(route: string, caller: TestOrganization, body?: object): Promise<Answer> {
  const [method, pattern] = route.split(' ') as [string, string];
  const ids: Record<string, string> = {
    organizationId: organization.objectId,
    targetUserId: user,
    provider: 'twilio',
    workspaceId: place.workspaceId,
    locationId: place.locationId,
    number: encodeURIComponent(number),
    personId: webexId('PEOPLE', uuidOfObjectId(person)),
  };
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => ids[name]!);
  const query = pattern.startsWith('/v1/') && caller !== organization ? `?orgId=${organization.uuid}` : '';
  const scopes = ['workspaces', 'telephony_config', 'people', 'locations', 'telephony_pstn']
    .flatMap((of) => [`${of}_read`, `${of}_write`])
    .map((scope) => `spark-admin:${scope}`);
  const roles = ['SUPERADMIN', 'full_admin'];
  return ask(`${server.url}${path}${query}`, {
    method: method.toUpperCase(),
    token: tokenFor({ roles, scopes, organization: caller.uuid, subject: 'ada' }),
    headers: {
      trackingid: `T-${route.length}`,
      traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
      ...(body && { 'content-type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  });
}

const changes = () =>
  database.query<Record<string, unknown>>('SELECT * FROM changes WHERE organization_id = $1 ORDER BY id', [
    organization.id,
  ]);

/** What the call left in `changes`. */
async function left({ route, before, body }: WriteRoute, caller: TestOrganization) {
  await before?.();
  const older = await changes();
  expect((await send(route, caller, body?.())).status).toBeLessThan(300);
  return (await changes()).slice(older.length);
}

const rowOf = ({ route, action, details }: WriteRoute, acting: TestOrganization, other: string | null) => ({
  id: expect.any(String),
  at: expect.any(Date),
  action,
  way: 'api',
  subject: 'ada',
  issuer: TEST_ISSUER,
  acting_organization_id: acting.id,
  organization_id: organization.id,
  other_organization_id: other,
  tracking_id: `T-${route.length}`,
  trace_id: TRACE,
  details: details(),
});

const named = WRITES.map((write): [string, WriteRoute] => [write.route, write]);
const ofWorkspaces = named.filter(([route]) => route.includes('/v1/'));

it('the table has every route of the documents that writes', () => {
  const documents = readdirSync('openapi').map(
    (file) => JSON.parse(readFileSync(`openapi/${file}`, 'utf8')) as { paths: Record<string, object> },
  );
  const routes = documents.flatMap(({ paths }) =>
    Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`)),
  );
  // What only checks a body changes nothing.
  const writes = routes.filter((route) => /^(post|put|patch|delete) (?!.*\/actions\/validate)/.test(route));
  expect(writes.sort()).toEqual(WRITES.map(({ route }) => route).sort());
});

describe.each(named)('%s', (_, write) => {
  const caller = () => (write.route.includes('/v1/') ? organization : root);

  it('has one row, with who did it, for whom and in which call; the same again has none', async () => {
    expect(await left(write, caller())).toEqual([rowOf(write, caller(), write.other?.() ?? null)]);
    const after = await changes();
    expect((await send(write.route, caller(), write.body?.())).status).toBe(write.again);
    if (!write.changesAgain) expect(await changes()).toEqual(after);
  });

  it('points to it from all that it opened or closed', async () => {
    const [change] = await left(write, caller());
    const pointing = await database.query(
      `SELECT id FROM number_assignments
        WHERE opened_by = $1 AND valid_from = $2 OR closed_by = $1 AND valid_to = $2`,
      [change!.id, change!.at],
    );
    expect(pointing).toHaveLength(write.lines ?? 1);
  });
});

it.each(ofWorkspaces)('%s of a partner names them as the other organization', async (_, write) => {
  expect(await left(write, partner)).toEqual([rowOf(write, partner, partner.id)]);
});

it('an acting organization that the record does not know is left open', async () => {
  const write = WRITES[0]!;
  await database.query(`UPDATE organizations SET uuid = gen_random_uuid() WHERE id = $1`, [root.id]);
  const [change] = await left(write, root);
  await database.query(`UPDATE organizations SET uuid = $2 WHERE id = $1`, [root.id, root.uuid]);
  expect(change).toMatchObject({ subject: 'ada', acting_organization_id: null });
});
