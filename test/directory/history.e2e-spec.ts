import { webexId } from '../../src/ids/webex-id.js';
import { ask, said, type Answer } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';
import { columnsOf, day, invalid, NOT_FOUND, organizationId, printed, ROOT, seeNumber } from './directory-scene.js';

// GET /api/phone-numbers/{number}/history. Who sees which interval: look-up-access.

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let organization: TestOrganization;
let number: string;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
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

type Entry = Record<string, unknown>;
const intervalsOf = ({ body }: Answer): Entry[] => (body as { intervals: Entry[] }).intervals;
const fromOf = (answer: Answer): unknown[] => intervalsOf(answer).map(({ from }) => from);
const iso = (n: number): string => day(n).toISOString();
const page = (query = ''): Promise<Answer> => seeNumber(server.url, number, ROOT, `/history${query}`);
const change = (n: number, action: string): Promise<string> => rows.change(organization.id, columnsOf(n, action));

/** A user's line from one day to another; without an end it is current. */
async function held(user: string, from: number, to?: number, columns = {}): Promise<void> {
  const opened_by = await change(from, 'assign');
  const line = { number, held_since: day(from), opened_by, ...columns };
  const id = await rows.providerLine(organization, user, line);
  if (to) await rows.close(id, organization, { at: day(to), by: await change(to, 'release') });
}

describe('the intervals', () => {
  it('are the newest first, each with who held what, from when to when, since when, and by which calls', async () => {
    const user = await rows.user(organization, { object_id: 'bbbbbbbbbbbbbbbbbbbbbbbb' });
    await held(user, 2, 4);
    await held(user, 4, 6, { held_since: day(2), valid_from: day(4), receives_calls: false, label: 'Desk' });
    const place = await rows.place(organization);
    await database.query('UPDATE phone_numbers SET location_id = $1 WHERE e164 = $2', [place.locationId, number]);
    const opened_by = await change(8, 'import');
    // An import says that it is older than the record.
    const line = { number, extension: '101', held_since: day(7), valid_from: day(8), opened_by };
    await rows.callingLine(organization, place, line);
    const answer = await page();
    const ofUser = {
      userId: 'bbbbbbbbbbbbbbbbbbbbbbbb',
      name: 'Sam Patel',
      organizationId: organizationId(organization),
      provider: 'twilio',
      since: iso(2),
    };
    expect(said(answer)).toEqual({
      status: 200,
      body: {
        phoneNumber: number,
        intervals: [
          {
            workspaceId: webexId('PLACE', place.workspaceId),
            name: 'Lobby',
            organizationId: organizationId(organization),
            locationId: webexId('LOCATION', place.locationId),
            line: 'primary',
            extension: '101',
            isInboundEnabled: true,
            from: iso(8),
            since: iso(7),
            openedBy: printed(8, 'import'),
          },
          {
            ...ofUser,
            isInboundEnabled: false,
            from: iso(4),
            to: iso(6),
            openedBy: printed(4, 'assign'),
            closedBy: printed(6, 'release'),
          },
          {
            ...ofUser,
            isInboundEnabled: true,
            from: iso(2),
            to: iso(4),
            openedBy: printed(2, 'assign'),
            closedBy: printed(4, 'release'),
          },
        ],
      },
    });
    expect(answer.headers.link).toBeUndefined();
    expect(schemaFaults('directory', 'PhoneNumberHistory', answer.body)).toEqual([]);
  });

  it('name who has been removed, but nobody who has been erased', async () => {
    const [removed, erased] = [await rows.user(organization), await rows.user(organization)];
    await held(removed, 2, 3);
    await held(erased, 4, 5);
    const columns = 'removed_at = now(), erased_at = now(), full_name = NULL, email = NULL';
    await database.query(`UPDATE users SET ${columns} WHERE id = $1`, [erased]);
    await database.query('UPDATE users SET removed_at = now() WHERE id = $1', [removed]);
    const answer = await page();
    expect(intervalsOf(answer).map(({ name, userId }) => [name, typeof userId])).toEqual([
      [undefined, 'string'],
      ['Sam Patel', 'string'],
    ]);
    expect(schemaFaults('directory', 'PhoneNumberHistory', answer.body)).toEqual([]);
  });

  it('are none of a number that was never held', async () => {
    await rows.phoneNumber({ e164: number, organization_id: organization.id });
    expect(said(await page())).toEqual({ status: 200, body: { phoneNumber: number, intervals: [] } });
  });

  it('404: where the record knows no such number', async () => {
    expect(said(await page())).toEqual(NOT_FOUND);
  });

  it('are found by any written form', async () => {
    number = '+14165550102';
    await held(await rows.user(organization), 2);
    const answer = await seeNumber(server.url, '416-555-0102', ROOT, '/history/?country=CA');
    expect(answer.body).toEqual((await page()).body);
    expect(fromOf(answer)).toEqual([iso(2)]);
  });
});

