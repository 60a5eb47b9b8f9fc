import { randomUUID } from 'node:crypto';
import { ask, said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { expiredToken, TEST_ORGANIZATION, tokenFor, type TokenOptions } from '../tokens.js';
import { undocumented } from './undocumented.js';

// The order of checks (frame, section 2), a row per adjacent pair of those that exist: with both faults the first one
// answers; with the second alone, the second. On the workspaces face, which has most of them, and on the others.

interface Request {
  method: string;
  id: string;
  /** After the path of the route. */
  more: string;
  query: string;
  caller: TokenOptions;
  signed(caller: TokenOptions): string | undefined;
  body?: string;
  type: string;
}
type Fault = Partial<Request> | ((request: Request) => Partial<Request>);

let database: RecordDatabase;
let server: TestServer;
const NUMBER = '+14165550102';
let otherKind: string;
let unreached: string;

beforeAll(async () => {
  database = await createDatabase();
  const rows = new RecordFixtures(database);
  const own: TestOrganization = await rows.organization({ uuid: TEST_ORGANIZATION });
  otherKind = (await rows.place(own, { calling_type: 'hybridCalling' })).workspaceId;
  unreached = await rows.location(own);
  await rows.number(own, NUMBER);
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const CALLER = {
  roles: ['full_admin', 'SUPERADMIN'],
  scopes: ['spark-admin:workspaces_read', 'spark-admin:telephony_config_read'],
};
const RIGHT: Omit<Request, 'id'> = {
  method: 'GET',
  more: '',
  query: '',
  caller: CALLER,
  signed: tokenFor,
  type: 'application/json',
};

/** Each check with its status, and a request that only fails it. */
const CHECKS = {
  'the size of the URL': [414, { query: `?x=${'x'.repeat(8200)}` }],
  'the size of the headers': [431, { type: `application/json; x=${'x'.repeat(17_000)}` }],
  'the size of the body': [413, { body: `"${'x'.repeat(262_144)}"` }],
  'the path': [404, { more: '/nothing' }],
  'the method': [405, { method: 'DELETE' }],
  'the token': [401, { signed: expiredToken }],
  'no token': [401, { signed: () => undefined }],
  'the scope': [403, ({ caller }) => ({ caller: { ...caller, scopes: [] } })],
  'the role': [403, ({ caller }) => ({ caller: { ...caller, roles: [] } })],
  'the media type': [415, { type: 'application/xml', body: '<a/>' }],
  'the JSON': [400, { body: '{bad' }],
  'the id': [400, { id: 'abcdefghijkl' }],
  'the country': [400, { query: '?country=ZZ' }],
  'the size of the page': [400, { query: '?max=0' }],
  'the number': [404, { id: '%2B14165550199' }],
  'the value of orgId': [400, { query: '?orgId=x' }],
  'the reach of orgId': [403, { query: `?orgId=${randomUUID()}` }],
  'the object': [404, { id: randomUUID() }],
  'the reach of a location administrator': [
    404,
    ({ caller }) => ({ caller: { ...caller, roles: ['location_admin'], locations: [unreached] } }),
  ],
  'the state of the object': [404, {}],
} satisfies Record<string, [number, Fault]>;
type Check = keyof typeof CHECKS;

type FaceName = 'workspaces' | 'organizations' | 'directory';

/** The right request of a face. SUPERADMIN would open the directory to everybody. */
function rightOf(face: FaceName): Request {
  if (face === 'workspaces') return { ...RIGHT, id: otherKind };
  if (face === 'organizations') return { ...RIGHT, id: TEST_ORGANIZATION };
  return { ...RIGHT, id: encodeURIComponent(NUMBER), caller: { ...CALLER, roles: ['full_admin'] } };
}

/** As the documents have them. */
const ROUTES: Record<FaceName, string> = {
  workspaces: '/v1/workspaces/{workspaceId}/features/numbers',
  organizations: '/api/organizations/{organizationId}/phone-numbers',
  directory: '/api/phone-numbers/{number}/history',
};

function answerTo(face: FaceName, ...checks: Check[]): Promise<Answer> {
  const request = checks.reduce((request, check) => {
    const fault: Fault = CHECKS[check][1];
    return { ...request, ...(typeof fault === 'function' ? fault(request) : fault) };
  }, rightOf(face));
  const { id, more, query, method, caller, body, type } = request;
  const question = { method, token: request.signed(caller), body, headers: { 'content-type': type, trackingid: 'T' } };
  return ask(`${server.url}${ROUTES[face].replace(/\{\w+\}/, id)}${more}${query}`, question);
}

const ROWS: [first: Check, second: Check][] = [
  ['the size of the URL', 'the path'],
  ['the size of the headers', 'the path'],
  ['the size of the body', 'the path'],
  ['the path', 'the method'],
  ['the method', 'the token'],
  ['the method', 'no token'],
  ['the token', 'the scope'],
  ['the token', 'the role'],
  ['no token', 'the media type'],
  ['no token', 'the JSON'],
  ['the scope', 'the media type'],
  ['the role', 'the media type'],
  ['the role', 'the id'],
  ['the media type', 'the JSON'],
  ['the media type', 'the id'],
  ['the media type', 'the value of orgId'],
  ['the JSON', 'the reach of orgId'],
  ['the id', 'the reach of orgId'],
  ['the value of orgId', 'the object'],
  ['the reach of orgId', 'the object'],
  ['the object', 'the state of the object'],
  ['the reach of a location administrator', 'the state of the object'],
];

// The organizations face has no scope and no orgId, and its objects have no states.
const WORKSPACES_ONLY = /scope|reach|orgId|state/;
const OF_ORGANIZATIONS = ROWS.filter((pair) => !pair.some((check) => WORKSPACES_ONLY.test(check)));

// The directory has a scope, but no orgId and no states.
const OF_DIRECTORY: typeof ROWS = [
  ...ROWS.filter((pair) => !pair.some((check) => /reach|orgId|state|the object/.test(check))),
  ['the role', 'the country'],
  ['the media type', 'the size of the page'],
  ['the JSON', 'the number'],
  ['the country', 'the number'],
  ['the size of the page', 'the number'],
];

async function expectInOrder(face: FaceName, first: Check, second: Check): Promise<void> {
  const [both, one, other] = await Promise.all([
    answerTo(face, first, second),
    answerTo(face, first),
    answerTo(face, second),
  ]);
  expect([one.status, other.status]).toEqual([CHECKS[first][0], CHECKS[second][0]]);
  expect(said(both)).toEqual(said(one));
  expect(said(one)).not.toEqual(said(other));
  for (const answer of [one, other]) expect(undocumented(face, ROUTES[face], 'get', answer)).toEqual([]);
}

it.each(ROWS)('workspaces face: %s before %s', (first, second) => expectInOrder('workspaces', first, second));
it.each(OF_ORGANIZATIONS)('organizations face: %s before %s', (first, second) => {
  return expectInOrder('organizations', first, second);
});
it.each(OF_DIRECTORY)('directory: %s before %s', (first, second) => expectInOrder('directory', first, second));
