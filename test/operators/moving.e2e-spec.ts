import { linebook } from '../cli/linebook.js';
import { type Scene, World } from '../organizations/write-scene.js';
import { audit } from '../ownership/audit.js';
import { startOperator, type Operator } from './operator-process.js';

// A user moves to another organization, with their numbers (organizations contract, T29 and T30).

jest.setTimeout(60_000);

let world: World;
let operator: Operator;
let s: Scene;

beforeAll(async () => {
  world = await World.start();
  operator = startOperator(world.database.url);
});
afterAll(async () => {
  await operator.stop();
  await world.stop();
});
beforeEach(async () => void (s = await world.scene()));

const userId = async (objectId: string): Promise<string> =>
  (await world.database.query<{ id: string }>('SELECT id FROM users WHERE object_id = $1', [objectId]))[0]!.id;

const moveSam = () =>
  linebook(['users', 'move', s.sam, '--to', s.orgB.uuid], { env: { DATABASE_URL: world.database.url } });

describe('linebook users move', () => {
  it('T29: they, their numbers and their history since then are of the other organization, since when they hold them stays', async () => {
    const { rows, database } = world;
    const since = new Date('2025-05-05T05:05:05.555Z');
    const sam = await userId(s.sam);
    const locationId = await rows.location(s.orgA);
    await rows.number(s.orgA, s.number('0300'), locationId);
    const line = { number: s.number('0300'), provider: 'sinch', is_default: false, label: 'Desk', list_position: 7 };
    await rows.providerLine(s.orgA, sam, { ...line, held_since: since });
    await database.query('UPDATE users SET location_id = $2 WHERE id = $1', [sam, locationId]);
    await rows.userLicence(s.orgA, sam, await rows.licence(s.orgA));
    const before = await s.linesOf(s.sam);

    expect(await moveSam()).toEqual({ code: 0, stdout: 'moved, with assignments: 2\n', stderr: '' });
    expect(await database.query('SELECT FROM user_licences WHERE user_id = $1', [sam])).toEqual([]);

    expect(await s.linesOf(s.sam)).toEqual([]);
    expect(await s.linesOf(s.sam, s.orgB)).toEqual(before);
    const moved = await database.query(
      `SELECT a.organization_id AS organization, a.valid_to IS NULL AS current, a.held_since AS since, a.label,
              a.list_position AS position, c.action, c.organization_id AS "to", c.other_organization_id AS "from",
              c.details, c.at = coalesce(a.valid_to, a.valid_from) AS "atOnce", p.organization_id AS owner,
              p.location_id AS "numberLocation", u.organization_id AS "usersOrganization", u.location_id AS "usersLocation"
         FROM number_assignments a JOIN phone_numbers p ON p.id = a.phone_number_id JOIN users u ON u.id = a.user_id
         JOIN changes c ON c.id = coalesce(a.closed_by, a.opened_by)
        WHERE p.e164 = $1 ORDER BY a.id`,
      [s.number('0300')],
    );
    const both = {
      ...{ since, label: 'Desk', position: 7, action: 'user.move', to: s.orgB.id, from: s.orgA.id, atOnce: true },
      ...{ details: { userId: s.sam }, owner: s.orgB.id, numberLocation: null },
      ...{ usersOrganization: s.orgB.id, usersLocation: null },
    };
    expect(moved).toEqual([
      { ...both, organization: s.orgA.id, current: false },
      { ...both, organization: s.orgB.id, current: true },
    ]);
    const at = (organization: string) =>
      world.send('GET', `/api/organizations/${organization}/phone-numbers?at=${since.toISOString()}`);
    expect((await at(s.orgA.objectId)).body).toMatchObject({ assignments: [{ phoneNumber: s.number('0300') }] });
    expect((await at(s.orgB.objectId)).body).toEqual({ assignments: [] });

    const record = await world.record();
    expect(await moveSam()).toEqual({ code: 0, stdout: 'there already: nothing changed\n', stderr: '' });
    expect(await world.record()).toBe(record);
  });

  it.each([
    [
      'number_shared',
      async () => {
        const shared = { number: s.number('0246'), receives_calls: false, is_default: false };
        await world.rows.providerLine(s.orgA, await userId(s.lee), shared);
      },
    ],
    [
      'main_number',
      async () => {
        const { rows, database } = world;
        const locationId = await rows.location(s.orgA);
        const number = await rows.number(s.orgA, s.number('0300'), locationId);
        await rows.providerLine(s.orgA, await userId(s.sam), { number: s.number('0300'), provider: 'sinch' });
        await database.query('UPDATE locations SET main_phone_number_id = $2 WHERE id = $1', [locationId, number]);
      },
    ],
    [
      'holds_calling_line',
      async () => {
        const locationId = await world.rows.location(s.orgA);
        await world.rows.personLine(s.orgA, await userId(s.sam), locationId, { number: undefined });
      },
    ],
    ['user_removed', () => operator.run('removeUser', s.sam)],
  ])('%s: refused, and nothing changes', async (code, given) => {
    await given();
    const before = await world.record();
    expect(await operator.run('move', s.sam, s.orgB.objectId)).toEqual({ refused: code });
    expect(await world.record()).toBe(before);
  });

  it('says why, and exits 1 where the record refuses, 2 where an id is none or nobody’s', async () => {
    const { rows } = world;
    await rows.providerLine(s.orgA, await userId(s.lee), {
      ...{ number: s.number('0246'), receives_calls: false, is_default: false },
    });
    expect(await moveSam()).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Somebody who stays also holds one of their numbers (number_shared)\n' +
        'A number belongs to one organization. Release it for one of them first.\n',
    });
    expect(await operator.run('move', 'f'.repeat(24), s.orgB.objectId)).toEqual({ refused: 'user_not_found' });
    const to = (id: string) =>
      linebook(['users', 'move', s.sam, '--to', id], { env: { DATABASE_URL: world.database.url } });
    expect(await to('f'.repeat(24))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('organization_not_found'),
    });
    expect(await to('there')).toMatchObject({ code: 2, stderr: expect.stringContaining('wrong_usage') });
  });
});

