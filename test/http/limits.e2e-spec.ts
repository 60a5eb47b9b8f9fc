import { connect } from 'node:net';
import { sendText, type RawAnswer } from '../auth/raw-request.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';
import { withFaults } from './faulty-server.js';
import { organizationsRefusal, wholeOf, workspacesRefusal } from './refusals.js';

const BODY_LIMIT = 2048;
const URL_LIMIT = 8192;
const HEADERS_LIMIT = 16_384;
const WORKSPACE = '/v1/workspaces/x/features/numbers';
const ORGANIZATION = '/api/organizations/x/phone-numbers';
const HEAD = 'Host: linebook.test\r\nConnection: close\r\n';
const CALLER = tokenFor({ roles: ['SUPERADMIN', 'full_admin'], scopes: ['spark-admin:workspaces_read'] });
// Nobody waits for the body of a stranger.
const KNOWN = `${HEAD}Authorization: Bearer ${CALLER}\r\n`;

let server: TestServer;

beforeAll(async () => {
  const env = { ...TOKEN_ENVIRONMENT, BODY_LIMIT_BYTES: String(BODY_LIMIT), REQUEST_TIMEOUT_SECONDS: '1' };
  server = await startServer({ env });
});
afterAll(() => server.stop());

const get = (target: string, more = ''): Promise<RawAnswer> =>
  sendText(server.url, `GET ${target} HTTP/1.1\r\n${HEAD}${more}\r\n`);

/** Refused on both faces, each in its own words. */
async function expectRefused(
  send: (path: string) => Promise<RawAnswer>,
  status: number,
  text: string,
  details?: string,
) {
  expect(wholeOf(await send(ORGANIZATION))).toEqual(organizationsRefusal(status, text, details));
  const answer = await send(WORKSPACE);
  expect(wholeOf(answer)).toEqual(workspacesRefusal(answer, status, { message: text, details }));
}

describe('414: the URL', () => {
  const ofLength = (path: string, length: number): string => `${path}?x=`.padEnd(length, 'a');

  it(`takes ${URL_LIMIT} characters`, async () => {
    for (const length of [URL_LIMIT - 1, URL_LIMIT]) expect((await get(ofLength(WORKSPACE, length))).status).toBe(401);
  });

  it.each([URL_LIMIT + 1, 15_000, 60_000])('refuses %i', async (length) => {
    const send = (path: string) => get(ofLength(path, length));
    await expectRefused(send, 414, 'The URL is too long', 'At most 8192 characters are accepted');
  });

  it('takes a parameter of the path of any length below that', async () => {
    const id = 'a'.repeat(URL_LIMIT - WORKSPACE.length);
    expect((await get(`/v1/workspaces/${id}/features/numbers`)).status).toBe(401);
  });
});

describe('431: the headers', () => {
  const TEXT = ['The request headers are too large', `At most ${HEADERS_LIMIT} bytes are accepted`] as const;
  const own = Buffer.byteLength(HEAD);
  /** One more header, so that all lines together have this many bytes. */
  const filling = (bytes: number): string => `X: ${'a'.repeat(bytes - own - 5)}\r\n`;

  it(`take ${HEADERS_LIMIT} bytes, whatever the URL has`, async () => {
    for (const bytes of [HEADERS_LIMIT - 1, HEADERS_LIMIT]) {
      expect((await get(`${WORKSPACE}?x=${'a'.repeat(8000)}`, filling(bytes))).status).toBe(401);
    }
  });

  it.each([HEADERS_LIMIT + 1, 40_000, 70_000])('are refused with %i bytes', async (bytes) => {
    await expectRefused((path) => get(path, filling(bytes)), 431, ...TEXT);
  });

  it('are counted one by one: many short ones as well', async () => {
    await expectRefused((path) => get(path, 'a: b\r\n'.repeat(2800)), 431, ...TEXT);
    expect((await get(WORKSPACE, 'a: b\r\n'.repeat(2600))).status).toBe(401);
  });
});

