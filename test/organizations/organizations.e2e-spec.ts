import { setTimeout as sleep } from 'node:timers/promises';
import { webexId } from '../../src/ids/webex-id.js';
import { ask, said, type Answer } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, tokenFor, type TokenOptions } from '../tokens.js';

// The organizations of the record and the users of one, for SUPERADMIN (organizations contract, section 6).

const ACME = '5f7b1c2e8a1d4e0012c3b400';
const NAMELESS = '5f7b1c2e8a1d4e0012c3b401';
const ROOT: TokenOptions = { roles: ['SUPERADMIN'], subject: 'root' };

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let acme: TestOrganization;
let nameless: TestOrganization;
let root: TestOrganization;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  root = await rows.organization({ uuid: TEST_ORGANIZATION, object_id: 'ffffffffffffffffffffffff', name: 'Root' });
  acme = await rows.organization({ object_id: ACME, may_add_numbers: 'own_countries', number_rest_days: 30 });
  nameless = await rows.organization({ object_id: NAMELESS, name: null });
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const get = (path: string, who: TokenOptions = ROOT): Promise<Answer> =>
  ask(`${server.url}/api/${path}`, { token: tokenFor(who) });
const DEFAULTS = { mayAddNumbers: 'none', numberRestDays: 0 };
const acmeBody = () => ({
  _id: ACME,
  uuid: acme.uuid,
  name: 'Acme',
  mayAddNumbers: 'own_countries',
  numberRestDays: 30,
});
const all = () => [
  acmeBody(),
  { _id: NAMELESS, uuid: nameless.uuid, ...DEFAULTS },
  { _id: root.objectId, uuid: TEST_ORGANIZATION, name: 'Root', ...DEFAULTS },
];
const invalid = (name: string, expected: string) => ({
  status: 400,
  body: { error: `Invalid ${name}`, details: `Expected ${expected}` },
});
const FORBIDDEN = { status: 403, body: { error: 'Forbidden', details: 'SUPERADMIN role required' } };
const NOT_FOUND = {
  status: 404,
  body: { error: 'Organization not found', details: 'No organization exists with the provided id' },
};

/** The organizations that the log names for a call. */
async function crossings({ headers }: Answer): Promise<string[]> {
  const ofCall = `"trackingId":"${headers.trackingid}"`;
  const lines = (): string[] =>
    server
      .log()
      .split('\n')
      .filter((line) => line.includes(ofCall));
  while (!lines().some((line) => line.includes('"msg":"request"'))) await sleep(5);
  const crossed = lines().filter((line) => line.includes('in another organization'));
  return crossed.map((line) => (JSON.parse(line) as { organizationId: string }).organizationId);
}

describe('GET /api/organizations', () => {
  it('lists all by id, with both ids and the settings', async () => {
    const answer = await get('organizations');
    expect(said(answer)).toEqual({ status: 200, body: all() });
    expect(answer.headers.link).toBeUndefined();
    for (const one of answer.body as object[]) expect(schemaFaults('organizations', 'Organization', one)).toEqual([]);
  });

  it('in pages has each once, and the last page no link', async () => {
    const found: unknown[] = [];
    let [next, pages]: [string | undefined, number] = ['organizations?max=2', 0];
    for (; next !== undefined && pages < 5; pages++) {
      const { body, headers }: Answer = await get(next);
      found.push(...(body as unknown[]));
      const link = /^<(\S+)>; rel="next"$/.exec(headers.link ?? '')?.[1];
      if (link) expect(link).toMatch(`${server.url}/api/organizations?max=2&start=`);
      next = link && link.slice(`${server.url}/api/`.length);
    }
    expect([found, pages]).toEqual([all(), 2]);
  });

  it.each([
    ['max=0', invalid('max', 'one whole number from 1')],
    ['start=x', invalid('start', 'the start of a link to the next page')],
    ['start=', invalid('start', 'the start of a link to the next page')],
  ])('%s: 400', async (query, refused) => {
    expect(said(await get(`organizations?${query}`))).toEqual(refused);
  });
});

