import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendText } from '../auth/raw-request.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';

const ORGANIZATION = '/api/organizations/65f0c0ffee65f0c0ffee65f0/phone-numbers';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const ROUTE = '/api/organizations/:organizationId/phone-numbers';

let database: RecordDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await createDatabase();
  server = await startServer({ database, env: { ...TOKEN_ENVIRONMENT, LOG_LEVEL: 'debug' } });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

type Line = Record<string, unknown>;

/** The lines of a request, once there are so many: they come after the answer. */
async function linesOf(trackingId: string, count: number): Promise<Line[]> {
  for (;;) {
    const complete = server.log().split('\n').slice(0, -1);
    const found = complete.map((line) => JSON.parse(line) as Line).filter((line) => line.trackingId === trackingId);
    if (found.length >= count) return found;
    await sleep(10);
  }
}

async function get(target: string, trackingId: string, ...lines: string[]) {
  const head = [
    `GET ${target} HTTP/1.1`,
    'Host: x',
    'Connection: close',
    `TrackingID: ${trackingId}`,
    ...lines,
    '',
    '',
  ];
  return sendText(server.url, head.join('\r\n'));
}

const superadmin = `Authorization: Bearer ${tokenFor({ roles: ['SUPERADMIN'] })}`;

it.each([
  ['/health/live', 'done', [], { level: 'debug', route: '/health/live', status: 200 }],
  [ORGANIZATION, 'absent', [superadmin], { route: ROUTE, status: 404, code: 'organization_not_found' }],
  [ORGANIZATION, 'stranger', [], { route: ROUTE, status: 401, code: 'unauthenticated' }],
  [
    ORGANIZATION,
    'forger',
    [`${superadmin.slice(0, -8)}AAAAAAAA`],
    { route: ROUTE, status: 401, code: 'invalid_token', reason: 'The signature of the token is not valid' },
  ],
  [
    ORGANIZATION,
    'traced',
    [`traceparent: 00-${TRACE}-00f067aa0ba902b7-01`],
    { route: ROUTE, status: 401, code: 'unauthenticated', traceId: TRACE },
  ],
  ['/nothing', 'nothing', [], { status: 404, code: 'unknown_path' }],
  [`${ORGANIZATION}/%zz`, 'broken', [], { status: 400, code: 'malformed_url' }],
] as const)('writes one line for %s: %s', async (target, trackingId, lines, expected) => {
  await get(target, trackingId, ...lines);
  const line = { level: 'info', time: expect.any(String), trackingId, method: 'GET', msg: 'request' };
  expect(await linesOf(trackingId, 1)).toEqual([{ ...line, ...expected, durationMs: expect.any(Number) }]);
});

it('writes one line for a client that goes away before they have said all, or before they are answered', async () => {
  await leave('POST /v1/x HTTP/1.1\r\nHost: x\r\nTrackingID: half\r\nContent-Length: 9\r\n\r\nab');
  expect(await linesOf('half', 1)).toEqual([expect.objectContaining({ method: 'POST', msg: 'request' })]);
  const held = await database.hold('organizations');
  await leave(`GET ${ORGANIZATION} HTTP/1.1\r\nHost: x\r\nTrackingID: gone\r\n${superadmin}\r\n\r\n`);
  const [line] = await linesOf('gone', 1);
  expect(line).toMatchObject({ method: 'GET', route: ROUTE, aborted: true, msg: 'request' });
  expect(line).not.toHaveProperty('status');
  await held.release();
});

/** Sends this and goes away when it has surely arrived. */
async function leave(text: string): Promise<void> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
  await sleep(300);
  // Only a reset says so: the end of what somebody sends may be of a client who waits for the answer.
  socket.resetAndDestroy();
}

describe('a fault of ours', () => {
  beforeAll(() => database.query('REVOKE SELECT ON organizations FROM linebook_app'));
  afterAll(() => database.query('GRANT SELECT ON organizations TO linebook_app'));

  it('is a 500 that says nothing, and a line that says where, by the tracking id', async () => {
    const { status, body } = await get(ORGANIZATION, 'our-fault', superadmin);
    expect([status, JSON.parse(body)]).toEqual([500, { error: 'Failed to list organization phone numbers' }]);
    const [fault, request] = await linesOf('our-fault', 2);
    expect(fault).toMatchObject({
      level: 'error',
      code: 'internal_error',
      err: { code: '42501' },
      msg: 'unexpected error',
    });
    expect((fault!.err as { stack: string }).stack).toContain('OrganizationListService.short');
    expect(request).toMatchObject({ status: 500, code: 'internal_error', msg: 'request' });
  });
});

it('writes no number, e-mail, name or token, wherever they were sent', async () => {
  const canaries = ['+14165550199', '%2B14165550199', 'canary@linebook.test', 'Sam-Canary'];
  for (const canary of canaries) {
    const lines = [
      superadmin,
      `X-Number: ${canary}`,
      `Cookie: a=${canary}`,
      `User-Agent: ${canary}`,
      `Referer: ${canary}`,
    ];
    for (const target of [`/api/organizations/${canary}/phone-numbers`, `${ORGANIZATION}?q=${canary}`, `/${canary}`]) {
      await get(target, 'canary', ...lines);
    }
  }
  expect(await linesOf('canary', 12)).toHaveLength(12);
  const token = superadmin.split(' ')[2]!;
  for (const secret of ['4165550199', 'canary@', 'Sam-Canary', token.split('.')[1]!, token.split('.')[2]!]) {
    expect(server.log()).not.toContain(secret);
  }
});

it('is nothing but JSON, one object per line', () => {
  // The last line may not be whole yet.
  for (const line of server.log().split('\n').slice(0, -1)) {
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), time: expect.stringMatching(/Z$/) });
  }
});
