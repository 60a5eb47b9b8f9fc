import { ask, said, type Answer } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';

// GET …/phone-numbers?at=: who held what then (frame, section 1). Each test has its own organization.

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let organization: TestOrganization;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  server = await startServer({ database });
});
beforeEach(async () => {
  organization = await rows.organization();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

type Entry = Record<string, unknown>;
/** Midnight of a day of 2026, and some milliseconds. */
const day = (n: number, ms = 0): Date => new Date(Date.UTC(2026, 0, n) + ms);
const token = tokenFor({ roles: ['SUPERADMIN'] });
const get = (query: string, of = organization): Promise<Answer> =>
  ask(`${server.url}/api/organizations/${of.objectId}/phone-numbers${query}`, { token });

async function entriesAt(at: Date | undefined, of = organization): Promise<Entry[]> {
  const { status, body } = await get(at ? `?at=${at.toISOString()}` : '', of);
  expect(status).toBe(200);
  expect(schemaFaults('organizations', 'OrgPhoneNumberAssignmentsResponse', body)).toEqual([]);
  return (body as { assignments: Entry[] }).assignments;
}

/** The labels of what is listed: each test names its rows by them. */
const labelsAt = async (at: Date, of = organization): Promise<unknown[]> =>
  (await entriesAt(at, of)).map(({ label }) => label);

interface Held {
  number: string;
  label: string;
  from: Date;
  to?: Date;
  since?: Date;
  [column: string]: unknown;
}

/** A row of the user, closed where there is an end. */
async function hold(user: string, { from, to, since = from, ...columns }: Held, of = organization): Promise<string> {
  const line = { is_default: false, ...columns, held_since: since, valid_from: from };
  const id = await rows.providerLine(of, user, line);
  if (to) await rows.close(id, of, { at: to });
  return id;
}

describe('what is listed', () => {
  it('is whole, as the current list would have said it then', async () => {
    const user = await rows.user(organization, { object_id: '0123456789abcdef01234567' });
    const columns = { is_default: true, provider: 'sinch', receives_calls: false };
    await hold(user, { number: '+14165550102', label: 'Desk', from: day(2), to: day(4), ...columns });
    expect(await entriesAt(day(3))).toEqual([
      {
        userId: '0123456789abcdef01234567',
        userName: 'Sam Patel',
        userEmail: 'sam.patel@acme.example',
        provider: 'sinch',
        phoneNumber: '+14165550102',
        isDefault: true,
        isInboundEnabled: false,
        label: 'Desk',
      },
    ]);
  });

  it('begins with the first instant of an interval and ends before the last', async () => {
    const user = await rows.user(organization);
    await hold(user, { number: someNumber(), label: 'past', from: day(2), to: day(4) });
    await hold(user, { number: someNumber(), label: 'current', from: day(4, 1) });
    expect(await labelsAt(day(2, -1))).toEqual([]);
    expect(await labelsAt(day(2))).toEqual(['past']);
    expect(await labelsAt(day(4, -1))).toEqual(['past']);
    expect(await labelsAt(day(4))).toEqual([]);
    expect(await labelsAt(day(4, 1))).toEqual(['current']);
    expect(await labelsAt(new Date())).toEqual(['current']);
  });

  it('is before and after an edit what it was then', async () => {
    const [user, number] = [await rows.user(organization), someNumber()];
    await hold(user, { number, label: 'before', from: day(2), to: day(4) });
    await hold(user, { number, label: 'after', from: day(4), since: day(2) });
    expect(await labelsAt(day(2))).toEqual(['before']);
    expect(await labelsAt(day(4, -1))).toEqual(['before']);
    expect(await labelsAt(day(4))).toEqual(['after']);
    expect(await labelsAt(day(1))).toEqual([]);
  });

  it('is of whom had the number then, wherever it is now', async () => {
    const number = someNumber();
    await hold(await rows.user(organization), { number, label: 'leaver', from: day(2), to: day(4) });
    await hold(await rows.user(organization), { number, label: 'joiner', from: day(4), to: day(6) });
    const next = await rows.organization();
    await database.query('UPDATE phone_numbers SET organization_id = $1 WHERE e164 = $2', [next.id, number]);
    await hold(await rows.user(next), { number, label: 'elsewhere', from: day(8) }, next);
    const listed = async (n: number) => [await labelsAt(day(n)), await labelsAt(day(n), next)];
    expect(await listed(3)).toEqual([['leaver'], []]);
    expect(await listed(4)).toEqual([['joiner'], []]);
    expect(await listed(7)).toEqual([[], []]);
    expect(await listed(9)).toEqual([[], ['elsewhere']]);
  });

  it('includes users who have been removed since, with their names unless they are erased', async () => {
    const removed = await rows.user(organization, { object_id: 'a'.repeat(24) });
    const erased = await rows.user(organization, { object_id: 'b'.repeat(24) });
    await hold(removed, { number: '+14165550105', label: 'of the removed', from: day(2), to: day(4) });
    await hold(erased, { number: '+14165550106', label: 'of the erased', from: day(2), to: day(4) });
    await database.query('UPDATE users SET removed_at = now() WHERE id IN ($1, $2)', [removed, erased]);
    await database.query('UPDATE users SET erased_at = now(), full_name = NULL, email = NULL WHERE id = $1', [erased]);
    await database.query('UPDATE number_assignments SET label = NULL WHERE user_id = $1', [erased]);
    const line = { provider: 'twilio', isDefault: false, isInboundEnabled: true };
    expect(await entriesAt(day(3))).toEqual([
      {
        userId: 'a'.repeat(24),
        userName: 'Sam Patel',
        userEmail: 'sam.patel@acme.example',
        phoneNumber: '+14165550105',
        label: 'of the removed',
        ...line,
      },
      { userId: 'b'.repeat(24), phoneNumber: '+14165550106', ...line },
    ]);
    expect(await entriesAt(undefined)).toEqual([]);
  });

  it('of a user who went to another organization is each organization’s own part', async () => {
    const [user, number] = [await rows.user(organization), someNumber()];
    await hold(user, { number, label: 'here', from: day(2), to: day(4) });
    const next = await rows.organization();
    await database.query('UPDATE phone_numbers SET organization_id = $1 WHERE e164 = $2', [next.id, number]);
    await database.query('UPDATE users SET organization_id = $1 WHERE id = $2', [next.id, user]);
    await hold(user, { number, label: 'there', from: day(4), since: day(2) }, next);
    const listed = async (at: Date) => [await labelsAt(at), await labelsAt(at, next)];
    // Their label went with them.
    expect(await listed(day(2))).toEqual([[undefined], []]);
    expect(await listed(day(4, -1))).toEqual([[undefined], []]);
    expect(await listed(day(4))).toEqual([[], ['there']]);
  });

  it('is never a line of a workspace, a calling line of a user, nor one of another organization', async () => {
    const place = await rows.place(organization, {}, [{ held_since: day(2) }]);
    await rows.personLine(organization, await rows.user(organization), place.locationId, { held_since: day(2) });
    const other = await rows.organization();
    await hold(await rows.user(other), { number: someNumber(), label: 'theirs', from: day(2) }, other);
    expect(await labelsAt(day(3))).toEqual([]);
  });

  it('stands in the order of the current list', async () => {
    for (const letter of ['d', 'c']) {
      const user = await rows.user(organization, { object_id: letter.repeat(24) });
      for (const [label, since, list_position] of [
        [`${letter}3`, day(2), 1],
        [`${letter}2`, day(2), 0],
        [`${letter}1`, day(1), 7],
        [`${letter}4`, day(2), 1],
      ] as const) {
        await hold(user, { number: someNumber(), label, from: day(3), since, list_position });
      }
    }
    const order = ['c1', 'c2', 'c3', 'c4', 'd1', 'd2', 'd3', 'd4'];
    expect(await labelsAt(day(4))).toEqual(order);
    expect((await entriesAt(undefined)).map(({ label }) => label)).toEqual(order);
  });

  it('is nothing in an organization that had nothing then', async () => {
    expect(said(await get('?at=1999-12-31T23:59:59.999Z'))).toEqual({ status: 200, body: { assignments: [] } });
  });
});

describe('a holding that an import says to be older than the record', () => {
  it('counts from then on, with what is known of it first', async () => {
    const [user, number] = [await rows.user(organization), someNumber()];
    await hold(user, { number, label: 'imported', from: day(10), since: day(2), to: day(12) });
    await hold(user, { number, label: 'edited', from: day(12), since: day(2) });
    expect(await labelsAt(day(2, -1))).toEqual([]);
    for (const n of [2, 9, 11]) expect([n, await labelsAt(day(n))]).toEqual([n, ['imported']]);
    expect(await labelsAt(day(12))).toEqual(['edited']);
  });

  it('does not count while another one received the calls: nothing has two receiving holders', async () => {
    const number = someNumber();
    await hold(await rows.user(organization), { number, label: 'first', from: day(6), since: day(4), to: day(8) });
    // No import says this; a record that came from elsewhere might.
    await hold(await rows.user(organization), { number, label: 'second', from: day(10), since: day(2) });
    const listed = await Promise.all([2, 3, 4, 7, 8, 9, 10].map((n) => labelsAt(day(n))));
    expect(listed).toEqual([['second'], ['second'], ['first'], ['first'], ['second'], ['second'], ['second']]);
  });

  it('does not care for a workspace’s hold of another time, and gives way to one of its own time', async () => {
    const number = someNumber();
    const place = await rows.place(organization);
    const line = await rows.callingLine(organization, place, { number, held_since: day(4) });
    await rows.close(line, organization, { at: day(6) });
    await database.query('UPDATE phone_numbers SET location_id = NULL WHERE e164 = $1', [number]);
    await hold(await rows.user(organization), { number, label: 'user', from: day(10), since: day(2) });
    expect(await labelsAt(day(3))).toEqual(['user']);
    expect(await labelsAt(day(5))).toEqual([]);
    expect(await labelsAt(day(6))).toEqual(['user']);
  });

  it('counts beside other lines for caller id only, of others and of the same user', async () => {
    const [user, number] = [await rows.user(organization, { object_id: 'e'.repeat(24) }), someNumber()];
    const outbound = { number, receives_calls: false };
    await hold(user, { ...outbound, label: 'twilio', from: day(6), since: day(2), to: day(12) });
    await hold(user, { ...outbound, label: 'sinch', provider: 'sinch', from: day(8), since: day(3), list_position: 1 });
    const other = await rows.user(organization, { object_id: 'f'.repeat(24) });
    await hold(other, { number, label: 'inbound', from: day(9), since: day(4) });
    expect(await labelsAt(day(2))).toEqual(['twilio']);
    expect(await labelsAt(day(3))).toEqual(['twilio', 'sinch']);
    expect(await labelsAt(day(4))).toEqual(['twilio', 'sinch', 'inbound']);
    expect(await labelsAt(day(12))).toEqual(['sinch', 'inbound']);
  });

  it('counts once where a line for caller id only was edited, and beside one of somebody else that has ended', async () => {
    const [user, number] = [await rows.user(organization), someNumber()];
    await hold(user, { number, receives_calls: false, label: 'before', from: day(5), since: day(2), to: day(6) });
    await hold(user, { number, receives_calls: false, label: 'after', from: day(6), since: day(2), to: day(8) });
    expect(await labelsAt(day(3))).toEqual(['before']);
    await hold(await rows.user(organization), { number, label: 'other', from: day(9), since: day(4) });
    expect((await labelsAt(day(4))).sort()).toEqual(['before', 'other']);
    expect((await labelsAt(day(7))).sort()).toEqual(['after', 'other']);
  });
});

describe('over a random history', () => {
  // A number of its own is enough to be random: a linear congruential generator, so that a failure can be seen again.
  let seed = 20_261_124;
  const below = (n: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * n);
  };

  it('each instant lists what the test itself wrote down, and each printed since finds its holder', async () => {
    const users: string[] = [];
    while (users.length < 4) users.push(await rows.user(organization));
    const log: { label: string; from: number; to: number }[] = [];
    for (const number of Array.from({ length: 8 }, someNumber)) {
      for (let t = below(5) * 10, k = 0; k < 6; k++) {
        const ended = t;
        const [user, since] = [users[below(4)]!, t + below(20)];
        const edits = below(3);
        for (let from = since + below(2) * below(20), e = 0; e <= edits; e++) {
          const isCurrent = k === 5 && e === edits;
          const to = from + 1 + below(15);
          const label = `${number} ${k} ${e}`;
          await hold(user, {
            number,
            label,
            from: day(1, from),
            since: day(1, since),
            to: isCurrent ? undefined : day(1, to),
          });
          log.push({ label, from: e === 0 ? since : from, to: isCurrent ? Infinity : to });
          from = t = to;
        }
        t = Math.max(t, ended) + below(2) * below(10);
      }
    }
    const instants = new Set(log.flatMap(({ from, to }) => [from - 1, from, to - 1, to]).filter(Number.isFinite));
    for (const instant of instants) {
      const expected = log.filter(({ from, to }) => from <= instant && instant < to).map(({ label }) => label);
      expect([instant, (await labelsAt(day(1, instant))).sort()]).toEqual([instant, expected.sort()]);
    }
    expect(instants.size).toBeGreaterThan(100);
    for (const { phoneNumber, userId } of await entriesAt(undefined)) {
      const url = `${server.url}/api/phone-numbers/${phoneNumber as string}`;
      const { holders } = (await ask(url, { token })).body as { holders: { since: string }[] };
      const then = await entriesAt(new Date(holders[0]!.since));
      expect(then.filter((entry) => entry.phoneNumber === phoneNumber).map((entry) => entry.userId)).toEqual([userId]);
    }
  });
});

describe('the clock', () => {
  const ahead = (seconds: number): string => `?at=${new Date(Date.now() + seconds * 1000).toISOString()}`;
  const AHEAD = {
    error: 'Invalid at',
    details: "The instant is in the future. Up to 60 s ahead of the database's clock are allowed",
  };

  it('may be up to 60 s behind: that counts as now', async () => {
    await hold(await rows.user(organization), { number: someNumber(), label: 'current', from: new Date() });
    for (const seconds of [0.001, 30, 55]) {
      expect((await get(ahead(seconds))).body).toEqual((await get('')).body);
    }
  });

  it.each([65, 3600, 1e9])('400: %i s ahead is the future', async (seconds) => {
    expect(said(await get(ahead(seconds)))).toEqual({ status: 400, body: AHEAD });
  });

  it('400 before 404: an instant is judged before the organization is looked for', async () => {
    const unknown = { ...organization, objectId: '0'.repeat(24) };
    expect(said(await get(ahead(3600), unknown))).toEqual({ status: 400, body: AHEAD });
    const { status, body } = await get('?at=2026-01-01T00:00:00Z', unknown);
    expect([status, body]).toEqual([
      404,
      { error: 'Organization not found', details: 'No organization exists with the provided id' },
    ]);
  });
});

describe('the instant', () => {
  it('may be written with any offset, to the millisecond, to the minute, or very old', async () => {
    await hold(await rows.user(organization), { number: someNumber(), label: 'x', from: day(2, 1), to: day(3) });
    const listed = async (at: string) =>
      ((await get(`?at=${at}`)).body as { assignments: unknown[] }).assignments.length;
    expect(await listed('2026-01-02T00:00:00.001Z')).toBe(1);
    expect(await listed('2026-01-02T00:00:00Z')).toBe(0);
    expect(await listed('2026-01-02T05:30:00.001%2B05:30')).toBe(1);
    expect(await listed('2026-01-01T20:00:00.000-04:00')).toBe(0);
    expect(await listed('2026-01-02T00:01Z')).toBe(1);
    expect(await listed('0001-01-01T00:00:00Z')).toBe(0);
  });

  const INVALID = {
    error: 'Invalid at',
    details: 'Expected one instant of ISO 8601 with Z or an offset (its + written as %2B), with milliseconds at most',
  };
  it.each([
    'at=',
    'at=now',
    'at=2026-01-02',
    'at=2026-01-02T00:00:00',
    'at=2026-01-02T00:00:00+01:00',
    'at=2026-02-30T00:00:00Z',
    'at=2026-01-02T00:00:00.0001Z',
    'at=2026-01-02T00:00:00Z&at=2026-01-02T00:00:00Z',
    'at[]=2026-01-02T00:00:00Z',
    'at%5Bgt%5D=2026-01-02T00:00:00Z',
    'at=1767312000000',
    "at=2026-01-02T00:00:00Z'",
  ])('400: ?%s', async (query) => {
    expect(said(await get(`?${query}`))).toEqual({ status: 400, body: INVALID });
  });

  it('500: says nothing of what failed inside, like the current list', async () => {
    await database.query('REVOKE SELECT ON users FROM linebook_app');
    const answer = await get('?at=2026-01-02T00:00:00Z');
    await database.query('GRANT SELECT ON users TO linebook_app');
    expect(said(answer)).toEqual({ status: 500, body: { error: 'Failed to list organization phone numbers' } });
  });
});
