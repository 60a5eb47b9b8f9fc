import { ask } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';

// What GET …/phone-numbers lists, and in which order (organizations contract, section 5). Each test has its own organization.

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let organization: TestOrganization;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  server = await startServer({ database });
});
beforeEach(async () => {
  organization = await rows.organization();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

type Entry = Record<string, unknown>;

async function listed(): Promise<Entry[]> {
  const url = `${server.url}/api/organizations/${organization.objectId}/phone-numbers`;
  const { status, body } = await ask(url, { token: tokenFor({ roles: ['SUPERADMIN'] }) });
  expect(status).toBe(200);
  expect(schemaFaults('organizations', 'OrgPhoneNumberAssignmentsResponse', body)).toEqual([]);
  return (body as { assignments: Entry[] }).assignments;
}

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const column = async (name: string): Promise<unknown[]> => (await listed()).map((entry) => entry[name]);

describe('an entry', () => {
  it('has a label only where one is set, and says when a number is for outbound caller id only', async () => {
    const user = await rows.user(organization, { object_id: '0123456789abcdef01234567' });
    const line = { number: '+14165550102', is_default: false, receives_calls: false, label: 'Leasing team line' };
    await rows.providerLine(organization, user, { provider: 'sinch', ...line });
    expect(await listed()).toEqual([
      {
        userId: '0123456789abcdef01234567',
        userName: 'Sam Patel',
        userEmail: 'sam.patel@acme.example',
        provider: 'sinch',
        phoneNumber: '+14165550102',
        isDefault: false,
        isInboundEnabled: false,
        label: 'Leasing team line',
      },
    ]);
  });

  it('T37: leaves a name or e-mail out that is unknown', async () => {
    const user = await rows.user(organization, { object_id: '1123456789abcdef01234567', full_name: null, email: null });
    await rows.providerLine(organization, user, { number: '+14165550103' });
    expect(await listed()).toEqual([
      {
        userId: '1123456789abcdef01234567',
        provider: 'twilio',
        phoneNumber: '+14165550103',
        isDefault: true,
        isInboundEnabled: true,
      },
    ]);
  });

  it('stands for each holder of a number, beside the one that receives its calls', async () => {
    for (const receives of [true, false]) {
      const user = await rows.user(organization);
      await rows.providerLine(organization, user, { number: '+14165550104', receives_calls: receives });
    }
    expect((await column('isInboundEnabled')).sort()).toEqual([false, true]);
  });
});

describe('the order', () => {
  it('is by user, then by the time of holding, then by the place in the list as imported', async () => {
    const ids = ['b', 'a'].map((letter) => letter.repeat(24));
    for (const object_id of ids) {
      const user = await rows.user(organization, { object_id });
      const line = { is_default: false };
      await rows.providerLine(organization, user, { ...line, label: '3', held_since: day(2), list_position: 1 });
      await rows.providerLine(organization, user, { ...line, label: '2', held_since: day(2), list_position: 0 });
      await rows.providerLine(organization, user, { ...line, label: '1', held_since: day(1), list_position: 7 });
      await rows.providerLine(organization, user, { ...line, label: '4', held_since: day(2), list_position: 1 });
    }
    expect(await column('userId')).toEqual([...Array(4).fill(ids[1]), ...Array(4).fill(ids[0])]);
    expect(await column('label')).toEqual(['1', '2', '3', '4', '1', '2', '3', '4']);
  });
});

describe('what is not listed', () => {
  it('a line that is closed', async () => {
    const user = await rows.user(organization);
    const line = await rows.providerLine(organization, user, { label: 'closed', held_since: day(1) });
    await rows.providerLine(organization, user, { provider: 'sinch', label: 'open' });
    await rows.close(line, organization);
    expect(await column('label')).toEqual(['open']);
  });

  it('a user who is removed, and one without numbers', async () => {
    const removed = await rows.user(organization);
    await rows.providerLine(organization, removed);
    await database.query('UPDATE users SET removed_at = now() WHERE id = $1', [removed]);
    await rows.user(organization);
    expect(await listed()).toEqual([]);
  });

  it('the line of a workspace, and a calling line of a user', async () => {
    const locationId = await rows.location(organization);
    const workspaceId = await rows.workspace(organization, locationId);
    await rows.callingLine(organization, { workspaceId, locationId });
    await rows.personLine(organization, await rows.user(organization), locationId);
    expect(await listed()).toEqual([]);
  });

  it('anything of another organization', async () => {
    const other = await rows.organization();
    await rows.providerLine(other, await rows.user(other), { label: 'theirs' });
    await rows.providerLine(organization, await rows.user(organization), { label: 'ours' });
    expect(await column('label')).toEqual(['ours']);
  });
});