describe('GET /api/organizations/{organizationId}', () => {
  it('shows it by an id in any spelling, and names it in the log', async () => {
    for (const id of [ACME.toUpperCase(), acme.uuid, webexId('ORGANIZATION', acme.uuid)]) {
      const answer = await get(`organizations/${id}`);
      expect(said(answer)).toEqual({ status: 200, body: acmeBody() });
      expect(await crossings(answer)).toEqual([acme.id]);
    }
    expect(await crossings(await get(`organizations/${root.objectId}`))).toEqual([]);
  });
});

describe('GET /api/org-snapshots/orgs/{organizationId}/users', () => {
  const users = (id: string): string => `org-snapshots/orgs/${id}/users`;

  it('lists those who can get a number, by id, without those who have been removed; names it in the log', async () => {
    const [sam, lee, gone] = ['5f7b1c2e8a1d4e0012c3b4a6', '5f7b1c2e8a1d4e0012c3b4a8', '5f7b1c2e8a1d4e0012c3b4a7'];
    await rows.user(acme, { object_id: lee, full_name: null, email: null });
    await rows.user(acme, { object_id: sam });
    await rows.user(acme, { object_id: gone, removed_at: new Date() });
    await rows.user(root, { full_name: 'Bo' });
    const answer = await get(users(acme.uuid));
    const body = { users: [{ _id: sam, fullName: 'Sam Patel', email: 'sam.patel@acme.example' }, { _id: lee }] };
    expect(said(answer)).toEqual({ status: 200, body });
    expect(schemaFaults('organizations', 'OrgSnapshotUsersResponse', body)).toEqual([]);
    expect(await crossings(answer)).toEqual([acme.id]);
    expect(said(await get(users(nameless.objectId)))).toEqual({ status: 200, body: { users: [] } });
  });

  it.each([1000, 1001, 3000])('of an organization of %i has everybody once', async (count) => {
    const many = await rows.organization();
    await database.query(
      `INSERT INTO users (organization_id, id, uuid, object_id)
       SELECT $1::uuid, gen_random_uuid(), gen_random_uuid(), left(md5($1::uuid::text || n), 24) FROM generate_series(1, $2::int) n`,
      [many.id, count],
    );
    const { body, headers } = await get(users(many.objectId));
    const ids = (body as { users: { _id: string }[] }).users.map(({ _id }) => _id);
    expect([ids.length, new Set(ids).size, ids]).toEqual([count, count, [...ids].sort()]);
    expect(headers.vary).toBe('Accept-Encoding');
    const zipped = await fetch(`${server.url}/api/${users(many.objectId)}`, {
      headers: { authorization: `Bearer ${tokenFor(ROOT)}`, 'accept-encoding': 'gzip' },
    });
    expect([zipped.headers.get('content-encoding'), await zipped.json()]).toEqual(['gzip', body]);
    const head = await ask(`${server.url}/api/${users(many.objectId)}`, { method: 'HEAD', token: tokenFor(ROOT) });
    expect([head.status, head.text]).toEqual([200, '']);
  });
});

describe('each of them', () => {
  const paths = (id: string): string[] => [`organizations/${id}`, `org-snapshots/orgs/${id}/users`];

  it('400: an id that is none; 404: nobody’s', async () => {
    for (const path of paths('abcdefghijkl')) {
      expect(said(await get(path))).toEqual(invalid('organizationId', '24 hexadecimal digits or a UUID'));
    }
    for (const path of paths('5f7b1c2e8a1d4e0012c3b4ff')) expect(said(await get(path))).toEqual(NOT_FOUND);
  });

  it.each(['ADMIN', 'full_admin'])('403: %s, before anything is said of an id', async (role) => {
    const who = { roles: [role], organization: ACME };
    for (const path of ['organizations', ...paths(ACME), ...paths('x')]) {
      expect(said(await get(path, who))).toEqual(FORBIDDEN);
    }
  });
});