describe('413: the body', () => {
  const TEXT = ['The request body is too large', `At most ${BODY_LIMIT} bytes are accepted`] as const;
  const sized = (path: string, bytes: number, method = 'GET'): Promise<RawAnswer> =>
    sendText(server.url, `${method} ${path} HTTP/1.1\r\n${HEAD}Content-Length: ${bytes}\r\n\r\n${'a'.repeat(bytes)}`);
  const chunked = (path: string, bytes: number): Promise<RawAnswer> => {
    const chunk = `${bytes.toString(16)}\r\n${'a'.repeat(bytes)}\r\n`;
    return sendText(server.url, `GET ${path} HTTP/1.1\r\n${KNOWN}Transfer-Encoding: chunked\r\n\r\n${chunk}0\r\n\r\n`);
  };

  it.each([['sized', sized, 401] as const, ['chunked', chunked, 415] as const])(
    'takes %s ones up to the limit',
    async (_, send, status) => {
      for (const bytes of [BODY_LIMIT - 1, BODY_LIMIT]) expect((await send(WORKSPACE, bytes)).status).toBe(status);
    },
  );

  it.each([BODY_LIMIT + 1, 300_000])('refuses %i bytes, sized or chunked', async (bytes) => {
    await expectRefused((path) => sized(path, bytes), 413, ...TEXT);
    await expectRefused((path) => chunked(path, bytes), 413, ...TEXT);
  });

  it('is refused before path and method are looked at', async () => {
    expect((await sized('/api/nothing', BODY_LIMIT + 1)).status).toBe(413);
    expect((await sized(ORGANIZATION, BODY_LIMIT + 1, 'DELETE')).status).toBe(413);
  });

  it('does not cut off a client that is still sending: it reads the answer and goes on', async () => {
    const statuses = [];
    for (let i = 0; i < 15; i++) {
      const { status } = await fetch(`${server.url}${ORGANIZATION}`, { method: 'POST', body: Buffer.alloc(5_000_000) });
      statuses.push(status);
    }
    expect(new Set(statuses)).toEqual(new Set([413]));
  });
});

describe('408: what does not arrive in time', () => {
  const TEXT = 'The request took too long to arrive';

  it('a head that is never finished', async () => {
    const answer = await sendText(server.url, `GET ${WORKSPACE} HTTP/1.1\r\nHos`);
    expect(wholeOf(answer)).toEqual(organizationsRefusal(408, TEXT));
  });

  it('a body that is never finished', async () => {
    const stalled = (path: string): Promise<RawAnswer> =>
      sendText(server.url, `GET ${path} HTTP/1.1\r\n${KNOWN}Content-Length: 10\r\n\r\nabc`);
    await expectRefused(stalled, 408, TEXT);
  });

  it('gives a request that is answered already no second answer', async () => {
    const request = `DELETE ${WORKSPACE} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc`;
    const { status, body } = await sendText(server.url, request);
    expect([status, body.match(/HTTP\/1\.1/g)]).toEqual([405, null]);
  });
});

