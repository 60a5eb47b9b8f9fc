import { ask, said, type Answer, type Question } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { expiredToken, tamperedToken, TOKEN_ENVIRONMENT, tokenFor, type TokenOptions } from '../tokens.js';

// Names, ids and rows are those of the organizations contract, section 7.
const ORG_A = '5f7b1c2e8a1d4e0012c3b400';
const ORG_B = '5f7b1c2e8a1d4e0012c3b401';
const SAM = '5f7b1c2e8a1d4e0012c3b4a6';
const P = `/api/organizations/${ORG_A}/phone-numbers`;
const SAMS_LINE = {
  userId: SAM,
  userName: 'Sam Patel',
  userEmail: 'sam.patel@acme.example',
  provider: 'twilio',
  phoneNumber: '+12362320246',
  isDefault: true,
  isInboundEnabled: true,
};
const UNAUTHENTICATED = { error: 'Invalid or expired token' };
const FORBIDDEN = { error: 'Forbidden', details: 'SUPERADMIN role required' };
const INVALID_ID = { error: 'Invalid organizationId', details: 'Expected 24 hexadecimal digits or a UUID' };

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let orgA: TestOrganization;
let orgB: TestOrganization;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  orgA = await rows.organization({ object_id: ORG_A, name: 'Acme' });
  orgB = await rows.organization({ object_id: ORG_B, name: 'Root' });
  const sam = await rows.user(orgA, { object_id: SAM });
  await rows.user(orgA, { object_id: '5f7b1c2e8a1d4e0012c3b4a8', full_name: 'Lee' });
  await rows.user(orgB, { object_id: '5f7b1c2e8a1d4e0012c3b4a9', full_name: 'Bo' });
  await rows.providerLine(orgA, sam, { number: '+12362320246' });
  server = await startServer({ database, env: { ...TOKEN_ENVIRONMENT, AUTH_SUPERADMIN_ORGANIZATIONS: ORG_B } });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const ROOT: TokenOptions = { roles: ['SUPERADMIN'], organization: ORG_B, subject: 'root' };
const get = (path: string, question: Question = { token: tokenFor(ROOT) }): Promise<Answer> =>
  ask(`${server.url}${path}`, question);
const listOf = (id: string): Promise<Answer> => get(`/api/organizations/${id}/phone-numbers`);
const as = (role: string): Question => ({ token: tokenFor({ roles: [role], organization: ORG_A }) });

describe('200', () => {
  it('T1: lists the line of Sam, and leaves the label out', async () => {
    const { status, headers, body, text } = await get(P);
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body).toEqual({ assignments: [SAMS_LINE] });
    expect(text).not.toContain('label');
  });

  it('T2: an organization whose users hold nothing has an empty list', async () => {
    expect(said(await listOf(ORG_B))).toEqual({ status: 200, body: { assignments: [] } });
  });

  it('T36: what is listed fits the document', async () => {
    const answers = await Promise.all([ORG_A, ORG_B].map(listOf));
    const faults = answers.map(({ body }) => schemaFaults('organizations', 'OrgPhoneNumberAssignmentsResponse', body));
    expect(faults).toEqual([[], []]);
  });

  it.each([
    ['T38: upper case', ORG_A.toUpperCase()],
    ['a UUID', () => orgA.uuid],
    ['a UUID in upper case', () => orgA.uuid.toUpperCase()],
    ['base64', () => Buffer.from(`ciscospark://us/ORGANIZATION/${orgA.uuid}`).toString('base64').replace(/=+$/, '')],
  ])('takes the id as %s, and gives ids in lower case', async (_, id) => {
    const { status, body } = await listOf(typeof id === 'string' ? id : id());
    expect([status, body]).toEqual([200, { assignments: [SAMS_LINE] }]);
  });

  it('takes a trailing slash, and HEAD', async () => {
    expect((await get(`${P}/`)).body).toEqual({ assignments: [SAMS_LINE] });
    const { status, text } = await get(P, { method: 'HEAD', token: tokenFor(ROOT) });
    expect([status, text]).toEqual([200, '']);
  });
});

