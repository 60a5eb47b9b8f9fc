import { randomUUID } from 'node:crypto';
import { webexId } from '../../src/ids/webex-id.js';
import { said } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type Place, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { everyByte, NOT_REACHABLE, orgId, seeNumbers, UNKNOWN, type Who } from './seen-numbers.js';

// GET …/features/numbers: who may see which workspace (workspaces contract, 3.2; the frame).
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

const see = (workspaceId: string, who: Who, query?: string) => seeNumbers(server.url, workspaceId, who, query);

describe('404: a workspace of another organization', () => {
  it('is byte for byte like one that does not exist', async () => {
    const [foreign, unknown] = await Promise.all([
      see(place.workspaceId, { of: partner }),
      see(randomUUID(), { of: partner }),
    ]);
    expect(said(foreign)).toEqual(UNKNOWN);
    expect(everyByte(unknown)).toEqual(everyByte(foreign));
  });
});

describe('a partner', () => {
  const seenBy = (who: Who) => see(place.workspaceId, who, orgId(customer.uuid));

  it.each(['read', 'full'])('with %s access sees the customer, and answers in their name', async (access) => {
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

  it('404: of the customer they see what is there, and nothing else', async () => {
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

  it('403: not as a location administrator, whatever locations their token names', async () => {
    await rows.partnership(customer, partner);
    const who = { of: partner, roles: ['location_admin'], locations: [place.locationId] };
    expect(said(await seenBy(who))).toEqual(NOT_REACHABLE);
    expect((await seenBy({ ...who, roles: ['location_admin', 'readonly_admin'] })).status).toBe(200);
  });
});

describe('a location administrator', () => {
  const seen = (locations: string[] | undefined) =>
    see(place.workspaceId, { of: customer, roles: ['location_admin'], locations });

  it('sees the workspaces of their locations, named in any spelling', async () => {
    const other = await rows.location(customer);
    for (const spelling of [place.locationId, webexId('LOCATION', place.locationId)]) {
      expect((await seen([other, spelling])).status).toBe(200);
    }
  });

  it('404: sees no other, and none at all where their token names no location', async () => {
    const other = await rows.location(customer);
    for (const locations of [[other], [randomUUID()], [], undefined]) {
      expect(said(await seen(locations))).toEqual(UNKNOWN);
    }
  });

  it('404, not 4008: is not told of what kind a workspace beyond their reach is', async () => {
    place = await rows.place(customer, { calling_type: 'hybridCalling' });
    expect(said(await seen([await rows.location(customer)]))).toEqual(UNKNOWN);
  });

  it('404: a location of their token in another organization gives them nothing there', async () => {
    const who = { of: partner, roles: ['location_admin'], locations: [place.locationId] };
    expect(said(await see(place.workspaceId, who))).toEqual(UNKNOWN);
  });
});