describe('400: what is no request', () => {
  const NOT_HTTP = 'The request is not valid HTTP';
  const asIs = (text: string): Promise<RawAnswer> => sendText(server.url, text);

  it.each([
    ['an unknown method', (path: string) => `FOO ${path} HTTP/1.1\r\n${HEAD}\r\n`],
    ['a method in lower case', (path: string) => `get ${path} HTTP/1.1\r\n${HEAD}\r\n`],
    [
      'two lengths',
      (path: string) => `POST ${path} HTTP/1.1\r\n${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
    ],
    [
      'a length and chunks',
      (path: string) =>
        `POST ${path} HTTP/1.1\r\n${HEAD}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['NUL in a header', (path: string) => `GET ${path} HTTP/1.1\r\n${HEAD}X: a\0b\r\n\r\n`],
    ['a space before the colon', (path: string) => `GET ${path} HTTP/1.1\r\n${HEAD}X : a\r\n\r\n`],
  ])('%s', async (_what, request) => {
    const answers = [await asIs(request(ORGANIZATION)), await asIs(request(WORKSPACE))];
    for (const answer of answers) {
      const { message, error } = JSON.parse(answer.body) as { message?: string; error?: string };
      expect([answer.status, message ?? error, answer.headers.get('connection')]).toEqual([400, NOT_HTTP, 'close']);
    }
  });

  it('names the face where the request line is readable', async () => {
    await expectRefused((path) => asIs(`GET ${path} HTTP/1.1\r\n${HEAD}X: a\0b\r\n\r\n`), 400, NOT_HTTP);
  });

  it.each(['\0\x01\x02', 'hello\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00'])(
    'bytes that are not HTTP: %j',
    async (bytes) => {
      expect(wholeOf(await asIs(bytes))).toEqual(organizationsRefusal(400, NOT_HTTP));
    },
  );

  it.each([
    ['a broken chunk', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['a chunk longer than it says', 'Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n'],
  ])('%s', async (_what, rest) => {
    await expectRefused((path) => asIs(`GET ${path} HTTP/1.1\r\n${KNOWN}${rest}`), 400, NOT_HTTP);
  });

  it('no Host, or two', async () => {
    const text = 'The request needs exactly one Host header';
    await expectRefused((path) => asIs(`GET ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`), 400, text);
    await expectRefused((path) => get(path, 'host: b\r\n'), 400, text);
    expect((await asIs(`GET ${WORKSPACE} HTTP/1.0\r\n\r\n`)).status).toBe(401);
  });

  it.each(['', 'a b', 'evil@linebook.test', 'linebook.test/x', 'a:b', '[::1'])('a Host of %p', async (host) => {
    const text = [
      'The Host header is not valid',
      'Expected a host name or an address, and a port where it is not the usual one',
    ] as const;
    const sent = (path: string) => asIs(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    await expectRefused(sent, 400, ...text);
  });

  it('an expectation that nobody knows', async () => {
    const text = ['The expectation of the request is not supported', 'Expect may only say 100-continue'] as const;
    await expectRefused((path) => get(path, 'Expect: a-miracle\r\n'), 400, ...text);
    const continued = await get(WORKSPACE, 'Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}');
    expect(continued.status).toBe(401);
  });

  it.each(['%zz', '%', 'a%00b', '%ED%A0%80', '%FF'])('a path or a query with %p', async (text) => {
    const refused = ['The path or the query is not valid', 'Percent-encoded text must be UTF-8, without NUL'] as const;
    await expectRefused((path) => get(path.replace('/x/', `/${text}/`)), 400, ...refused);
    await expectRefused((path) => get(`${path}?x=${text}`), 400, ...refused);
  });
});

describe('501: a transfer coding that nobody here knows', () => {
  it.each([
    'TE: gzip',
    'TE: trailers, deflate;q=0.5',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: identity, chunked',
  ])('%s', async (line) => {
    const text = [
      'The transfer coding is not supported',
      'TE may only say trailers, and Transfer-Encoding only chunked',
    ];
    await expectRefused((path) => get(path, `${line}\r\n`), 501, text[0]!, text[1]);
  });

  it('takes trailers and chunks', async () => {
    expect((await get(WORKSPACE, 'TE: Trailers\r\n')).status).toBe(401);
    expect((await get(WORKSPACE, 'TE:\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n')).status).toBe(401);
  });
});

it('control: a build that does not look at Host and TE takes all of them', async () => {
  const looksAway = { '!isHost(headers.host)': 'false', "!isOnly(headers.te, 'trailers')": 'false' };
  await withFaults({ 'http/limits.js': looksAway }, async ({ url }) => {
    for (const line of ['Host: a b', 'Host: evil@linebook.test', 'Host: x\r\nTE: gzip']) {
      const sent = sendText(url, `GET ${WORKSPACE} HTTP/1.1\r\n${line}\r\nConnection: close\r\n\r\n`);
      expect((await sent).status).toBe(401);
    }
  });
});

it('goes on serving after all of this, and after clients that only connect and leave', async () => {
  for (let i = 0; i < 20; i++) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.destroy());
      socket.on('close', () => resolve());
    });
  }
  expect((await get('/health/live')).status).toBe(200);
  expect(server.log()).not.toContain('"level":"error"');
});