describe('400, 401, 403, 404, 500', () => {
  it.each(['not-an-id', 'abcdefghijkl', ORG_A.slice(1), `${ORG_A}0`, 'x'.repeat(200)])(
    'T4: %s is no id',
    async (id) => {
      expect(said(await listOf(id))).toEqual({ status: 400, body: INVALID_ID });
    },
  );

  it.each([
    ['no header', () => ({})],
    ['Basic', () => ({ headers: { authorization: 'Basic x' } })],
    ['a tampered token', () => ({ token: tamperedToken(ROOT) })],
    ['an expired token', () => ({ token: expiredToken(ROOT) })],
  ])('T5: refuses %s', async (_, question) => {
    const { status, headers, body } = await get(P, question());
    expect([status, body]).toEqual([401, UNAUTHENTICATED]);
    expect(headers['www-authenticate']).toMatch(/^Bearer realm="linebook"/);
  });

  it.each(['ADMIN', 'SALES_REP', 'DEPARTMENT_HEAD', 'full_admin', 'superadmin'])('T6: refuses a %s', async (role) => {
    expect(said(await get(P, as(role)))).toEqual({ status: 403, body: FORBIDDEN });
  });

  it('refuses a SUPERADMIN of an organization that may not have any', async () => {
    expect(said(await get(P, as('SUPERADMIN')))).toEqual({ status: 403, body: FORBIDDEN });
  });

  it('T7: looks at the role before the id', async () => {
    const answer = await get('/api/organizations/not-an-id/phone-numbers', as('ADMIN'));
    expect(said(answer)).toEqual({ status: 403, body: FORBIDDEN });
  });

  it('T3: knows when there is no such organization', async () => {
    const body = { error: 'Organization not found', details: 'No organization exists with the provided id' };
    for (const id of ['ffffffffffffffffffffffff', '0f0e6b0c-9d1e-4c43-8e1c-0f6f0a1b2c3d']) {
      expect(said(await listOf(id))).toEqual({ status: 404, body });
    }
  });

  it('T32: says nothing of what failed inside, and logs it under the tracking id', async () => {
    await database.query('REVOKE SELECT ON users FROM linebook_app');
    const question = { token: tokenFor(ROOT), headers: { trackingid: 'T32' } };
    const { status, body } = await get(P, question);
    await database.query('GRANT SELECT ON users TO linebook_app');
    expect([status, body]).toEqual([500, { error: 'Failed to list organization phone numbers' }]);
    const log = await server.logged('"code":"42501"');
    const lines = log.split('\n').filter((line) => line.includes('"trackingId":"T32"'));
    expect(lines.some((line) => /"level":"error".*"code":"42501"/.test(line))).toBe(true);
    expect(lines.join()).not.toMatch(/permission denied|SELECT|\+1236/);
    expect((await get(P)).status).toBe(200);
  });
});

describe('the log', () => {
  it('has one line for an access to another organization, and none for one to their own', async () => {
    const own = [ORG_B, orgB.uuid];
    for (const organization of own) {
      for (const id of [ORG_A, ...own]) {
        const token = tokenFor({ ...ROOT, organization });
        await get(`/api/organizations/${id}/phone-numbers`, { token, headers: { trackingid: `log-${id}` } });
      }
    }
    await get(P, { token: tokenFor(ROOT), headers: { trackingid: 'last-line' } });
    const lines = (await server.logged('last-line')).split('\n');
    const crossings = lines.filter((line) => line.includes('another organization') && line.includes('"log-'));
    const line = { trackingId: `log-${ORG_A}`, subject: 'root', organizationId: orgA.id };
    expect(crossings.map((text) => JSON.parse(text))).toEqual(own.map(() => expect.objectContaining(line)));
    expect(crossings.join()).not.toMatch(/Acme|Sam|\+1/);
  });
});
