import { setTimeout as sleep } from 'node:timers/promises';
import { webexId } from '../../src/ids/webex-id.js';
import { ask, said } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, tokenFor } from '../tokens.js';
import {
  acme,
  columnsOf,
  day,
  invalid,
  NOT_FOUND,
  organizationId,
  printed,
  ROOT,
  seeNumber,
} from './directory-scene.js';

// GET /api/phone-numbers/{number}: what is said of a number to somebody who sees all of it.

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let organization: TestOrganization;
let number: string;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  await rows.organization({ uuid: TEST_ORGANIZATION, name: 'Root' });
  server = await startServer({ database });
});
beforeEach(async () => {
  organization = await rows.organization();
  number = someNumber();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

async function seen(query = ''): Promise<unknown> {
  const { status, body } = await seeNumber(server.url, number, ROOT, query);
  expect(status).toBe(200);
  expect(schemaFaults('directory', 'PhoneNumber', body)).toEqual([]);
  return body;
}

const change = (n: number, action: string): Promise<string> => rows.change(organization.id, columnsOf(n, action));

describe('a number', () => {
  it('of a user: whose it is, who has it, since when and by whom', async () => {
    const user = await rows.user(organization, { object_id: 'aaaaaaaaaaaaaaaaaaaaaaaa' });
    await rows.providerLine(organization, user, { number, held_since: day(3), opened_by: await change(3, 'assign') });
    expect(await seen()).toEqual({
      phoneNumber: number,
      organization: acme(organization),
      state: 'ACTIVE',
      holders: [
        {
          userId: 'aaaaaaaaaaaaaaaaaaaaaaaa',
          name: 'Sam Patel',
          organizationId: organizationId(organization),
          provider: 'twilio',
          isInboundEnabled: true,
          since: day(3).toISOString(),
          openedBy: printed(3, 'assign'),
        },
      ],
    });
  });

  it('of a workspace: with its location, line and extension', async () => {
    const place = await rows.place(organization);
    const opened_by = await change(4, 'import');
    await rows.callingLine(organization, place, { number, extension: '12211', held_since: day(4), opened_by });
    const locationId = webexId('LOCATION', place.locationId);
    expect(await seen()).toEqual({
      phoneNumber: number,
      organization: acme(organization),
      location: { id: locationId, name: 'MainOffice' },
      state: 'ACTIVE',
      holders: [
        {
          workspaceId: webexId('PLACE', place.workspaceId),
          name: 'Lobby',
          organizationId: organizationId(organization),
          locationId,
          line: 'primary',
          extension: '12211',
          isInboundEnabled: true,
          since: day(4).toISOString(),
          openedBy: printed(4, 'import'),
        },
      ],
    });
  });

  it('has its receiving holder first, then those for caller id only as they came to it', async () => {
    const line = { number, is_default: false };
    for (const [name, receives, since] of [
      ['C', false, 5],
      ['A', true, 6],
      ['B', false, 2],
    ] as const) {
      const user = await rows.user(organization, { full_name: name });
      await rows.providerLine(organization, user, { ...line, receives_calls: receives, held_since: day(since) });
    }
    const { holders } = (await seen()) as { holders: { name: string; isInboundEnabled: boolean }[] };
    expect(holders.map(({ name, isInboundEnabled }) => [name, isInboundEnabled])).toEqual([
      ['A', true],
      ['B', false],
      ['C', false],
    ]);
  });

  it('that nobody has is free, whether it ever was held or not', async () => {
    await rows.phoneNumber({ e164: number, organization_id: organization.id, state: 'INACTIVE' });
    const free = { phoneNumber: number, organization: acme(organization), state: 'INACTIVE', holders: [] };
    expect(await seen()).toEqual(free);
    const line = await rows.providerLine(organization, await rows.user(organization), { number, held_since: day(1) });
    await rows.close(line, organization, { at: day(9) });
    expect(await seen()).toEqual({ ...free, lastReleasedAt: day(9).toISOString() });
  });

  it('in nobody’s inventory has a state only', async () => {
    await rows.phoneNumber({ e164: number });
    expect(await seen()).toEqual({ phoneNumber: number, state: 'ACTIVE', holders: [] });
  });

  it('leaves out what is unknown', async () => {
    organization = await rows.organization({ name: null });
    const locationId = await rows.location(organization, { name: null });
    const workspaceId = await rows.workspace(organization, locationId, { name: null });
    await rows.callingLine(organization, { locationId, workspaceId }, { number, held_since: day(4) });
    expect(await seen()).toEqual({
      phoneNumber: number,
      organization: { id: organizationId(organization), objectId: organization.objectId },
      location: { id: webexId('LOCATION', locationId) },
      state: 'ACTIVE',
      holders: [
        {
          workspaceId: webexId('PLACE', workspaceId),
          organizationId: organizationId(organization),
          locationId: webexId('LOCATION', locationId),
          line: 'primary',
          isInboundEnabled: true,
          since: day(4).toISOString(),
          openedBy: expect.objectContaining({ subject: 'test' }),
        },
      ],
    });
  });
});

describe('an edit', () => {
  it('changes neither since when nor by whom the number is held, and is no release', async () => {
    const user = await rows.user(organization);
    const line = { number, held_since: day(2) };
    const first = await rows.providerLine(organization, user, { ...line, opened_by: await change(2, 'assign') });
    const edit = await change(5, 'edit');
    await rows.close(first, organization, { at: day(5), by: edit });
    await rows.providerLine(organization, user, { ...line, valid_from: day(5), provider: 'sinch', opened_by: edit });
    const body = await seen();
    expect(body).toMatchObject({
      holders: [{ provider: 'sinch', since: day(2).toISOString(), openedBy: printed(2, 'assign') }],
    });
    expect(body).not.toHaveProperty('lastReleasedAt');
  });

  it('is told from coming back: then since, by whom and the release are those of the last time', async () => {
    const user = await rows.user(organization);
    const first = await rows.providerLine(organization, user, { number, held_since: day(2) });
    await rows.close(first, organization, { at: day(5) });
    const opened_by = await change(6, 'assign');
    await rows.providerLine(organization, user, { number, held_since: day(6), opened_by });
    expect(await seen()).toMatchObject({
      holders: [{ since: day(6).toISOString(), openedBy: printed(6, 'assign') }],
      lastReleasedAt: day(5).toISOString(),
    });
  });

  it('a handover is a release, the end of one of two lines of a user is none', async () => {
    const [leaver, joiner] = [await rows.user(organization), await rows.user(organization)];
    const line = { number, held_since: day(2), receives_calls: false, is_default: false };
    await rows.providerLine(organization, joiner, { ...line, provider: 'sinch' });
    const second = await rows.providerLine(organization, joiner, { ...line, provider: 'twilio' });
    const left = await rows.providerLine(organization, leaver, { ...line, receives_calls: true });
    await rows.close(second, organization, { at: day(7) });
    expect(await seen()).not.toHaveProperty('lastReleasedAt');
    await rows.close(left, organization, { at: day(4) });
    await rows.providerLine(organization, joiner, { number, provider: 'textgrid', held_since: day(4) });
    expect(await seen()).toMatchObject({ lastReleasedAt: day(4).toISOString() });
  });
});

describe('a written form', () => {
  beforeAll(() => rows.phoneNumber({ e164: '+14165550102' }));
  const found = { status: 200, body: { phoneNumber: '+14165550102', state: 'ACTIVE', holders: [] } };
  const write = (text: string, query?: string) => seeNumber(server.url, text, ROOT, query);

  it.each([
    ['+14165550102', ''],
    ['+1 (416) 555-0102', ''],
    ['tel:+1-416-555-0102', ''],
    ['+１ ４１６ ５５５ ０１０２', ''],
    ['416-555-0102', '?country=CA'],
    ['(416) 555 0102', '?country=US'],
    ['tel:416 555 0102', '?country=CA'],
    ['+14165550102', '?country=CH&countries=x&max=0'],
    ['+14165550102', '/'],
  ])('%s%s', async (text, query) => {
    expect(said(await write(text, query))).toEqual(found);
  });

  it('does without encoding where the characters allow it, and under HEAD', async () => {
    const url = `${server.url}/api/phone-numbers/+1-416-555-0102`;
    expect(said(await ask(url, { token: tokenFor(ROOT) }))).toEqual(found);
    const { status, text } = await ask(url, { method: 'HEAD', token: tokenFor(ROOT) });
    expect([status, text]).toEqual([200, '']);
  });

  const NUMBER = invalid('number', 'a phone number: E.164, or national format and its country');
  it.each(['4165550102', '416-555-0102', '+1416', 'Sam', '+14165550102 ext 5', '+'.repeat(300), '%', '😀'])(
    '400: %s',
    async (text) => {
      expect(said(await write(text))).toEqual(NUMBER);
    },
  );

  const COUNTRY = invalid('country', 'one country of ISO 3166-1 alpha-2, in upper case');
  it.each(['ZZ', 'ca', 'CAN', '', 'CA&country=CA', 'CA&country=US', '%20CA'])('400: ?country=%s', async (country) => {
    expect(said(await write('4165550102', `?country=${country}`))).toEqual(COUNTRY);
  });

  it.each([
    ['/api/phone-numbers/%ff', 400, 'malformed_url'],
    ['/api/phone-numbers/+1416%00', 400, 'malformed_url'],
    [`/api/phone-numbers/${'1'.repeat(8200)}`, 414, 'url_too_long'],
    // The list's own path, with and without a slash at its end.
    ['/api/phone-numbers?max=0', 400, 'invalid_parameter'],
    ['/api/phone-numbers/?max=0', 400, 'invalid_parameter'],
    ['/api/phone-numbers/+14165550102/holders', 404, 'unknown_path'],
  ])('%.40s: %i, in the body of this face', async (path, status, code) => {
    const answer = await ask(server.url, { path, token: tokenFor(ROOT) });
    expect(answer).toMatchObject({ status, body: { error: expect.any(String), code } });
  });

  it('404: a number that the record does not know', async () => {
    expect(said(await write('+14165550199'))).toEqual(NOT_FOUND);
  });
});

describe('the log', () => {
  const linesOf = (what: string) =>
    server
      .log()
      .split('\n')
      .filter((line) => line.includes(what) && line.includes('"trackingId":"log"'));
  const crossings = () => linesOf('another organization');
  let asked = 0;

  /** Once the request's own line is there, those before it are, too. */
  async function show(path = ''): Promise<void> {
    const url = `${server.url}/api/phone-numbers/${number}${path}`;
    await ask(url, { token: tokenFor(ROOT), headers: { trackingid: 'log' } });
    asked++;
    while (linesOf('"msg":"request"').length < asked) await sleep(5);
  }

  it('has a line for each other organization of which a SUPERADMIN was shown something, and no number', async () => {
    const other = await rows.organization();
    const held = await rows.providerLine(other, await rows.user(other), { number, held_since: day(1) });
    await rows.close(held, other, { at: day(2) });
    await database.query('UPDATE phone_numbers SET organization_id = $1 WHERE e164 = $2', [organization.id, number]);
    for (const receives_calls of [true, false]) {
      await rows.providerLine(organization, await rows.user(organization), { number, receives_calls });
    }
    await show();
    expect(crossings().map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ subject: 'root', organizationId: organization.id }),
    ]);
    await show('/history');
    const shown = crossings().map((line) => (JSON.parse(line) as { organizationId: string }).organizationId);
    expect(shown.slice(1).sort()).toEqual([organization.id, other.id].sort());
    expect(server.log()).not.toContain(number.slice(1));
  });

  it('has none for their own organization', async () => {
    const [own] = await database.query<{ id: string }>('SELECT id FROM organizations WHERE uuid = $1', [
      TEST_ORGANIZATION,
    ]);
    await rows.phoneNumber({ e164: number, organization_id: own!.id });
    const before = crossings().length;
    await show();
    expect(crossings()).toHaveLength(before);
  });
});
