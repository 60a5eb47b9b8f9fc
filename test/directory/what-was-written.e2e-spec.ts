import { ask, type Answer } from '../ask.js';
import { linebook } from '../cli/linebook.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';

// The whole way: what an import and the API wrote, the directory tells, and `?at=` of every printed instant finds it.

const ORGANIZATION = '5f7b1c2e8a1d4e0012c3b400';
const [SAM, KIM] = ['5f7b1c2e8a1d4e0012c3b4a6', '5f7b1c2e8a1d4e0012c3b4a7'];
const NUMBER = '+14165550102';
const COLUMNS =
  'organization_id,organization_name,user_id,user_name,user_email,provider,phone_number,is_default,' +
  'is_inbound_enabled,label,held_since';

let database: RecordDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await createDatabase();
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

async function importRow(user: string, name: string, line: string): Promise<void> {
  const input = `${COLUMNS}\n${ORGANIZATION},Acme,${user},${name},,${line}\n`;
  const { code, stderr } = await linebook(['import', '-'], { env: { DATABASE_URL: database.url }, input });
  expect([code, stderr]).toEqual([0, expect.anything()]);
}

const token = tokenFor({ roles: ['SUPERADMIN'], subject: 'root' });
const url = (path: string): string => `${server.url}/api/${path}`;
const list = `organizations/${ORGANIZATION}/phone-numbers`;

async function call(method: string, path: string, trackingid: string, body?: object): Promise<void> {
  const headers = { trackingid, 'content-type': 'application/json' };
  const { status } = await ask(url(path), { method, token, headers, body: body && JSON.stringify(body) });
  expect([method, status]).toEqual([method, 200]);
}

interface Told {
  userId: string;
  provider: string;
  since: string;
  from: string;
  to?: string;
  openedBy: { subject: string; trackingId: string; at: string };
  closedBy?: { trackingId: string };
}
const bodyOf = async <Body>(answer: Promise<Answer>): Promise<Body> => (await answer).body as Body;
const held = async () => (await bodyOf<{ holders: Told[] }>(ask(url(`phone-numbers/${NUMBER}`), { token }))).holders;
const history = async () =>
  (await bodyOf<{ intervals: Told[] }>(ask(url(`phone-numbers/${NUMBER}/history`), { token }))).intervals;
const usersAt = async (at: string): Promise<string[]> =>
  (await bodyOf<{ assignments: Told[] }>(ask(url(`${list}?at=${at}`), { token }))).assignments.map(
    ({ userId }) => userId,
  );

it('an import of old, edits, a move to another provider, a handover, a release and an assignment', async () => {
  await importRow(SAM, 'Sam', `twilio,${NUMBER},true,true,,2024-05-01T08:00:00Z`);
  const [imported] = await held();
  expect(imported).toMatchObject({ userId: SAM, since: '2024-05-01T08:00:00.000Z' });

  await importRow(SAM, 'Sam', `twilio,${NUMBER},true,true,Desk,`);
  expect(await held()).toEqual([imported]);

  const line = { provider: 'sinch', phoneNumber: NUMBER };
  await call('POST', list, 'MOVE', { ...line, targetUserId: SAM });
  expect(await held()).toEqual([{ ...imported, provider: 'sinch' }]);

  await importRow(KIM, 'Kim', ',,,,,');
  await call('POST', list, 'HANDOVER', { ...line, targetUserId: KIM, replaces: SAM });
  const [kim] = await held();
  expect(kim).toMatchObject({ userId: KIM, openedBy: { subject: 'root', trackingId: 'HANDOVER' } });
  expect(kim!.since).toBe(kim!.openedBy.at);

  await call('DELETE', `${list}/${KIM}/sinch`, 'RELEASE');
  expect(await held()).toEqual([]);
  await call('POST', list, 'AGAIN', { ...line, targetUserId: SAM });

  const intervals = await history();
  expect(intervals.map(({ userId, provider }) => [userId, provider])).toEqual([
    [SAM, 'sinch'],
    [KIM, 'sinch'],
    [SAM, 'sinch'],
    [SAM, 'twilio'],
    [SAM, 'twilio'],
  ]);
  expect(intervals.map(({ openedBy }) => openedBy.trackingId).slice(0, 3)).toEqual(['AGAIN', 'HANDOVER', 'MOVE']);
  expect(intervals.map(({ closedBy }) => closedBy?.trackingId).slice(0, 3)).toEqual([undefined, 'RELEASE', 'HANDOVER']);
  // Every interval is found at its first instant, and at the since that is printed of it.
  for (const { userId, from, since } of intervals) {
    expect([from, await usersAt(from)]).toEqual([from, [userId]]);
    expect([since, await usersAt(since)]).toEqual([since, [userId]]);
  }
  expect(await usersAt(intervals[1]!.to!)).toEqual([]);
  expect(await usersAt('2024-05-01T07:59:59.999Z')).toEqual([]);
  const { lastReleasedAt } = await bodyOf<{ lastReleasedAt: string }>(ask(url(`phone-numbers/${NUMBER}`), { token }));
  expect(lastReleasedAt).toBe(intervals[1]!.to);
});
