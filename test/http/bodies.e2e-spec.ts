import { ask as askOnce } from '../ask.js';
import { send, type RawAnswer } from '../auth/raw-request.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';
import { withFaults } from './faulty-server.js';
import { organizationsRefusal, wholeOf, workspacesRefusal } from './refusals.js';

// An unknown object: whoever gets as far as the record is told 404.
const WORKSPACE = '/v1/workspaces/3f2b6a50-5a3c-4d61-9a3e-6c1d2b3a4f50/features/numbers';
const ORGANIZATION = '/api/organizations/65f0c0ffee65f0c0ffee65f0/phone-numbers';
const JSON_TYPE = 'Content-Type: application/json';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startServer();
  token = tokenFor({ roles: ['SUPERADMIN', 'full_admin'], scopes: ['spark-admin:workspaces_read'] });
});
afterAll(() => server.stop());

interface Sent {
  body?: string | Buffer;
  lines?: string[];
}

const ask = (path: string, { body, lines = [] }: Sent, bearer: string | undefined = token): Promise<RawAnswer> =>
  send(server.url, path, {
    row: '',
    what: '',
    expect: 'accepted',
    // Bytes as they are: `send` writes each character as one.
    body: Buffer.isBuffer(body) ? body.toString('latin1') : body,
    lines: [...(bearer ? [`Authorization: Bearer ${bearer}`] : []), ...lines],
  });

const stranger = (path: string, sent: Sent): Promise<RawAnswer> => ask(path, sent, '');

/** Short text, details, and on the workspaces face the vendor's number. */
type Text = [message: string, details: string, errorCode?: number];

async function expectRefused(sent: Sent, status: number, [message, details, errorCode]: Text): Promise<void> {
  const [organizations, workspaces] = [await ask(ORGANIZATION, sent), await ask(WORKSPACE, sent)];
  expect(wholeOf(organizations)).toEqual(organizationsRefusal(status, message, details));
  expect(wholeOf(workspaces)).toEqual(workspacesRefusal(workspaces, status, { message, details, errorCode }));
}

const MEDIA_TYPE: Text = [
  'The request body must be JSON',
  'Send it as application/json in UTF-8, without a content encoding',
];
const MALFORMED: Text = [
  'The request body is not valid JSON',
  'It must be JSON text in UTF-8, without NUL or lone surrogates in its strings',
  25024,
];
const TOO_DEEP: Text = ['The request body is nested too deeply', 'At most 32 levels are accepted', 25024];

const REPEATED: Text = [
  'The request body has a member twice',
  '"phoneNumbers" stands more than once in an object',
  25024,
];

const BAD_TYPES: Sent[] = [
  { body: '{}' },
  { body: '{}', lines: ['Content-Type: text/plain'] },
  { body: '<a/>', lines: ['Content-Type: application/xml'] },
  { body: 'a=b', lines: ['Content-Type: application/x-www-form-urlencoded'] },
  { body: '{}', lines: ['Content-Type: ;;;'] },
  { body: '{}', lines: ['Content-Type: application/json; charset=utf-16'] },
  { body: '{}', lines: [JSON_TYPE, 'Content-Encoding: gzip'] },
];
const BAD_TEXTS: Sent[] = [
  ...['{', '{"a":}', ' ', '"\\ud800"', '{"a":"\\u0000"}'].map((body) => ({ body, lines: [JSON_TYPE] })),
  { body: Buffer.from([0x22, 0xff, 0x22]), lines: [JSON_TYPE] },
];
const DEEP: Sent[] = [33, 4_000, 24_000].map((levels) => ({ body: '['.repeat(levels), lines: [JSON_TYPE] }));

const REPEATING = [
  '{"phoneNumbers":[],"phoneNumbers":[]}',
  '{"phoneNumbers":[],"x":{},"phone\\u004eumbers":null}',
  '[{},{"x":[{"phoneNumbers":1,"phoneNumbers":1}]}]',
].map((body) => ({ body, lines: [JSON_TYPE] }));

describe('a body on a route that reads none has to be right all the same', () => {
  it.each(BAD_TYPES)('415: %j', async (sent) => {
    await expectRefused(sent, 415, MEDIA_TYPE);
    expect((await ask(WORKSPACE, sent)).headers.get('accept')).toBe('application/json');
  });

  it.each(BAD_TEXTS)('400: %j', (sent) => expectRefused(sent, 400, MALFORMED));

  it('400: too deep', async () => {
    for (const sent of DEEP) await expectRefused(sent, 400, TOO_DEEP);
  });

  it.each(REPEATING)('400: %j', (sent) => expectRefused(sent, 400, REPEATED));

  it('control: a build that does not look for names twice lets them through', async () => {
    const takes = { 'http/json-body.js': { 'if (repeated !== undefined)': 'if (false)' } };
    await withFaults(takes, async ({ url }) => {
      const headers = { 'content-type': 'application/json' };
      const { status } = await askOnce(`${url}${ORGANIZATION}`, { token, headers, body: REPEATING[0]!.body });
      expect(status).toBe(404);
    });
  });

  it.each<Sent>([
    {},
    { lines: [JSON_TYPE] },
    { lines: ['Content-Type: ;;;'] },
    { body: '', lines: [JSON_TYPE] },
    { body: '', lines: ['Content-Type: text/plain'] },
    { body: '{}', lines: [JSON_TYPE] },
    { body: '[]', lines: ['Content-Type: Application/JSON; Charset="UTF-8"'] },
    { body: `${'['.repeat(32)}${']'.repeat(32)}`, lines: [JSON_TYPE] },
  ])('is let through: %j', async (sent) => {
    expect((await ask(ORGANIZATION, sent)).status).toBe(404);
    expect((await ask(WORKSPACE, sent)).status).toBe(404);
  });
});

describe('a stranger is told that their token is missing, whatever their body is', () => {
  it.each([...BAD_TYPES, ...BAD_TEXTS])('401: %j', async (sent) => {
    expect([(await stranger(ORGANIZATION, sent)).status, (await stranger(WORKSPACE, sent)).status]).toEqual([401, 401]);
  });

  it('401: too deep', async () => {
    for (const sent of DEEP) expect((await stranger(WORKSPACE, sent)).status).toBe(401);
  });
});

it('looks at the media type before the text, and at the role before both', async () => {
  const both = { body: '{', lines: ['Content-Type: text/plain'] };
  expect((await ask(WORKSPACE, both)).status).toBe(415);
  const powerless = tokenFor({ roles: ['full_admin'] });
  expect((await ask(ORGANIZATION, both, powerless)).status).toBe(403);
  expect((await ask(WORKSPACE, both, powerless)).status).toBe(403);
});

it('looks at the body before the id in the path', async () => {
  const sent = { body: '{', lines: [JSON_TYPE] };
  const { status, body } = await ask('/api/organizations/no-id/phone-numbers', sent);
  expect([status, JSON.parse(body)]).toEqual([400, { error: MALFORMED[0], details: MALFORMED[1] }]);
});

it('leaves no trace of poisoned names', async () => {
  const body = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
  expect((await ask(WORKSPACE, { body, lines: [JSON_TYPE] })).status).toBe(404);
  expect((await ask('/health/live', {})).body).toBe('{"status":"ok"}');
});
