import { type Scene, World } from './write-world.js';

// PUT /v1/telephony/config/workspaces/{workspaceId}/numbers: what it does (workspaces contract, 1.2).

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => void (s = await world.scene()));

const add = (i: number, more: object = {}) => ({ action: 'ADD', directNumber: s.number(i), ...more });
const drop = (i: number) => ({ action: 'DELETE', directNumber: s.number(i) });
const primary = (i: number, extension: string | null = null) => ({
  external: s.number(i),
  extension,
  primary: true,
});
const alternate = (i: number, extension: string | null = null) => ({ ...primary(i, extension), primary: false });

interface StoredLine {
  ringPattern: string | null;
  heldSince: Date;
  position: number;
}
const stored = async (i: number): Promise<StoredLine> =>
  (
    await world.database.query<StoredLine>(
      `SELECT a.ring_pattern AS "ringPattern", a.held_since AS "heldSince", a.list_position AS position
         FROM number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id
        WHERE n.e164 = $1 AND a.valid_to IS NULL`,
      [s.number(i)],
    )
  )[0]!;
const inventory = (i: number) =>
  world.database.query('SELECT organization_id, location_id, state FROM phone_numbers WHERE e164 = $1', [s.number(i)]);
const rings = async () =>
  (await world.database.query('SELECT distinctive_ring_enabled AS on FROM workspaces WHERE id = $1', [s.workspaceId]))
    .map(({ on }) => on)
    .at(0);

const done = async (request: ReturnType<Scene['putNumbers']>): Promise<void> => {
  const { status, text, headers } = await request;
  expect([status, text]).toEqual([204, '']);
  expect(headers).not.toHaveProperty('content-type');
};

describe('ADD', () => {
  it('assigns numbers of the inventory of the location, listed after those before, in the order of the request', async () => {
    await s.line({ number: s.number(0), extension: '100' });
    await s.line({ number: s.number(1), line: 'alternate' });
    await s.stock(2, 3);
    await done(s.putNumbers([add(3, { extension: '0300', primary: false }), add(2)]));
    expect(await s.lines()).toEqual([primary(0, '100'), alternate(1), alternate(3, '0300'), alternate(2)]);
  });

  it.each([
    ['bare digits', (e164: string) => e164.slice(2)],
    ['separators', (e164: string) => e164.replace(/^\+1(...)(...)(....)$/, '($1) $2-$3')],
    ['the national prefix', (e164: string) => e164.slice(1)],
    ['tel: and E.164', (e164: string) => `tel:${e164}`],
  ])('reads a number of a location in the United States with %s', async (_, written) => {
    await s.stock(0);
    await done(s.putNumbers([{ action: 'ADD', directNumber: written(s.number(0)) }]));
    expect(await s.lines()).toEqual([alternate(0)]);
  });

  it('reads the national format of whatever country the location is in', async () => {
    const locationId = await world.rows.location(s.organization, { country: 'DE' });
    const workspaceId = await world.rows.workspace(s.organization, locationId);
    const number = `+4930${s.number(0).slice(5)}`;
    await world.rows.number(s.organization, number, locationId);
    await done(s.putNumbers([{ action: 'ADD', directNumber: `030/${number.slice(5)}` }], { workspaceId }));
    expect(await s.lines(workspaceId)).toMatchObject([{ external: number }]);
  });

  it('takes E.164 where the country of the location is not known', async () => {
    await world.database.query('UPDATE locations SET country = NULL WHERE id = $1', [s.locationId]);
    await s.stock(0);
    await done(s.putNumbers([add(0)]));
    expect(await s.lines()).toEqual([alternate(0)]);
  });

  it('takes the number under its other name, or under both alike', async () => {
    await s.stock(0, 1);
    await done(s.putNumbers([{ action: 'ADD', external: s.number(0) }, add(1, { external: s.number(1) })]));
    expect(await s.lines()).toEqual([alternate(0), alternate(1)]);
  });

  it.each(['NORMAL', 'LONG_LONG', 'SHORT_SHORT_LONG', 'SHORT_LONG_SHORT'])(
    'keeps the ring pattern %s',
    async (ring) => {
      await s.stock(0);
      await done(s.putNumbers([add(0, { ringPattern: ring })]));
      expect(await stored(0)).toMatchObject({ ringPattern: ring });
    },
  );

  it('edits an alternate of the workspace: what is left out stays, since and place, too', async () => {
    const since = new Date('2025-01-01T00:00:00Z');
    const line = {
      line: 'alternate',
      extension: '300',
      ring_pattern: 'LONG_LONG',
      list_position: 7,
      held_since: since,
    };
    await s.line({ number: s.number(0), ...line });
    await done(s.putNumbers([add(0, { extension: '301' })]));
    expect(await s.lines()).toEqual([alternate(0, '301')]);
    expect(await stored(0)).toEqual({ ringPattern: 'LONG_LONG', heldSince: since, position: 7 });
    await done(s.putNumbers([add(0, { ringPattern: 'NORMAL' })]));
    expect(await s.lines()).toEqual([alternate(0, '301')]);
    expect(await stored(0)).toEqual({ ringPattern: 'NORMAL', heldSince: since, position: 7 });
  });

  it('assigns an inactive number, which stays inactive', async () => {
    await world.rows.number(s.organization, s.number(0), s.locationId, { state: 'INACTIVE' });
    await done(s.putNumbers([add(0)]));
    expect(await s.lines()).toEqual([alternate(0)]);
    expect(await inventory(0)).toMatchObject([{ state: 'INACTIVE' }]);
  });

  it('assigns a number that somebody has for outbound caller id only', async () => {
    await s.stock(0);
    const user = await world.rows.user(s.organization);
    await world.rows.providerLine(s.organization, user, { number: s.number(0), receives_calls: false });
    await done(s.putNumbers([add(0)]));
    expect(await s.lines()).toEqual([alternate(0)]);
  });

  it.each([['professional'], [null]])('is for a workspace whose licence is %s', async (calling_licence) => {
    const workspaceId = await s.neighbour({ calling_licence });
    await s.stock(0);
    await done(s.putNumbers([add(0)], { workspaceId }));
    expect(await s.lines(workspaceId)).toEqual([alternate(0)]);
  });

  it('takes 1,000 entries', async () => {
    const all = Array.from({ length: 1000 }, (_, i) => i);
    await world.database.query(
      'INSERT INTO phone_numbers (e164, organization_id, location_id) SELECT unnest($1::text[]), $2, $3',
      [all.map((i) => s.number(i)), s.organization.id, s.locationId],
    );
    await done(s.putNumbers(all.map((i) => add(i))));
    expect(await s.lines()).toEqual(all.map((i) => alternate(i)));
    await done(s.putNumbers(all.map(drop)));
    expect(await s.lines()).toEqual([]);
  });
});

