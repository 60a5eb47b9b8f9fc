import { randomUUID } from 'node:crypto';
import { objectIdOfUuid, uuidOfObjectId } from '../../src/ids/derived-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { said } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type Place, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { everyByte, NOT_REACHABLE, orgId, refused, seeNumbers, UNKNOWN, type Who } from './seen-numbers.js';

// The query parameter orgId of GET …/features/numbers (workspaces contract, 3.2; the frame).
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
      [uuid, orgId(objectIdOfUuid(uuid))],
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
    expect(said(foreign)).toEqual(NOT_REACHABLE);
    expect(everyByte(unknown)).toEqual(everyByte(foreign));
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
