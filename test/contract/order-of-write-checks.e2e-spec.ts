import { randomUUID } from 'node:crypto';
import { ask, said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { expiredToken, TEST_ORGANIZATION, tokenFor, type TokenOptions } from '../tokens.js';
import { undocumented } from './undocumented.js';

// The order of checks (frame, section 2) on the writes of the workspaces face, a row per adjacent pair: with both faults
// the first one answers; with the second alone, the second.

interface Request {
  method: string;
  workspaceId: string;
  query: string;
  caller: TokenOptions;
  signed(caller: TokenOptions): string;
  type: string;
  key: string;
  /** The body as it is, instead of one with the entries. */
  text?: string;
  entries: object[];
}
type Fault = (request: Request) => Partial<Request>;

const NUMBER = { free: '+14165550100', elsewhere: '+14165550101', taken: '+14165550102' };
const add = (directNumber: string, more: object = {}) => ({ action: 'ADD', directNumber, ...more });
const entry =
  (added: object): Fault =>
  ({ entries }) => ({ entries: [...entries, added] });

let database: RecordDatabase;
let server: TestServer;
const places = { right: '', otherKind: '', common: '', unreached: '' };

beforeAll(async () => {
  database = await createDatabase();
  const rows = new RecordFixtures(database);
  const own = await rows.organization({ uuid: TEST_ORGANIZATION });
  const { workspaceId, locationId } = await rows.place(own);
  const neighbour = await rows.workspace(own, locationId);
  await rows.number(own, NUMBER.free, locationId);
  await rows.callingLine(own, { workspaceId: neighbour, locationId }, { number: NUMBER.taken, extension: '200' });
  places.right = workspaceId;
  places.otherKind = await rows.workspace(own, locationId, { calling_type: 'none', calling_licence: 'common_area' });
  places.common = await rows.workspace(own, locationId, { calling_licence: 'common_area' });
  places.unreached = await rows.location(own);
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

/** Each check with its status, and a request that only fails it. */
const CHECKS = {
  'the size of the body': [413, () => ({ text: `"${'x'.repeat(262_144)}"` })],
  'the method': [405, () => ({ method: 'POST' })],
  'the token': [401, () => ({ signed: expiredToken })],
  'the scope': [403, ({ caller }) => ({ caller: { ...caller, scopes: [] } })],
  'the role': [403, ({ caller }) => ({ caller: { ...caller, roles: ['readonly_admin'] } })],
  'the media type': [415, () => ({ type: 'application/xml' })],
  'the JSON': [400, () => ({ text: '{bad' })],
  'the body': [400, () => ({ text: '[]' })],
  'the fields': [400, entry({ action: 'MOVE' })],
  'the idempotency key': [400, () => ({ key: ' ' })],
  'the value of orgId': [400, () => ({ query: '?orgId=x' })],
  'the reach of orgId': [403, () => ({ query: `?orgId=${randomUUID()}` })],
  'the object': [404, () => ({ workspaceId: randomUUID() })],
  'the reach of a location administrator': [
    404,
    ({ caller }) => ({ caller: { ...caller, roles: ['location_admin'], locations: [places.unreached] } }),
  ],
  'the calling type': [404, () => ({ workspaceId: places.otherKind })],
  'the licence': [405, () => ({ workspaceId: places.common })],
  'the national number': [400, entry(add('5550100'))],
  'the inventory': [400, entry(add(NUMBER.elsewhere))],
  'the holder': [409, entry(add(NUMBER.taken))],
  'the extension': [400, entry(add(NUMBER.free, { extension: '200' }))],
} satisfies Record<string, [number, Fault]>;
type Check = keyof typeof CHECKS;
type Route = 'numbers' | 'workspace';

const CALLER = {
  roles: ['full_admin'],
  scopes: ['spark-admin:workspaces_write', 'spark-admin:telephony_config_write'],
};

function answerTo(route: Route, ...checks: Check[]): Promise<Answer> {
  const right: Request = {
    method: 'PUT',
    workspaceId: places.right,
    query: '',
    caller: CALLER,
    signed: tokenFor,
    type: 'application/json',
    key: randomUUID(),
    entries: [],
  };
  // The first one applies last: it stands where both are about one thing.
  const request = checks.reduceRight((request, check) => {
    const fault: Fault = CHECKS[check][1];
    return { ...request, ...fault(request) };
  }, right);
  const { method, workspaceId, query, caller, type, key, text, entries } = request;
  const path = route === 'numbers' ? `telephony/config/workspaces/${workspaceId}/numbers` : `workspaces/${workspaceId}`;
  const body = text ?? (route === 'numbers' ? numbersBody(entries) : workspaceBody(entries));
  const headers = { 'content-type': type, 'idempotency-key': key, trackingid: 'T' };
  return ask(`${server.url}/v1/${path}${query}`, { method, token: request.signed(caller), body, headers });
}

const numbersBody = (entries: object[]): string =>
  JSON.stringify({ phoneNumbers: entries.length ? entries : [add(NUMBER.free)] });
/** The same faults in this route's words; one line has one number. */
function workspaceBody(entries: object[]): string {
  const [last] = entries as { action: string; directNumber?: string; extension?: string }[];
  if (!last) return '{}';
  if (last.action === 'MOVE') return JSON.stringify({ displayName: '' });
  const { directNumber: phoneNumber, extension } = last;
  return JSON.stringify({ calling: { webexCalling: { phoneNumber, extension } } });
}

const ROWS: [first: Check, second: Check][] = [
  ['the size of the body', 'the token'],
  ['the method', 'the token'],
  ['the token', 'the scope'],
  ['the token', 'the role'],
  ['the scope', 'the media type'],
  ['the role', 'the media type'],
  ['the role', 'the JSON'],
  ['the role', 'the fields'],
  ['the media type', 'the JSON'],
  ['the media type', 'the fields'],
  ['the media type', 'the value of orgId'],
  ['the JSON', 'the reach of orgId'],
  ['the body', 'the reach of orgId'],
  ['the fields', 'the reach of orgId'],
  ['the idempotency key', 'the reach of orgId'],
  ['the value of orgId', 'the object'],
  ['the fields', 'the object'],
  ['the reach of orgId', 'the object'],
  ['the object', 'the national number'],
  ['the reach of a location administrator', 'the national number'],
];
// The other write needs no licence, and has one number only.
const NUMBERS_ONLY: [first: Check, second: Check][] = [
  ['the object', 'the licence'],
  ['the calling type', 'the licence'],
  ['the reach of a location administrator', 'the licence'],
  ['the calling type', 'the national number'],
  ['the licence', 'the national number'],
  ['the licence', 'the inventory'],
  ['the national number', 'the inventory'],
  ['the inventory', 'the holder'],
  ['the holder', 'the extension'],
];

/** As the document has them. */
const ROUTES: Record<Route, string> = {
  numbers: '/v1/telephony/config/workspaces/{workspaceId}/numbers',
  workspace: '/v1/workspaces/{workspaceId}',
};

async function expectInOrder(route: Route, first: Check, second: Check): Promise<void> {
  const both = await answerTo(route, first, second);
  const [one, other] = [await answerTo(route, first), await answerTo(route, second)];
  expect([one.status, other.status]).toEqual([CHECKS[first][0], CHECKS[second][0]]);
  expect(both.status).toBe(one.status);
  expect(codeOf(both)).toEqual(codeOf(one));
  expect(said(one)).not.toEqual(said(other));
  for (const answer of [one, other]) expect(undocumented('workspaces', ROUTES[route], 'put', answer)).toEqual([]);
}

/** Which entry is refused depends on how many there are. */
const codeOf = ({ body }: Answer) => {
  const { message, errors } = body as { message: string; errors: { errorCode?: number }[] };
  return [message.replace(/\.\d\./, '.'), errors[0]!.errorCode];
};

it('answers where nothing is wrong', async () => {
  expect([(await answerTo('numbers')).status, (await answerTo('workspace')).status]).toEqual([204, 200]);
});
it.each([...ROWS, ...NUMBERS_ONLY])('PUT of the numbers: %s before %s', (...pair) => expectInOrder('numbers', ...pair));
it.each(ROWS)('PUT of the workspace: %s before %s', (...pair) => expectInOrder('workspace', ...pair));
