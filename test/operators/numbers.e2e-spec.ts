import { linebook, type Outcome } from '../cli/linebook.js';
import { ask } from '../ask.js';
import { everyRow } from '../every-row.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, tokenFor } from '../tokens.js';

// `linebook numbers`: how numbers come into an inventory, are listed, and leave it.

jest.setTimeout(60_000);

const SAM = '5f7b1c2e8a1d4e0012c3b4a6';
let database: RecordDatabase;
let rows: RecordFixtures;
let acme: TestOrganization;
let other: TestOrganization;
let location: string;
let samId: string;

beforeEach(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  [acme, other] = [await rows.organization(), await rows.organization({ name: 'Other' })];
  location = await rows.location(acme);
  samId = await rows.user(acme, { object_id: SAM });
});
afterEach(() => database.drop());

const run = (...args: string[]): Promise<Outcome> =>
  linebook(['numbers', ...args], { env: { DATABASE_URL: database.url } });
const done = (text: string): Outcome => ({ code: 0, stdout: `${text}\n`, stderr: '' });
const linesOf = ({ code, stdout }: Outcome): Record<string, unknown>[] => {
  expect(code).toBe(0);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};
const listed = async (...args: string[]) => linesOf(await run(...args)).map(({ number }) => number);

/** Runs it, and sees that it writes nothing. */
async function unchanged(...args: string[]): Promise<Outcome> {
  const before = await everyRow(database);
  const outcome = await run(...args);
  expect(await everyRow(database)).toBe(before);
  return outcome;
}

const RANGE = '+14165550100-+14165550104';

it('add: ranges and numbers, what is there already stays; one change, by the operator', async () => {
  const added = await run('add', RANGE, '+1 416 555-0110', '--organization', acme.objectId, '--location', location);
  expect(added).toEqual(done('added: 6; there already: 0'));
  const [change] = await database.query(`SELECT action, way, organization_id AS organization, details FROM changes`);
  expect(change).toMatchObject({ action: 'inventory.add', way: 'cli', organization: acme.id });
  expect((change!.details as { phoneNumberIds: string[] }).phoneNumberIds).toHaveLength(6);
  expect(await unchanged('add', RANGE, '--organization', acme.uuid)).toEqual(done('added: 0; there already: 5'));
  const state = ['--state', 'INACTIVE'];
  expect(await run('add', '+14165550104-+14165550105', '--organization', acme.uuid, ...state)).toEqual(
    done('added: 1; there already: 1'),
  );
  expect(await listed('list', '--state', 'INACTIVE')).toEqual(['+14165550105']);
});

it('add is refused where a number is elsewhere, and takes none of them', async () => {
  await rows.number(other, '+14165550102');
  const refused = await unchanged('add', RANGE, '--organization', acme.objectId);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('(number_of_another_organization)') });
  expect(refused.stderr).toContain('+14165550102 is another organization');
  await rows.number(acme, '+14165550103');
  const elsewhere = await unchanged('add', '+14165550103', '--organization', acme.objectId, '--location', location);
  expect(elsewhere).toMatchObject({ code: 1, stderr: expect.stringContaining('(number_in_inventory)') });
});

it.each([
  ['555', 'has no plus before it, and no country says how to read it'],
  ['+14165550100-+14165550199-+14165550299', 'two numbers'],
  ['+14165550199-+14165550100', 'ends before it begins'],
  ['+14165550100-+493012345678', 'different lengths'],
  ['+14165550000-+14165560000', 'may have 10000'],
])('add %s: exit code 2', async (text, reason) => {
  const outcome = await unchanged('add', text, '--organization', acme.objectId);
  expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(reason) });
});

it('add of two ranges that are too many together, to nobody, or to a location of another organization: exit code 2', async () => {
  const many = ['+14165550000-+14165559998', '+14165560000-+14165560001'];
  const organization = ['--organization', acme.objectId];
  expect(await unchanged('add', ...many, ...organization)).toMatchObject({ code: 2 });
  expect(await unchanged('add', RANGE, '--organization', 'f'.repeat(24))).toMatchObject({ code: 2 });
  const there = await rows.location(other);
  const outcome = await unchanged('add', RANGE, ...organization, '--location', there);
  expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining('(location_not_found)') });
});