/** The target of the link to the next page. */
const nextOf = ({ headers: { link } }: Answer): string | undefined => /^<([^>]+)>; rel="next"$/.exec(link ?? '')?.[1];

async function walk(first: string, between: (page: number) => Promise<void> = async () => {}): Promise<unknown[]> {
  const seen: unknown[] = [];
  let pages = 0;
  for (let next: string | undefined = first; next; pages++) {
    const answer: Answer = await ask(next, { token: tokenFor(ROOT) });
    expect(answer.status).toBe(200);
    seen.push(...fromOf(answer));
    await between(pages);
    next = nextOf(answer);
  }
  return seen;
}

describe('pages', () => {
  const historyUrl = (query: string): string => `${server.url}/api/phone-numbers/${number}/history${query}`;

  beforeEach(async () => {
    const user = await rows.user(organization);
    for (let n = 1; n <= 11; n++) await held(user, n, n < 11 ? n + 1 : undefined);
  });
  const ALL = Array.from({ length: 11 }, (_, i) => iso(11 - i));

  it.each([
    ['?max=1', 11],
    ['?max=4', 3],
    ['?max=10', 2],
    ['?max=11', 1],
    ['?max=5000', 1],
    ['', 1],
  ])('%s: %i of them, with every interval once', async (query, pages) => {
    let walked = 0;
    expect(await walk(historyUrl(query), async () => void walked++)).toEqual(ALL);
    expect(walked).toBe(pages);
  });

  it('hold still while the number is released and assigned again', async () => {
    const other = await rows.user(organization);
    const seen = await walk(historyUrl('?max=3'), async (n) => {
      const [current] = await database.query<{ id: string }>(
        `SELECT a.id FROM number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id
          WHERE n.e164 = $1 AND a.valid_to IS NULL`,
        [number],
      );
      await rows.close(current!.id, organization, { at: day(12 + n) });
      await held(other, 12 + n);
    });
    expect(seen).toEqual(ALL);
    expect(fromOf(await page()).slice(0, 5)).toEqual([iso(15), iso(14), iso(13), iso(12), iso(11)]);
  });

  it('part intervals of one instant as well', async () => {
    for (let i = 0; i < 5; i++) {
      await held(await rows.user(organization), 20, undefined, { receives_calls: false });
    }
    const seen: unknown[] = [];
    for (let next: string | undefined = historyUrl('?max=2'); next;) {
      const answer: Answer = await ask(next, { token: tokenFor(ROOT) });
      seen.push(...intervalsOf(answer).map(({ userId, from }) => `${userId as string} ${from as string}`));
      next = nextOf(answer);
    }
    expect([seen.length, new Set(seen).size]).toEqual([16, 16]);
  });

  it('have at most 1000 intervals, and 100 where nothing is asked', async () => {
    await database.query(
      `INSERT INTO number_assignments (organization_id, user_id, phone_number_id, provider, is_default, receives_calls,
                                       held_since, valid_from, valid_to, opened_by, closed_by)
       SELECT a.organization_id, a.user_id, a.phone_number_id, a.provider, false, false, t, t, t + interval '1 hour',
              a.opened_by, a.opened_by
         FROM number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id,
              generate_series('2020-01-01'::timestamptz, '2020-03-01', '1 hour') t
        WHERE n.e164 = $1 AND a.valid_to IS NULL`,
      [number],
    );
    const sizes = await Promise.all(
      ['', '?max=100', '?max=999', '?max=1000', '?max=1001', `?max=${'9'.repeat(30)}`].map(async (query) => {
        return intervalsOf(await page(query)).length;
      }),
    );
    expect(sizes).toEqual([100, 100, 999, 1000, 1000, 1000]);
    expect(new Set(await walk(historyUrl('?max=1000'))).size).toBe(11 + 60 * 24 + 1);
  });
});

