import { ask, said, type Answer } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { webexId } from '../../src/ids/webex-id.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';

// GET /v1/workspaces/{workspaceId}/features/numbers: what it lists (workspaces contract, 1.1).

const SCOPE = 'spark-admin:workspaces_read';
const ORGANIZATION = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let organization: TestOrganization;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  organization = await rows.organization({ uuid: ORGANIZATION, name: 'Atlas_Test_CALL-1237' });
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const numbersOf = (id: string, organizationId = ORGANIZATION): Promise<Answer> => {
  const token = tokenFor({ roles: ['full_admin'], scopes: [SCOPE], organization: organizationId });
  return ask(`${server.url}/v1/workspaces/${id}/features/numbers`, { token });
};

describe('1.1: the answer', () => {
  it('is the published example, but for the ESN that does not add up there', async () => {
    const locationId = await rows.location(organization, {
      id: 'a8289722-1b80-41b7-9678-0e77ae8c1098',
      routing_prefix: '1234',
    });
    const workspace = { id: '842938d5-9273-4bc6-aa3a-056772db3165', distinctive_ring_enabled: true };
    const workspaceId = await rows.workspace(organization, locationId, workspace);
    const lines = [
      { number: '+12055550002', extension: '122', line: 'alternate', held_since: new Date('2025-01-01') },
      { number: '+12055550001', extension: '12211', line: 'primary' },
    ];
    for (const line of lines) await rows.callingLine(organization, { workspaceId, locationId }, line);
    const id = 'Y2lzY29zcGFyazovL3VzL1BMQUNFLzg0MjkzOGQ1LTkyNzMtNGJjNi1hYTNhLTA1Njc3MmRiMzE2NQ';
    const { status, headers, body } = await numbersOf(id);
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body).toEqual({
      distinctiveRingEnabled: true,
      phoneNumbers: [
        { external: '+12055550001', extension: '12211', routingPrefix: '1234', esn: '123412211', primary: true },
        { external: '+12055550002', extension: '122', routingPrefix: '1234', esn: '1234122', primary: false },
      ],
      workspace: { id },
      location: {
        name: 'MainOffice',
        id: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
      },
      organization: {
        id: 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9hNDVkNmNkYS1hZTVhLTQwYzMtYTdhZC01NjUwZmRkZGQ1M2M',
        name: 'Atlas_Test_CALL-1237',
      },
    });
    expect(schemaFaults('workspaces', 'WorkspaceNumbers', body)).toEqual([]);
  });

  it('says null for what a line has not, and never leaves it out', async () => {
    const lines = [
      { number: undefined, extension: '0071', line: 'primary' },
      { number: '+12055550010', line: 'alternate' },
    ];
    const { workspaceId } = await rows.place(organization, { prefix: '08' }, lines);
    const { body } = await numbersOf(workspaceId);
    expect(body).toMatchObject({ distinctiveRingEnabled: false });
    expect((body as { phoneNumbers: unknown }).phoneNumbers).toEqual([
      { external: null, extension: '0071', routingPrefix: '08', esn: '080071', primary: true },
      { external: '+12055550010', extension: null, routingPrefix: '08', esn: null, primary: false },
    ]);
    expect(schemaFaults('workspaces', 'WorkspaceNumbers', body)).toEqual([]);
  });

  it('takes the extension as the ESN where the location has no prefix', async () => {
    const { workspaceId } = await rows.place(organization, {}, [{ number: undefined, extension: '122' }]);
    expect((await numbersOf(workspaceId)).body).toMatchObject({
      phoneNumbers: [{ external: null, extension: '122', routingPrefix: null, esn: '122', primary: true }],
    });
  });

  it('lists the primary first, then by the time of holding and the place in the list, and no closed line', async () => {
    const since = (n: number) => ({ line: 'alternate', held_since: new Date(Date.UTC(2026, 0, n)) });
    const { workspaceId, locationId } = await rows.place(organization, {}, [
      { ...since(3), number: '+12055550024' },
      { ...since(2), number: '+12055550023', list_position: 2 },
      { ...since(2), number: '+12055550022', list_position: 1 },
      { number: '+12055550021', line: 'primary', held_since: new Date(Date.UTC(2026, 0, 9)) },
    ]);
    const closed = { ...since(1), number: '+12055550029' };
    await rows.close(await rows.callingLine(organization, { workspaceId, locationId }, closed), organization);
    const { body } = await numbersOf(workspaceId);
    expect((body as { phoneNumbers: { external: string }[] }).phoneNumbers.map(({ external }) => external)).toEqual(
      [1, 2, 3, 4].map((n) => `+1205555002${n}`),
    );
  });

  it('has an empty list for a workspace without numbers, and no name where none is known', async () => {
    const nameless = await rows.organization({ name: null });
    const locationId = await rows.location(nameless, { name: null });
    const workspaceId = await rows.workspace(nameless, locationId, { name: null });
    expect(said(await numbersOf(workspaceId, nameless.uuid))).toEqual({
      status: 200,
      body: {
        distinctiveRingEnabled: false,
        phoneNumbers: [],
        workspace: { id: webexId('PLACE', workspaceId) },
        location: { id: webexId('LOCATION', locationId) },
        organization: { id: webexId('ORGANIZATION', nameless.uuid) },
      },
    });
  });
});
