import { METHODS } from 'node:http';
import { send, sendText, type RawAnswer } from '../auth/raw-request.js';
import { startServer, type TestServer } from '../start-server.js';
import { organizationsRefusal, wholeOf, workspacesRefusal } from './refusals.js';

const WORKSPACE = '/v1/workspaces/x/features/numbers';
const ORGANIZATION = '/api/organizations/x/phone-numbers';
const ALLOW = 'GET, HEAD, OPTIONS';
const ALLOW_OF_ORGANIZATION = `${ALLOW}, POST`;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Nobody has a token here: what is decided before the token is looked at must not depend on it. */
const ask = (method: string, path: string): Promise<RawAnswer> =>
  send(server.url, path, { row: '', what: '', expect: 'missing', method, lines: [] });

describe('405: a path under another method', () => {
  const MESSAGE = 'This path does not support the method';
  const OTHERS = ['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'PURGE', 'LINK'];

  it.each(OTHERS)('organizations face: %s', async (method) => {
    const answer = await ask(method, ORGANIZATION);
    expect(wholeOf(answer)).toEqual(organizationsRefusal(405, MESSAGE, `Supported: ${ALLOW_OF_ORGANIZATION}`));
    expect(answer.headers.get('allow')).toBe(ALLOW_OF_ORGANIZATION);
  });

  it.each(['POST', ...OTHERS])('workspaces face: %s', async (method) => {
    const answer = await ask(method, WORKSPACE);
    const text = { message: MESSAGE, details: `Supported: ${ALLOW}` };
    expect(wholeOf(answer)).toEqual(workspacesRefusal(answer, 405, text));
    expect(answer.headers.get('allow')).toBe(ALLOW);
  });

  it.each([
    `${WORKSPACE}/`,
    `/${WORKSPACE}`,
    `${WORKSPACE}?orgId=x`,
    '/%761/workspaces/x/features/numbers',
    '/health/live',
  ])('in every spelling of the path: %s', async (path) => {
    const { status, headers } = await ask('DELETE', path);
    expect([status, headers.get('allow')]).toEqual([405, ALLOW]);
  });
});

describe('OPTIONS', () => {
  it.each([
    [ORGANIZATION, ALLOW_OF_ORGANIZATION],
    [WORKSPACE, ALLOW],
    ['/health/ready', ALLOW],
    [`${WORKSPACE}/?x`, ALLOW],
    ['/v1/workspaces/x', 'DELETE, GET, HEAD, OPTIONS, PUT'],
  ])('204 with Allow and nothing else: %s', async (path, allow) => {
    const { status, headers, body } = await ask('OPTIONS', path);
    expect([status, headers.get('allow'), body]).toEqual([204, allow, '']);
    expect([headers.has('content-type'), headers.has('content-length')]).toEqual([false, false]);
  });

  it.each(['/v1/nothing', '/nothing', '*'])('404 where there is nothing: %s', async (path) => {
    expect((await ask('OPTIONS', path)).status).toBe(404);
  });
});

describe('404: an unknown path', () => {
  const TEXT = 'There is nothing at this path';

  it.each(['GET', 'POST', 'DELETE', 'HEAD', 'PROPFIND'])('%s, in the words of the face', async (method) => {
    const workspaces = await ask(method, '/v1/nothing');
    const organizations = await ask(method, '/api/nothing');
    expect([organizations.status, workspaces.status]).toEqual([404, 404]);
    if (method === 'HEAD') return expect([organizations.body, workspaces.body]).toEqual(['', '']);
    expect(wholeOf(organizations)).toEqual(organizationsRefusal(404, TEXT));
    expect(wholeOf(workspaces)).toEqual(workspacesRefusal(workspaces, 404, { message: TEXT }));
  });

  it.each(['/v1', '/v1/', 'http://linebook.test/v1/x', '//v1//x'])(
    '%s belongs to the workspaces face',
    async (path) => {
      const answer = await ask('GET', path);
      expect(wholeOf(answer)).toEqual(workspacesRefusal(answer, 404, { message: TEXT }));
    },
  );

  it.each(['/', '/api', '/v12/x', '/V1/x', '/x?/v1/', '/Health/live', '*', '*health/live', '/health'])(
    '%s belongs to no other than the organizations face',
    async (path) => {
      expect(wholeOf(await ask('GET', path))).toEqual(organizationsRefusal(404, TEXT));
    },
  );

  it.each([
    '/v1/workspaces//features/numbers',
    '/api/organizations//phone-numbers/x/twilio',
    '/v1/workspaces/x/features/numbers/y',
  ])('nothing is guessed into a path: %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('whatever the method, also one that Fastify knows and we do not', async () => {
    const known = METHODS.filter((method) => method !== 'CONNECT');
    const statuses = await Promise.all(known.map(async (method) => (await ask(method, '/v1/nothing')).status));
    expect(known.map((method, i) => [method, statuses[i]])).toEqual(known.map((method) => [method, 404]));
  });

  it('never repeats the path', async () => {
    const { body } = await ask('GET', '/v1/+14165550199');
    expect(body).not.toContain('4165550199');
  });
});

describe('HEAD', () => {
  it('answers as GET does, without the body', async () => {
    for (const path of [ORGANIZATION, WORKSPACE, '/health/live']) {
      const [head, get] = [await ask('HEAD', path), await ask('GET', path)];
      expect([head.status, head.body]).toEqual([get.status, '']);
      expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
      expect(head.headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
  });
});

it('knows no tunnel: CONNECT is not answered at all', async () => {
  const connect = sendText(server.url, 'CONNECT linebook.test:443 HTTP/1.1\r\nHost: linebook.test\r\n\r\n');
  await expect(connect).rejects.toThrow('closed without an answer');
});
