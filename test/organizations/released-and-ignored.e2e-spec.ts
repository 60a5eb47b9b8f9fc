import { undocumented } from '../contract/undocumented.js';
import { World, type Scene } from './write-scene.js';

// POST says what it released and what it did not understand; `keep` releases nothing.

const ROUTE = '/api/organizations/{organizationId}/phone-numbers';
const PLAIN = '{"success":true,"message":"twilio phone number assigned"}';

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => void (s = await world.scene()));

const entry = (last: string, isDefault: boolean, more: object = {}) => ({
  ...{ provider: 'twilio', phoneNumber: s.number(last), isDefault, isInboundEnabled: true },
  ...more,
});

/** What it answers, which the document must know. */
async function posted(changed: object, headers?: Record<string, string>): Promise<string> {
  const answer = await s.post(s.body({ targetUserId: s.sam, ...changed }), { headers });
  expect([answer.status, ...undocumented('organizations', ROUTE, 'POST', answer)]).toEqual([200]);
  return answer.text;
}

const released = (...numbers: string[]) => numbers.map((last) => ({ provider: 'twilio', phoneNumber: s.number(last) }));

describe('released', () => {
  it('lists every other number of the user at the provider, in the order of the list, and nothing of other providers', async () => {
    await posted({ phoneNumber: s.number('0301'), keep: true });
    await posted({ phoneNumber: s.number('0302'), provider: 'sinch' });
    const text = await posted({ phoneNumber: s.number('0303') });
    expect(JSON.parse(text)).toEqual({ ...JSON.parse(PLAIN), released: released('0246', '0301') });
    expect(await s.linesOf(s.sam)).toEqual([entry('0302', true, { provider: 'sinch' }), entry('0303', true)]);
  });

  it('is absent where nothing ended: a first number, the same again, another label, another provider of the number', async () => {
    expect(await posted({ targetUserId: s.lee })).toBe(PLAIN);
    expect(await posted({ targetUserId: s.lee })).toBe(PLAIN);
    expect(await posted({ targetUserId: s.lee, label: 'Main' })).toBe(PLAIN);
    expect(await posted({ targetUserId: s.lee, provider: 'sinch' })).toBe(PLAIN.replace('twilio', 'sinch'));
  });

  it('lists a number that makes place for one that is taken over, and not the latter', async () => {
    await posted({ targetUserId: s.lee });
    const text = await posted({ targetUserId: s.lee, phoneNumber: s.number('0246'), replaces: s.sam });
    expect(JSON.parse(text)).toEqual({ ...JSON.parse(PLAIN), released: released('0102') });
  });

  it('is repeated under the same key', async () => {
    const first = await posted({ phoneNumber: s.number('0304') }, { 'idempotency-key': 'k' });
    expect(JSON.parse(first)).toMatchObject({ released: released('0246') });
    expect(await posted({ phoneNumber: s.number('0304') }, { 'idempotency-key': 'k' })).toBe(first);
  });
});

describe('ignored', () => {
  it('names members that are not known, as they came', async () => {
    const text = await posted({ phoneNumber: s.number('0246'), isDefautl: false, Label: 'x', '': 1, 'ü"\n': null });
    expect(JSON.parse(text)).toEqual({ ...JSON.parse(PLAIN), ignored: ['isDefautl', 'Label', '', 'ü"\n'] });
  });

  it('names `__proto__`, and what every object inherits', async () => {
    const body = JSON.stringify(s.body({ targetUserId: s.sam, phoneNumber: s.number('0246') }));
    const text = body.replace('{', '{"__proto__":{"keep":true},"constructor":1,"toString":2,');
    const answer = await s.post(text);
    expect(answer.body).toEqual({ ...JSON.parse(PLAIN), ignored: ['__proto__', 'constructor', 'toString'] });
  });

  it('names at most 20, of each at most 64 characters, and no half of one', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`😀${'x'.repeat(62)}😀${i}`, i]));
    const { ignored } = JSON.parse(await posted({ phoneNumber: s.number('0246'), ...many })) as { ignored: string[] };
    expect(ignored).toEqual(Array(20).fill(`😀${'x'.repeat(62)}😀`));
  });
});

describe('keep', () => {
  it('adds a number beside the others, which is the default only if the body says so', async () => {
    expect(await posted({ phoneNumber: s.number('0301'), keep: true })).toBe(PLAIN);
    expect(await s.linesOf(s.sam)).toEqual([entry('0246', true), entry('0301', false)]);
    expect(await posted({ phoneNumber: s.number('0302'), keep: true, isDefault: true, label: 'Direct' })).toBe(PLAIN);
    expect(await s.linesOf(s.sam)).toEqual([
      entry('0246', false),
      entry('0301', false),
      entry('0302', true, { label: 'Direct' }),
    ]);
  });

  it('keeps since when the others are held, and their labels, in one change', async () => {
    await posted({ phoneNumber: s.number('0246'), label: 'Old' });
    const before = await world.database.query('SELECT id FROM changes');
    await posted({ phoneNumber: s.number('0301'), keep: true, isDefault: true });
    expect(await s.linesOf(s.sam)).toEqual([entry('0246', false, { label: 'Old' }), entry('0301', true)]);
    expect(await world.database.query('SELECT id FROM changes')).toHaveLength(before.length + 1);
    const rows = await world.database.query(
      `SELECT count(DISTINCT held_since)::int AS since FROM number_assignments a
         JOIN phone_numbers n ON n.id = a.phone_number_id WHERE n.e164 = $1`,
      [s.number('0246')],
    );
    expect(rows).toEqual([{ since: 1 }]);
  });

  it('the same again changes nothing; without it the others are released after all', async () => {
    await posted({ phoneNumber: s.number('0301'), keep: true });
    const before = await world.record();
    expect(await posted({ phoneNumber: s.number('0301'), keep: true })).toBe(PLAIN);
    expect(await world.record()).toBe(before);
    expect(JSON.parse(await posted({ phoneNumber: s.number('0301'), keep: false }))).toMatchObject({
      released: released('0246'),
    });
    expect(await s.linesOf(s.sam)).toEqual([entry('0301', true)]);
  });

  it('20 at once are 20 lines, one of them the default', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => s.number(`04${String(i).padStart(2, '0')}`));
    await Promise.all(numbers.map((phoneNumber) => posted({ phoneNumber, keep: true, isDefault: true })));
    const lines = (await s.linesOf(s.sam)) as { phoneNumber: string; isDefault: boolean }[];
    expect(lines.map(({ phoneNumber }) => phoneNumber).sort()).toEqual([s.number('0246'), ...numbers].sort());
    expect(lines.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it.each(['yes', 1, null])('%p is 400', async (keep) => {
    const answer = await world.refused(() => s.post(s.body({ keep })));
    expect(answer).toEqual({ status: 400, body: { error: 'Invalid keep', details: expect.any(String) } });
  });
});
