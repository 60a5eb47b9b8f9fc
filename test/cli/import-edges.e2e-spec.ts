import { objectIdOfUuid, uuidOfObjectId } from '../../src/ids/derived-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { linebook, type Outcome } from './linebook.js';
import { assignment, line, number, workspaceAnswer } from './vendor-answers.js';
import { ask } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';

jest.setTimeout(60_000);

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

let organizations = 0;
const organizationId = (): string => (++organizations).toString(16).padStart(24, 'def0');

function imported(file: unknown, ...options: string[]): Promise<Outcome> {
  return linebook(['import', '-', ...options], { env: { DATABASE_URL: database.url }, input: JSON.stringify(file) });
}

async function numbersOf(organization: string): Promise<string[]> {
  const { body } = await ask(`${server.url}/api/organizations/${organization}/phone-numbers`, {
    token: tokenFor({ roles: ['SUPERADMIN'] }),
  });
  return (body as { assignments: { phoneNumber: string }[] }).assignments.map(({ phoneNumber }) => phoneNumber);
}

/** A UUID whose 24 hex digits make, when taken back, a UUID that sorts before it, or after it. */
function uuidWhoseShadowSorts(before: boolean, from: number): string {
  for (let i = from; ; i++) {
    const uuid = `7fffffff-0000-4000-8000-${i.toString(16).padStart(12, '0')}`;
    if (uuidOfObjectId(objectIdOfUuid(uuid)) < uuid === before) return uuid;
  }
}

/** A refusal with a report, or success: never a stack or the database's own words. */
function explainedOutcome({ code, stderr }: Outcome) {
  return { code, internals: /\n\s+at |constraint|violates|QueryFailed|duplicate key/.exec(stderr)?.[0] };
}

describe('one somebody under two spellings', () => {
  it.each([true, false])(
    'a user by their UUID and by the objectId derived from it, in one file (shadow first: %s)',
    async (before) => {
      const uuid = uuidWhoseShadowSorts(before, before ? 1 : 100);
      const base = before ? 9100 : 9200;
      const outcome = await imported(
        {
          assignments: [
            assignment(1, base + 1, { userId: uuid }),
            assignment(1, base + 2, { userId: objectIdOfUuid(uuid) }),
          ],
        },
        '--organization',
        organizationId(),
      );
      expect(explainedOutcome(outcome)).toEqual({ code: 0, internals: undefined });
    },
  );

  it('a user whom the record knows by the derived objectId only, then by their UUID', async () => {
    const uuid = uuidWhoseShadowSorts(true, 300);
    const organization = organizationId();
    const file = (id: string, phone: number) => ({ assignments: [assignment(1, phone, { userId: id })] });
    expect((await imported(file(objectIdOfUuid(uuid), 9301), '--organization', organization)).code).toBe(0);
    const outcome = await imported(file(uuid, 9302), '--organization', organization);
    expect({ ...explainedOutcome(outcome), code: [0, 1].includes(outcome.code!) }).toEqual({
      code: true,
      internals: undefined,
    });
  });

  it('an organization whom the record knows by the derived objectId only, then by its UUID', async () => {
    const uuid = uuidWhoseShadowSorts(true, 400);
    expect((await imported({ assignments: [assignment(41, 9401)] }, '--organization', objectIdOfUuid(uuid))).code).toBe(
      0,
    );
    const outcome = await imported({ assignments: [assignment(42, 9402)] }, '--organization', uuid);
    expect({ ...explainedOutcome(outcome), code: [0, 1].includes(outcome.code!) }).toEqual({
      code: true,
      internals: undefined,
    });
  });

  it.each([true, false])('an organization in two spellings in one file (shadow first: %s)', async (before) => {
    const uuid = uuidWhoseShadowSorts(before, before ? 500 : 600);
    const base = before ? 9500 : 9600;
    const one = workspaceAnswer([line(base + 1, '101')], {
      workspace: base + 1,
      location: '00000000-0000-4000-8000-00000000' + base,
      organization: uuid,
    });
    const two = workspaceAnswer([line(base + 2, '102')], {
      workspace: base + 2,
      location: '00000000-0000-4000-8000-00000000' + base,
      organization: uuid,
    });
    two.organization.id = objectIdOfUuid(uuid);
    two.location.id = webexId('LOCATION', '00000000-0000-4000-8000-00000001' + base);
    two.phoneNumbers = [line(base + 2, '102', { routingPrefix: '77' })];
    const outcome = await imported([one, two]);
    expect(explainedOutcome(outcome)).toEqual({ code: 0, internals: undefined });
  });
});

