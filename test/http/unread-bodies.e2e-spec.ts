import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';
import { Dialogue } from './dialogue.js';
import { withFaults } from './faulty-server.js';

// Who is answered before anything of their body has come, and how that connection ends.

const BODY_LIMIT = 2048;
const PATIENCE_MS = 5_000;
/** In which a server that waits for a body says nothing. */
const SILENCE_MS = 500;

const WORKSPACE = '/v1/telephony/config/workspaces/3f2b6a50-5a3c-4d61-9a3e-6c1d2b3a4f50/numbers';
const ORGANIZATION = '/api/organizations/65f0c0ffee65f0c0ffee65f0/phone-numbers';
const SCOPES = ['workspaces_read', 'workspaces_write', 'telephony_config_write'].map((scope) => `spark-admin:${scope}`);
const bearer = (token: string): string => `Authorization: Bearer ${token}\r\n`;
const KNOWN = bearer(tokenFor({ roles: ['SUPERADMIN', 'full_admin'], scopes: SCOPES }));
const POWERLESS = bearer(tokenFor());
const SIZED = 'Content-Length: 20\r\n';
const CHUNKED = 'Transfer-Encoding: chunked\r\n';
const TOO_LARGE = `Content-Length: ${BODY_LIMIT + 1}\r\n`;
// Right, so that the record is asked: the workspace is not in it.
const BODY = '{"phoneNumbers":[{"action":"ADD","directNumber":"+12145550100"}]}';
const WHOLE_LENGTH = `Content-Length: ${BODY.length}\r\n`;
const EXPECTING = 'Expect: 100-continue\r\n';

const env = { ...TOKEN_ENVIRONMENT, BODY_LIMIT_BYTES: String(BODY_LIMIT) };
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env });
});
afterAll(() => server.stop());

const headOf = (request: string, lines: string): string =>
  `${request} HTTP/1.1\r\nHost: linebook.test\r\nContent-Type: application/json\r\n${lines}\r\n`;

const REFUSED: [status: number, what: string, request: string, lines: string][] = [
  [401, 'a stranger', `PUT ${WORKSPACE}`, ''],
  [401, 'a stranger', `POST ${ORGANIZATION}`, ''],
  [403, 'a caller without a role', `PUT ${WORKSPACE}`, POWERLESS],
  [403, 'a caller without a role', `POST ${ORGANIZATION}`, POWERLESS],
  [404, 'an unknown path', 'POST /v1/nowhere', KNOWN],
  [404, 'an unknown path', 'POST /api/nowhere', KNOWN],
  [405, 'another method', `DELETE ${ORGANIZATION}`, KNOWN],
  [405, 'another method', `PATCH ${WORKSPACE}`, KNOWN],
];
const UNREAD = [
  ...REFUSED.flatMap(([status, what, request, lines]) => [
    [status, `${what}, sized`, headOf(request, `${lines}${SIZED}`)] as const,
    [status, `${what}, chunked`, headOf(request, `${lines}${CHUNKED}`)] as const,
    [status, `${what}, expecting`, headOf(request, `${lines}${SIZED}${EXPECTING}`)] as const,
    [status, `${what}, expecting, chunked`, headOf(request, `${lines}${CHUNKED}${EXPECTING}`)] as const,
  ]),
  ...[`PUT ${WORKSPACE}`, `POST ${ORGANIZATION}`].flatMap((request) => [
    [413, 'too much announced', headOf(request, `${KNOWN}${TOO_LARGE}`)] as const,
    [413, 'too much announced, by a stranger', headOf(request, TOO_LARGE)] as const,
    [413, 'too much announced, expecting', headOf(request, `${KNOWN}${TOO_LARGE}${EXPECTING}`)] as const,
  ]),
];

it.each(UNREAD)('%i before a byte of the body, and that is the end: %s', async (status, _what, head) => {
  const dialogue = await Dialogue.open(server.url, head);
  expect(await dialogue.within(PATIENCE_MS, ({ isOver }) => isOver)).toBe(true);
  expect(dialogue.statuses).toEqual([status]);
  expect(dialogue.heard.toLowerCase()).toContain('\r\nconnection: close\r\n');
  dialogue.leave();
});

it('413 as soon as chunks are too many, and that is the end', async () => {
  const chunk = `${(BODY_LIMIT / 2).toString(16)}\r\n${'a'.repeat(BODY_LIMIT / 2)}\r\n`;
  const dialogue = await Dialogue.open(server.url, headOf(`PUT ${WORKSPACE}`, `${KNOWN}${CHUNKED}`) + chunk + chunk);
  expect(await dialogue.within(SILENCE_MS, ({ heard }) => heard !== '')).toBe(false);
  dialogue.say('1\r\na\r\n');
  expect(await dialogue.within(PATIENCE_MS, ({ isOver }) => isOver)).toBe(true);
  expect(dialogue.statuses).toEqual([413]);
  dialogue.leave();
});

