import { randomUUID } from 'node:crypto';
import { uuidOfObjectId } from '../../src/ids/derived-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { ask, said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type Place, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor, type TokenOptions } from '../tokens.js';

// GET /v1/workspaces/{workspaceId}/features/numbers: who may see which workspace (workspaces contract, 3.2; the frame).

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let customer: TestOrganization;
let partner: TestOrganization;
let place: Place;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  server = await startServer({ database });
});
beforeEach(async () => {
  customer = await rows.organization();
  partner = await rows.organization();
  place = await rows.place(customer, {}, [{}]);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

type Who = TokenOptions & { of: TestOrganization };

async function see(workspaceId: string, { of, ...token }: Who, query = ''): Promise<Answer> {
  const scopes = ['spark-admin:workspaces_read'];
  const signed = tokenFor({ roles: ['full_admin'], scopes, organization: of.uuid, ...token });
  const url = `${server.url}/v1/workspaces/${workspaceId}/features/numbers${query}`;
  return ask(url, { token: signed, headers: { trackingid: 'T' } });
}
const orgId = (id: string): string => `?orgId=${encodeURIComponent(id)}`;
const refused = (status: number, message: string, description: string, errorCode?: number) => ({
  status,
  body: { message, errors: [{ description, ...(errorCode && { errorCode }) }], trackingId: 'T' },
});
const UNKNOWN = refused(404, 'Workspace not found', 'No workspace exists with the provided id');
const NOT_REACHABLE = refused(
  403,
  'Organization not reachable',
  'The organization is not yours and has not granted you access',
);

describe('orgId', () => {
  it('may name the own organization in any spelling, and under either name', async () => {
    const spellings = [
      customer.uuid,
      customer.uuid.toUpperCase(),
      webexId('ORGANIZATION', customer.uuid),
      `${webexId('ORGANIZATION', customer.uuid)}==`,
      customer.objectId,
      customer.objectId.toUpperCase(),
    ];
    const tokens = [customer.uuid, customer.objectId, webexId('ORGANIZATION', customer.uuid)];
    for (const organization of tokens) {
      for (const spelling of spellings) {
        const answers = await Promise.all([
          see(place.workspaceId, { of: customer, organization }, orgId(spelling)),
          see(place.workspaceId, { of: customer, organization }, `?org_id=${encodeURIComponent(spelling)}`),
        ]);
        expect([organization, spelling, ...answers.map(({ status }) => status)]).toEqual([
          organization,
          spelling,
          200,
          200,
        ]);
      }
    }
  });

  it('may name the own organization where the record does not know it: 404, not 403', async () => {
    const uuid = randomUUID();
    const objectId = '0123456789abcdef01234567';
    const unknown = [
      [uuid, ''],
      [uuid, orgId(webexId('ORGANIZATION', uuid))],
      [objectId, orgId(uuidOfObjectId(objectId))],
      [uuidOfObjectId(objectId), orgId(objectId)],
    ] as const;
    for (const [organization, query] of unknown) {
      expect(said(await see(place.workspaceId, { of: partner, organization }, query))).toEqual(UNKNOWN);
    }
  });

  it('403: says the same of a foreign organization and of one that does not exist', async () => {
    const [foreign, unknown] = await Promise.all([
      see(place.workspaceId, { of: partner }, orgId(customer.uuid)),
      see(place.workspaceId, { of: partner }, orgId(randomUUID())),
    ]);
    expect(said(foreign!)).toEqual(NOT_REACHABLE);
    expect([unknown!.text, withoutDate(unknown!)]).toEqual([foreign!.text, withoutDate(foreign!)]);
  });

  it.each([
    ['an empty value', '?orgId=', 'Expected the id of an organization'],
    ['no id', '?orgId=x', 'Expected the id of an organization'],
    ['the id of something else', `?orgId=${webexId('PLACE', randomUUID())}`, 'Expected the id of an organization'],
    ['two names that differ', `?orgId=${randomUUID()}&org_id=${randomUUID()}`, 'Expected the same value as in org_id'],
    ['brackets', `?orgId[]=${randomUUID()}`, 'Expected one value'],
    ['a repeated name', `?orgId=${randomUUID()}&orgId=${randomUUID()}`, 'Expected one value'],
  ])('400: %s', async (_, query, description) => {
    const expected = refused(400, 'Invalid orgId', description, 25008);
    expect(said(await see(place.workspaceId, { of: customer }, query))).toEqual(expected);
  });

  it('is ignored under any other name', async () => {
    const query = `?organizationId=${partner.uuid}&orgid=${partner.uuid}&max=x`;
    expect((await see(place.workspaceId, { of: customer }, query)).status).toBe(200);
  });
});

const withoutDate = ({ headers: { date: _, ...others } }: Answer) => others;

describe('404: a workspace of another organization', () => {
  it('is byte for byte like one that does not exist', async () => {
    const [foreign, unknown] = await Promise.all([
      see(place.workspaceId, { of: partner }),
      see(randomUUID(), { of: partner }),
    ]);
    expect(said(foreign!)).toEqual(UNKNOWN);
    expect([unknown!.text, withoutDate(unknown!)]).toEqual([foreign!.text, withoutDate(foreign!)]);
  });
});

describe('a partner', () => {
  const seenBy = (who: Who) => see(place.workspaceId, who, orgId(customer.uuid));

  it.each(['read', 'full'])('with %s access sees the customer, and answers in his name', async (access) => {
    await rows.partnership(customer, partner, { access });
    for (const role of ['full_admin', 'readonly_admin']) {
      const { status, body } = await seenBy({ of: partner, roles: [role] });
      expect([role, status]).toEqual([role, 200]);
      expect(body).toMatchObject({ organization: { id: webexId('ORGANIZATION', customer.uuid) } });
    }
  });

  it('must name the customer: without orgId the own organization is meant', async () => {
    await rows.partnership(customer, partner);
    expect(said(await see(place.workspaceId, { of: partner }))).toEqual(UNKNOWN);
  });

  it('404: of the customer he sees what is there, and nothing else', async () => {
    await rows.partnership(customer, partner);
    const own = await rows.place(partner);
    expect(said(await see(own.workspaceId, { of: partner }, orgId(customer.uuid)))).toEqual(UNKNOWN);
  });

  it('403: not when the partnership is revoked or has expired, nor the other way round', async () => {
    const past = new Date(Date.now() - 1000);
    await rows.partnership(customer, partner, { revoked_at: past });
    expect(said(await seenBy({ of: partner }))).toEqual(NOT_REACHABLE);
    await rows.partnership(customer, partner, { expires_at: past });
    expect(said(await seenBy({ of: partner }))).toEqual(NOT_REACHABLE);
    const own = await rows.place(partner);
    expect(said(await see(own.workspaceId, { of: customer }, orgId(partner.uuid)))).toEqual(NOT_REACHABLE);
  });

  it('sees the customer until the partnership expires, and from the next request on no more once it is revoked', async () => {
    const id = await rows.partnership(customer, partner, { expires_at: new Date(Date.now() + 60_000) });
    expect((await seenBy({ of: partner })).status).toBe(200);
    const change = await rows.change(customer.id);
    await database.query('UPDATE partnerships SET revoked_at = now(), revoked_by = $2 WHERE id = $1', [id, change]);
    expect(said(await seenBy({ of: partner }))).toEqual(NOT_REACHABLE);
  });

  it('403: not the customer of a customer', async () => {
    const between = await rows.organization();
    await rows.partnership(between, partner);
    await rows.partnership(customer, between);
    expect(said(await seenBy({ of: partner }))).toEqual(NOT_REACHABLE);
    expect((await seenBy({ of: between })).status).toBe(200);
  });

  it('403: not as a location administrator, whatever locations his token names', async () => {
    await rows.partnership(customer, partner);
    const who = { of: partner, roles: ['location_admin'], locations: [place.locationId] };
    expect(said(await seenBy(who))).toEqual(NOT_REACHABLE);
    expect((await seenBy({ ...who, roles: ['location_admin', 'readonly_admin'] })).status).toBe(200);
  });
});

describe('a location administrator', () => {
  const seen = (locations: string[] | undefined) =>
    see(place.workspaceId, { of: customer, roles: ['location_admin'], locations });

  it('sees the workspaces of his locations, named in any spelling', async () => {
    const other = await rows.location(customer);
    for (const spelling of [place.locationId, webexId('LOCATION', place.locationId)]) {
      expect((await seen([other, spelling])).status).toBe(200);
    }
  });

  it('404: sees no other, and none at all where his token names no location', async () => {
    const other = await rows.location(customer);
    for (const locations of [[other], [randomUUID()], [], undefined]) {
      expect(said(await seen(locations))).toEqual(UNKNOWN);
    }
  });

  it('404, not 4008: is not told of what kind a workspace beyond his reach is', async () => {
    place = await rows.place(customer, { calling_type: 'hybridCalling' });
    expect(said(await seen([await rows.location(customer)]))).toEqual(UNKNOWN);
  });

  it('404: a location of his token in another organization gives him nothing there', async () => {
    const who = { of: partner, roles: ['location_admin'], locations: [place.locationId] };
    expect(said(await see(place.workspaceId, who))).toEqual(UNKNOWN);
  });
});