describe('DELETE', () => {
  it('gives the number back to the inventory of the location, free and in the state that it has', async () => {
    await s.line({ number: s.number(0), extension: '100' });
    await world.rows.number(s.organization, s.number(1), s.locationId, { state: 'INACTIVE' });
    await s.line({ number: s.number(1), line: 'alternate', extension: '300' });
    await done(s.putNumbers([drop(1)]));
    expect(await s.lines()).toEqual([primary(0, '100')]);
    expect(await inventory(1)).toEqual([
      { organization_id: s.organization.id, location_id: s.locationId, state: 'INACTIVE' },
    ]);
    expect(await stored(1)).toBeUndefined();
    const workspaceId = await s.neighbour();
    await done(s.putNumbers([add(1, { extension: '300' })], { workspaceId }));
    expect(await s.lines(workspaceId)).toEqual([alternate(1, '300')]);
  });

  it('frees an extension that another entry takes, and two entries may swap theirs', async () => {
    await s.stock(2);
    for (const i of [0, 1]) await s.line({ number: s.number(i), line: 'alternate', extension: `30${i}` });
    await done(s.putNumbers([add(0, { extension: '301' }), add(1, { extension: '300' })]));
    expect(await s.lines()).toEqual([alternate(0, '301'), alternate(1, '300')]);
    await done(s.putNumbers([add(2, { extension: '301' }), drop(0)]));
    expect(await s.lines()).toEqual([alternate(1, '300'), alternate(2, '301')]);
  });
});

describe('the switch for distinctive ring', () => {
  it.each(['distinctiveRingEnabled', 'enableDistinctiveRingPattern'])('is turned by %s', async (name) => {
    await s.stock(0);
    for (const on of [true, false]) {
      await done(s.putNumbers({ [name]: on, phoneNumbers: [add(0)] }));
      expect(await rings()).toBe(on);
    }
  });

  it('stays where it is left out, or null', async () => {
    await s.stock(0);
    const both = { distinctiveRingEnabled: true, enableDistinctiveRingPattern: true };
    await done(s.putNumbers({ ...both, phoneNumbers: [add(0)] }));
    await done(s.putNumbers([add(0)]));
    const none = { distinctiveRingEnabled: null, enableDistinctiveRingPattern: null };
    await done(s.putNumbers({ ...none, phoneNumbers: [add(0)] }));
    expect(await rings()).toBe(true);
  });
});

it('takes null in an optional field as if it were left out, and ignores fields that it does not know', async () => {
  await s.line({ number: s.number(0), line: 'alternate', extension: '300', ring_pattern: 'LONG_LONG' });
  const nothing = { external: null, extension: null, primary: null, ringPattern: null };
  await done(s.putNumbers({ phoneNumbers: [add(0, { ...nothing, state: 1, isMainNumber: {} })], orgId: 5 }));
  expect(await s.lines()).toEqual([alternate(0, '300')]);
  expect(await stored(0)).toMatchObject({ ringPattern: 'LONG_LONG' });
});
