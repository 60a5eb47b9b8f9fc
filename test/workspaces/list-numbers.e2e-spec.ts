import { ask, said, type Answer, type Question } from '../ask.js';
import { webexId, type WebexIdType } from '../../src/ids/webex-id.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';

// GET /v1/workspaces/{workspaceId}/features/numbers: ids, headers and 404 (workspaces contract, 3.1, 3.4, 3.5).

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

const request = (path: string, question: Question = {}): Promise<Answer> => {
  const token = tokenFor({ roles: ['full_admin'], scopes: [SCOPE], organization: ORGANIZATION });
  return ask(`${server.url}${path}`, { token, ...question });
};
const numbersOf = (id: string, question?: Question) => request(`/v1/workspaces/${id}/features/numbers`, question);

describe('3.1: the id of the workspace', () => {
  const typed = (type: WebexIdType | 'PLACES', uuid: string, cluster = 'us') =>
    Buffer.from(`ciscospark://${cluster}/${type}/${uuid}`).toString('base64');

  it('is taken in every spelling, and given unpadded as PLACE', async () => {
    const { workspaceId } = await rows.place(organization);
    const spellings = [
      workspaceId,
      workspaceId.toUpperCase(),
      webexId('PLACE', workspaceId),
      typed('PLACE', workspaceId),
      encodeURIComponent(typed('PLACE', workspaceId)),
      typed('PLACES', workspaceId.toUpperCase()),
      typed('PLACE', workspaceId, 'urn:TEAM:us-east-1_int13'),
    ];
    for (const spelling of spellings) {
      const { status, body } = await numbersOf(spelling);
      expect([spelling, status]).toEqual([spelling, 200]);
      expect(body).toMatchObject({ workspace: { id: expect.stringMatching(/^\w+$/) } });
      expect((body as { workspace: unknown }).workspace).toEqual({ id: webexId('PLACE', workspaceId) });
    }
  });

  it.each(['x', 'abcdefghijkl', '5f7b1c2e8a1d4e0012c3b4a6', typed('LOCATION', ORGANIZATION), 'x'.repeat(200)])(
    '400: %s is none',
    async (id) => {
      expect(said(await numbersOf(id, { headers: { trackingid: 'SIMPLE_1' } }))).toEqual({
        status: 400,
        body: {
          message: 'Invalid workspaceId',
          errors: [{ description: 'Expected the id of a workspace', errorCode: 25008 }],
          trackingId: 'SIMPLE_1',
        },
      });
    },
  );
});

describe('3.4: what clients send', () => {
  it('is answered with a trailing slash, a JSON content type on a GET without body, and on HEAD', async () => {
    const { workspaceId } = await rows.place(organization);
    const path = `/v1/workspaces/${workspaceId}/features/numbers/`;
    const headers = { 'content-type': 'application/json;charset=utf-8' };
    expect((await request(path, { headers })).status).toBe(200);
    expect(await request(path, { headers, method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  it('echoes the tracking id in the header, or makes one', async () => {
    const { workspaceId } = await rows.place(organization);
    const tracked = await numbersOf(workspaceId, { headers: { trackingid: 'SIMPLE_0f4b8d52' } });
    expect(tracked.headers.trackingid).toBe('SIMPLE_0f4b8d52');
    expect((await numbersOf(workspaceId)).headers.trackingid).toMatch(/^ROUTER_[0-9a-f-]{36}$/);
  });
});

describe('3.5: 404', () => {
  const notFound = (message: string, error: object) => ({
    status: 404,
    body: { message, errors: [error], trackingId: 't' },
  });
  const asked = async (id: string) => said(await numbersOf(id, { headers: { trackingid: 't' } }));
  const unknown = notFound('Workspace not found', { description: 'No workspace exists with the provided id' });

  it('an unknown workspace, and a removed one', async () => {
    const { workspaceId } = await rows.place(organization, { removed_at: new Date() });
    expect(await asked('3f2b6a50-5a3c-4d61-9a3e-6c1d2b3a4f50')).toEqual(unknown);
    expect(await asked(workspaceId)).toEqual(unknown);
  });

  it('4008: a workspace of another calling type', async () => {
    const { workspaceId } = await rows.place(organization, { calling_type: 'hybridCalling' });
    const description = 'Its calling type is not webexCalling, so it has no numbers here';
    const error = { description, errorCode: 4008 };
    expect(await asked(workspaceId)).toEqual(notFound('The workspace has no calling', error));
  });
});