describe('the link', () => {
  beforeEach(async () => {
    const user = await rows.user(organization);
    for (const n of [2, 4]) await held(user, n, n + 1);
  });
  const PATH = '/api/phone-numbers/%2B1%20416%20555%200177/history';
  const QUERY = '?country=CA&max=1&other=a%26b';
  const START = /[?&]start=([A-Za-z0-9_-]+)>/;

  /** The link of a first page, with `start` for its start. */
  async function linkOf(url: string, headers = {}): Promise<string | undefined> {
    const path = PATH.replace('%2B1%20416%20555%200177', encodeURIComponent(number.replace('+1', '+1 ')));
    const { headers: got } = await ask(`${url}${path}${QUERY}`, { token: tokenFor(ROOT), headers });
    return got.link?.replace(START, '&start=START>').replace(path, PATH);
  }

  it('is absolute, under scheme and host that the client used, and carries every parameter', async () => {
    expect(await linkOf(server.url)).toBe(`<${server.url}${PATH}${QUERY}&start=START>; rel="next"`);
    const link = await linkOf(server.url, { host: 'numbers.test:8080' });
    expect(link).toBe(`<http://numbers.test:8080${PATH}${QUERY}&start=START>; rel="next"`);
  });

  it('believes no header that anybody may send', async () => {
    const headers = { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', forwarded: 'host=evil.test' };
    expect(await linkOf(server.url, headers)).toBe(`<${server.url}${PATH}${QUERY}&start=START>; rel="next"`);
  });

  const told = { host: 'inside.test', 'x-forwarded-host': 'numbers.example', 'x-forwarded-proto': 'https' };
  it.each([
    ['of PUBLIC_URL where that is set', { PUBLIC_URL: 'https://public.example:8443' }, 'https://public.example:8443'],
    [
      'of PUBLIC_URL, whatever a trusted proxy tells',
      { PUBLIC_URL: 'https://public.example', TRUSTED_PROXIES: '127.0.0.1' },
      'https://public.example',
    ],
    ['that a trusted proxy tells', { TRUSTED_PROXIES: '192.0.2.0/24, 127.0.0.0/8' }, 'https://numbers.example'],
    ['that the client used, where another one is trusted', { TRUSTED_PROXIES: '192.0.2.0/24' }, 'http://inside.test'],
  ])('has the origin %s', async (_which, settings, origin) => {
    const behind = await startServer({
      database,
      env: { ...TOKEN_ENVIRONMENT, ...settings },
    });
    try {
      expect(await linkOf(behind.url, told)).toBe(`<${origin}${PATH}${QUERY}&start=START>; rel="next"`);
    } finally {
      await behind.stop();
    }
  });
});

describe('400', () => {
  it.each(['0', '-1', '1.5', 'x', '', '1e2', '1&max=1', '%201'])('?max=%s', async (max) => {
    expect(said(await page(`?max=${max}`))).toEqual(invalid('max', 'one whole number from 1'));
  });

  it.each(['', '0', 'x', 'MS4x&start=MS4x', 'MS4x%20.', 'MS4x=='])('?start=%s', async (start) => {
    expect(said(await page(`?start=${start}`))).toEqual(invalid('start', 'the start of a link to the next page'));
  });

  it('a number or country that is none', async () => {
    const { body } = await seeNumber(server.url, 'Sam', ROOT, '/history');
    expect(body).toMatchObject({ error: 'Invalid number' });
    expect((await page('?country=ZZ')).body).toMatchObject({ error: 'Invalid country' });
  });
});