it('two moves and a removal at once: each is done or finds it done', async () => {
  const [first, second] = await Promise.all([
    operator.run('move', s.sam, s.orgB.objectId),
    operator.run('move', s.sam, s.orgB.objectId),
  ]);
  expect([first.changed, second.changed].sort()).toEqual([false, true]);
  const [moved, removed] = await Promise.all([
    operator.run('move', s.sam, s.orgA.objectId),
    operator.run('removeUser', s.sam),
  ]);
  expect(removed).toEqual({ changed: true });
  expect([{ changed: true }, { refused: 'user_removed' }]).toContainEqual(moved);
  expect(await s.linesOf(s.sam, s.orgB)).toEqual([]);
});

it('an answer that is kept for an idempotency key says nothing of a person', async () => {
  const headers = { 'idempotency-key': 'kept' };
  expect((await s.post(s.body({ label: 'Lee at home' }), { headers })).status).toBe(200);
  const kept = await world.database.query('SELECT body FROM idempotent_answers');
  expect(kept).toEqual([{ body: '{"success":true,"message":"twilio phone number assigned"}' }]);
});

const INTERLEAVINGS = 50;

it(`T30: SAM moves while a POST of ORG_A is in flight, ${INTERLEAVINGS} times: 200 or 404, and nothing through ORG_A afterwards`, async () => {
  const [{ id: last }] = (await world.database.query('SELECT max(id) AS id FROM changes')) as [{ id: string }];
  const outcomes: Record<string, number> = {};
  for (let i = 0; i < INTERLEAVINGS; i++) {
    // Sooner or later than the move, by turns.
    const posts = Array.from({ length: 3 }, (_, n) => () => {
      const phoneNumber = s.number(String(1000 + 3 * i + n));
      return s.post(s.body({ targetUserId: s.sam, phoneNumber }));
    });
    const first = i % 4;
    const sent = posts.slice(0, first).map((post) => post());
    const moved = operator.run('move', s.sam, s.orgB.objectId);
    sent.push(...posts.slice(first).map((post) => post()));
    for (const { status } of await Promise.all(sent)) outcomes[status] = (outcomes[status] ?? 0) + 1;
    expect(await moved).toEqual({ changed: true });
    expect(await s.linesOf(s.sam)).toEqual([]);
    expect(await operator.run('move', s.sam, s.orgA.objectId)).toEqual({ changed: true });
  }
  expect(Object.keys(outcomes).sort()).toEqual(['200', '404']);
  const [through] = await world.database.query(
    `SELECT count(*)::int AS writes FROM changes w WHERE w.action = 'number.assign' AND w.organization_id = $1 AND w.id > $2
        AND (SELECT m.organization_id FROM changes m WHERE m.action = 'user.move' AND m.details = jsonb_build_object('userId', $3::text)
              AND m.id > $2 AND m.at <= w.at ORDER BY m.at DESC LIMIT 1) = $4`,
    [s.orgA.id, last, s.sam, s.orgB.id],
  );
  expect(through).toEqual({ writes: 0 });
  expect(await audit(world.database, last)).toEqual([]);
});