describe('order', () => {
  it("keeps a user's order when another user joined the file before them and one of their labels changed", async () => {
    const organization = organizationId();
    const theirs = [
      assignment(7, 9701, { label: 'a' }),
      assignment(7, 9702, { label: 'b' }),
      assignment(7, 9703, { label: 'c' }),
    ];
    await imported({ assignments: theirs }, '--organization', organization);
    theirs[0]!.label = 'changed';
    const second = [assignment(6, 9710), assignment(6, 9711), ...theirs];
    await imported({ assignments: second }, '--organization', organization);
    expect(await numbersOf(organization)).toEqual(second.map(({ phoneNumber }) => phoneNumber));
  });

  it('list_position is the place in its holder', async () => {
    const organization = organizationId();
    await imported(
      { assignments: [assignment(8, 9801), assignment(9, 9802), assignment(9, 9803)] },
      '--organization',
      organization,
    );
    const rows = await database.query(
      `SELECT p.e164, a.list_position FROM number_assignments a JOIN phone_numbers p ON p.id = a.phone_number_id
        WHERE p.e164 = ANY($1) ORDER BY 1`,
      [[number(9801), number(9802), number(9803)]],
    );
    expect(rows.map(({ list_position }) => list_position)).toEqual([0, 0, 1]);
  });
});

describe('odd files', () => {
  it('prefixes that two locations swap are refused or taken, but not a fault of ours', async () => {
    const [a, b] = ['00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000b1'];
    const organization = '00000000-0000-4000-8000-0000000000c1';
    const file = (x: string, y: string) => [
      workspaceAnswer([line(9901, '101', { routingPrefix: x })], { workspace: 9901, location: a, organization }),
      workspaceAnswer([line(9902, '101', { routingPrefix: y })], { workspace: 9902, location: b, organization }),
    ];
    expect((await imported(file('71', '72'))).code).toBe(0);
    expect(explainedOutcome(await imported(file('72', '71')))).toEqual({ code: 1, internals: undefined });
  });

  it('two workspaces swap their numbers and extensions', async () => {
    const location = '00000000-0000-4000-8000-0000000000a2';
    const organization = '00000000-0000-4000-8000-0000000000c2';
    const file = (x: number, y: number) => [
      workspaceAnswer([line(x, String(x))], { workspace: 9911, location, organization }),
      workspaceAnswer([line(y, String(y))], { workspace: 9912, location, organization }),
    ];
    expect((await imported(file(9911, 9912))).code).toBe(0);
    const outcome = await imported(file(9912, 9911));
    expect(outcome).toMatchObject({ code: 0, stdout: 'standard input: moved 2 assignments\n' });
    expect((await imported(file(9912, 9911))).stdout).toBe('standard input: nothing to change\n');
  });

  it('a removed location whose prefix another one has now comes back', async () => {
    const [a, b] = ['00000000-0000-4000-8000-0000000000a3', '00000000-0000-4000-8000-0000000000b3'];
    const organization = '00000000-0000-4000-8000-0000000000c3';
    const answer = (location: string, workspace: number, routingPrefix: string | null, phone: number) =>
      workspaceAnswer([line(phone, '101', { routingPrefix })], { workspace, location, organization });
    expect((await imported(answer(a, 9921, '73', 9921))).code).toBe(0);
    await database.query('UPDATE locations SET removed_at = now() WHERE id = $1', [a]);
    expect((await imported(answer(b, 9922, '73', 9922))).code).toBe(0);
    expect(explainedOutcome(await imported(answer(a, 9921, null, 9921)))).toEqual({ code: 1, internals: undefined });
  });

  it('a file without holders changes nothing', async () => {
    expect(await imported([])).toMatchObject({ code: 0, stdout: 'standard input: nothing to change\n' });
  });

  it('a workspace without lines loses what it had', async () => {
    const location = '00000000-0000-4000-8000-0000000000a4';
    const organization = '00000000-0000-4000-8000-0000000000c4';
    await imported(workspaceAnswer([line(9931, '131')], { workspace: 9931, location, organization }));
    const outcome = await imported(workspaceAnswer([], { workspace: 9931, location, organization }));
    expect(outcome.stdout).toBe('standard input: released 1 assignment\n');
  });

  it('a main number does not go to another location with its holder', async () => {
    const [a, b] = ['00000000-0000-4000-8000-0000000000a5', '00000000-0000-4000-8000-0000000000b5'];
    const organization = '00000000-0000-4000-8000-0000000000c5';
    await imported(
      workspaceAnswer([line(9941, '141', { routingPrefix: '81' })], { workspace: 9941, location: a, organization }),
    );
    await database.query(
      `UPDATE locations SET main_phone_number_id = (SELECT id FROM phone_numbers WHERE e164 = $2) WHERE id = $1`,
      [a, number(9941)],
    );
    const outcome = await imported(
      workspaceAnswer([line(9941, '141', { routingPrefix: '82' })], { workspace: 9941, location: b, organization }),
    );
    expect(explainedOutcome(outcome)).toEqual({ code: 1, internals: undefined });
    expect(outcome.stderr).toContain('main_number');
  });
});