it('list, free and show: who has which number, and until when one rests', async () => {
  await database.query('UPDATE organizations SET number_rest_days = 30 WHERE id = $1', [acme.id]);
  await rows.providerLine(acme, samId, { number: '+14165550100', held_since: new Date(Date.UTC(2026, 0, 2)) });
  await rows.close(await rows.providerLine(acme, samId, { number: '+14165550101', provider: 'sinch' }), acme);
  await rows.number(acme, '+14165550102', location);
  await rows.number(other, '+14165550103');
  const numbers = linesOf(await run('list', '--organization', acme.objectId));
  const ids = { id: acme.objectId, uuid: acme.uuid };
  const number = { state: 'ACTIVE', organization: ids, locationId: null, isMainNumber: false, holder: null };
  expect(numbers).toEqual([
    {
      ...{ ...number, number: '+14165550100', restsUntil: null },
      holder: {
        ...{ userId: SAM, workspaceId: null, name: 'Sam Patel', provider: 'twilio', line: null, extension: null },
        ...{ isInboundEnabled: true, since: '2026-01-02T00:00:00.000Z' },
      },
    },
    { ...number, number: '+14165550101', restsUntil: expect.stringMatching(/Z$/) },
    { ...number, number: '+14165550102', locationId: location, restsUntil: null },
  ]);
  expect(await listed('list')).toHaveLength(4);
  expect(await listed('list', '--held')).toEqual(['+14165550100']);
  expect(await listed('list', '--no-held', '--location', location)).toEqual(['+14165550102']);
  expect(await listed('free', '--organization', acme.uuid)).toEqual(['+14165550102']);
  const [shown] = linesOf(await run('show', '+1 (416) 555-0101'));
  expect(shown).toMatchObject({ phoneNumber: '+14165550101', holders: [], restsUntil: numbers[1]!.restsUntil });
  expect(await run('show', '+14165559999')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('(number_not_found)'),
  });
});

it('list of more than a page has every number once', async () => {
  await run('add', '+14165550000-+14165552499', '--organization', acme.objectId);
  const numbers = await listed('list', '--organization', acme.objectId);
  expect(numbers).toHaveLength(2500);
  expect(numbers).toEqual([...new Set(numbers)].sort());
});

it('remove and transfer: refused while somebody has the number, who is told by name; with --release that ends', async () => {
  await rows.providerLine(acme, samId, { number: '+14165550100' });
  for (const verb of [['remove'], ['transfer', '--to', other.objectId]]) {
    const refused = await unchanged(verb[0]!, '+14165550100', ...verb.slice(1));
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /\(number_held\)\nSam Patel \(user 5f7b1c2e8a1d4e0012c3b4a6\) has had it since 20.*--release/,
    );
  }
  const transferred = await run('transfer', '+14165550100', '--to', other.uuid, '--release');
  expect(transferred).toEqual(done('transferred; assignments ended: 1'));
  expect(await listed('list', '--organization', other.objectId)).toEqual(['+14165550100']);
  expect(await run('remove', '+14165550100')).toEqual(done('removed; assignments ended: 0'));
  expect(await unchanged('remove', '+14165550100')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('(number_in_no_inventory)'),
  });
  const history = linesOf(await run('history', '+14165550100'));
  expect(history).toMatchObject([{ userId: SAM, closedBy: { action: 'inventory.transfer' } }]);
});

it('a typo, its whole way: it comes in with a POST that says what it released, leaves, and goes to whose it is', async () => {
  const [right, wrong] = ['+14165550102', '+14165550201'];
  await rows.organization({ uuid: TEST_ORGANIZATION });
  const ann = '5f7b1c2e8a1d4e0012c3b4b1';
  await rows.user(other, { object_id: ann, full_name: 'Ann' });
  const server: TestServer = await startServer({ database });
  const post = async (organization: TestOrganization, targetUserId: string, phoneNumber: string) =>
    ask(`${server.url}/api/organizations/${organization.objectId}/phone-numbers`, {
      method: 'POST',
      token: tokenFor({ roles: ['SUPERADMIN'] }),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ targetUserId, provider: 'twilio', phoneNumber }),
    });
  const history = async (who: object) => {
    const path = `${server.url}/api/phone-numbers/${encodeURIComponent(wrong)}/history`;
    const answer = await ask(path, { token: tokenFor({ scopes: ['spark-admin:telephony_config_read'], ...who }) });
    return (answer.body as { intervals?: { userId: string; closedBy?: { action: string } }[] }).intervals;
  };
  try {
    await post(acme, SAM, right);
    // A digit is wrong: it is the other organization's number, which the record did not know yet.
    const mistaken = await post(acme, SAM, wrong);
    const released = [{ provider: 'twilio', phoneNumber: right }];
    expect(mistaken.body).toEqual({ success: true, message: 'twilio phone number assigned', released });
    expect((await post(other, ann, wrong)).status).toBe(409);

    expect(await run('remove', wrong)).toMatchObject({ code: 1, stderr: expect.stringContaining('Sam Patel') });
    expect(await run('remove', wrong, '--release')).toEqual(done('removed; assignments ended: 1'));
    expect((await post(acme, SAM, right)).body).toEqual({ success: true, message: 'twilio phone number assigned' });
    expect((await post(other, ann, wrong)).status).toBe(200);

    const administrator = (of: TestOrganization) => ({ roles: ['full_admin'], organization: of.uuid });
    expect(await history(administrator(acme))).toEqual([
      expect.objectContaining({ userId: SAM, closedBy: expect.objectContaining({ action: 'inventory.remove' }) }),
    ]);
    const others = await history(administrator(other));
    expect(others).toEqual([expect.objectContaining({ userId: ann })]);
    expect(JSON.stringify(others)).not.toContain(SAM);
    expect(await history({ roles: ['SUPERADMIN'] })).toMatchObject([{ userId: ann }, { userId: SAM }]);
  } finally {
    await server.stop();
  }
});
