import type { Answer } from '../ask.js';
import { answeredWithoutWriting } from '../every-row.js';
import { everyByte, refused } from './seen-numbers.js';
import { type Scene, World } from './write-world.js';

// PUT /v1/telephony/config/workspaces/{workspaceId}/numbers: numbers and extensions that are not to be had (workspaces
// contract, 1.2 and 3.5; the frame). After each refusal not a row of the record is another one.

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  await s.stock(0, 1);
});

const add = (i: number, more: object = {}) => ({ action: 'ADD', directNumber: s.number(i), ...more });
const drop = (i: number) => ({ action: 'DELETE', directNumber: s.number(i) });

async function expectRefused(expected: object, body: object[]): Promise<void> {
  const { headers: _, ...answer } = await answeredWithoutWriting(world.database, () => s.putNumbers(body));
  expect(answer).toEqual(expected);
}

/** Numbers that are there and not to be had, each by another fact. */
const ELSEWHERE: Record<string, () => Promise<unknown>> = {
  'in nobody’s inventory': () => world.database.query('INSERT INTO phone_numbers (e164) VALUES ($1)', [s.number(9)]),
  'in no record': () => Promise.resolve(),
  'of another location': async () => {
    const locationId = await world.rows.location(s.organization);
    return world.rows.number(s.organization, s.number(9), locationId);
  },
  'held in another location': async () => {
    const place = await world.rows.place(s.organization);
    return world.rows.callingLine(s.organization, place, { number: s.number(9) });
  },
  'of no location': () => world.rows.number(s.organization, s.number(9)),
  'of another organization': async () => {
    const other = await world.rows.organization();
    return world.rows.callingLine(other, await world.rows.place(other), { number: s.number(9) });
  },
};

describe('400, 25089', () => {
  const NOT_THERE = refused(
    400,
    'The number is not available',
    'phoneNumbers.1: the number is not in the inventory of the location',
    25089,
  );
  const NOT_HELD = refused(
    400,
    'The workspace does not have the number',
    'phoneNumbers.1: the number is none of its alternates',
    25089,
  );

  it.each(Object.keys(ELSEWHERE))('ADD of a number %s, byte for byte like every other one', async (kind) => {
    await ELSEWHERE[kind]!();
    await expectRefused(NOT_THERE, [add(0), add(9)]);
    const unknown: Answer = await s.putNumbers([add(0), add(8)]);
    expect(everyByte(await s.putNumbers([add(0), add(9)]))).toEqual(everyByte(unknown));
  });

  it.each([...Object.keys(ELSEWHERE), 'free in the location', 'of a neighbour'])(
    'DELETE of a number %s, byte for byte like every other one',
    async (kind) => {
      if (kind === 'free in the location') await s.stock(9);
      else if (kind === 'of a neighbour') await s.line({ number: s.number(9) }, await s.neighbour());
      else await ELSEWHERE[kind]!();
      await expectRefused(NOT_HELD, [add(0), drop(9)]);
      expect(everyByte(await s.putNumbers([add(0), drop(9)]))).toEqual(
        everyByte(await s.putNumbers([add(0), drop(8)])),
      );
    },
  );

  it('DELETE, and ADD, of the primary number', async () => {
    await s.line({ number: s.number(2), extension: '100' });
    const description = 'phoneNumbers.1: only alternates are added and deleted here';
    const expected = refused(400, 'The number is the primary line of the workspace', description, 25089);
    for (const entry of [drop(2), add(2), add(2, { extension: '101' })]) await expectRefused(expected, [add(0), entry]);
  });
});

describe('400, 9495: the location has the extension', () => {
  const inUse = (place: string) =>
    refused(400, 'The extension is in use', `${place}: another line of the location has the extension`, 9495);

  it('on a line of another workspace, with and without a number', async () => {
    const neighbour = await s.neighbour();
    await s.line({ number: undefined, extension: '200' }, neighbour);
    await s.line({ number: s.number(3), extension: '201', line: 'alternate' }, neighbour);
    for (const extension of ['200', '201']) {
      await expectRefused(inUse('phoneNumbers.1'), [add(0), add(1, { extension })]);
    }
  });

  it('on another line of the same workspace, primary or alternate', async () => {
    await s.line({ number: s.number(2), extension: '100' });
    await s.line({ number: s.number(3), extension: '300', line: 'alternate' });
    for (const extension of ['100', '300']) {
      await expectRefused(inUse('phoneNumbers.1'), [add(0), add(1, { extension })]);
    }
  });

  it('by another entry of the request', async () => {
    await expectRefused(inUse('phoneNumbers.0'), [add(0, { extension: '400' }), add(1, { extension: '400' })]);
  });

  it('not: another location, or a closed line', async () => {
    const elsewhere = await world.rows.place(s.organization);
    await world.rows.callingLine(s.organization, elsewhere, { number: undefined, extension: '200' });
    const closed = await s.line({ number: s.number(3), extension: '201', line: 'alternate' });
    await world.rows.close(closed, s.organization);
    const { status } = await s.putNumbers([add(0, { extension: '200' }), add(1, { extension: '201' })]);
    expect(status).toBe(204);
  });
});