it('what comes behind such an answer is no request', async () => {
  const next = `{}\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n`;
  const dialogue = await Dialogue.open(server.url, headOf(`PUT ${WORKSPACE}`, SIZED));
  await dialogue.within(PATIENCE_MS, ({ heard }) => heard !== '');
  dialogue.say(next);
  expect(await dialogue.within(PATIENCE_MS, ({ isOver }) => isOver)).toBe(true);
  expect(dialogue.statuses).toEqual([401]);
  dialogue.leave();
});

describe('who is let in', () => {
  const GO_ON = 'HTTP/1.1 100 Continue\r\n\r\n';

  it.each([
    ['sized', WHOLE_LENGTH, BODY],
    ['chunked', CHUNKED, `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`],
  ])('is told to go on, and the connection goes on as well: %s', async (_, length, body) => {
    const dialogue = await Dialogue.open(server.url, headOf(`PUT ${WORKSPACE}`, `${KNOWN}${length}${EXPECTING}`));
    expect(await dialogue.within(PATIENCE_MS, ({ heard }) => heard !== '')).toBe(true);
    expect(await dialogue.within(SILENCE_MS, ({ heard }) => heard !== GO_ON)).toBe(false);
    dialogue.say(body);
    expect(await dialogue.within(PATIENCE_MS, ({ statuses }) => statuses.length === 2)).toBe(true);
    dialogue.say(headOf('GET /health/live', ''));
    expect(await dialogue.within(PATIENCE_MS, ({ statuses }) => statuses.length === 3)).toBe(true);
    expect(dialogue.statuses).toEqual([100, 404, 200]);
    dialogue.leave();
  });

  it('is not told so where nothing was expected', async () => {
    const dialogue = await Dialogue.open(server.url, headOf(`PUT ${WORKSPACE}`, `${KNOWN}${WHOLE_LENGTH}`));
    expect(await dialogue.within(SILENCE_MS, ({ heard }) => heard !== '')).toBe(false);
    dialogue.say(BODY);
    expect(await dialogue.within(PATIENCE_MS, ({ statuses }) => statuses.length > 0)).toBe(true);
    expect(dialogue.statuses).toEqual([404]);
    dialogue.leave();
  });
});

it('a client who says that this is all is answered', async () => {
  const dialogue = await Dialogue.open(server.url, headOf(`PUT ${WORKSPACE}`, `${KNOWN}${WHOLE_LENGTH}`) + BODY);
  dialogue.finish();
  expect(await dialogue.within(PATIENCE_MS, ({ isOver }) => isOver)).toBe(true);
  expect(dialogue.statuses).toEqual([404]);
  dialogue.leave();
});

describe('control: a build', () => {
  const EDGE = 'http/configure-app.js';
  const stranger = headOf(`PUT ${WORKSPACE}`, SIZED);

  it('that reads before the guards keeps strangers waiting', async () => {
    const reads = "(_request, unread, done)=>unread.resume().on('end', ()=>done(null, unread))";
    await withFaults({ [EDGE]: { '(_request, unread, done)=>done(null, unread)': reads } }, async ({ url }) => {
      const dialogue = await Dialogue.open(url, stranger);
      expect(await dialogue.within(SILENCE_MS, ({ heard }) => heard !== '')).toBe(false);
      dialogue.leave();
    });
  });

  it('that leaves the connection open goes on listening', async () => {
    await withFaults({ [EDGE]: { 'if (owesBody(raw))': 'if (false)' } }, async ({ url }) => {
      const dialogue = await Dialogue.open(url, stranger);
      expect(await dialogue.within(SILENCE_MS, ({ isOver }) => isOver)).toBe(false);
      expect(dialogue.statuses).toEqual([401]);
      dialogue.leave();
    });
  });

  it('that leaves the expectation to Node tells strangers to go on', async () => {
    await withFaults({ [EDGE]: { "'checkContinue'": "'nothing'" } }, async ({ url }) => {
      const dialogue = await Dialogue.open(url, headOf(`PUT ${WORKSPACE}`, `${SIZED}${EXPECTING}`));
      await dialogue.within(PATIENCE_MS, ({ statuses }) => statuses.length > 1);
      expect(dialogue.statuses).toEqual([100, 401]);
      dialogue.leave();
    });
  });

  it('that takes the end of what a client says for the end of the client leaves without a word', async () => {
    await withFaults({ [EDGE]: { 'httpAllowHalfOpen: true': 'httpAllowHalfOpen: false' } }, async ({ url }) => {
      const whole = headOf(`PUT ${WORKSPACE}`, `${KNOWN}${WHOLE_LENGTH}`) + BODY;
      const dialogue = await Dialogue.open(url, whole);
      dialogue.finish();
      expect(await dialogue.within(PATIENCE_MS, ({ isOver }) => isOver)).toBe(true);
      expect(dialogue.heard).toBe('');
      dialogue.leave();
    });
  });
});
