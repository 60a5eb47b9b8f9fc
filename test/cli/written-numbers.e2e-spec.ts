import { readFileSync } from 'node:fs';
import { webexId } from '../../src/ids/webex-id.js';
import { ask, said } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, tokenFor } from '../tokens.js';
import { workbook } from '../workbooks/workbook.js';
import { linebook } from './linebook.js';

// What people write for a number, over every way that takes one: the same number everywhere, or a refusal, never another
// number. What each text is, test/cases/written-numbers.json says; test/cases/numbers.json is where it comes from.

jest.setTimeout(120_000);

interface Case {
  why: string;
  text: string;
  country: string;
  number: string | null;
  code?: string;
}

const casesOf = <T>(file: string): T[] => JSON.parse(readFileSync(`test/cases/${file}.json`, 'utf8')) as T[];
const WRITTEN = casesOf<Case>('written-numbers');
const REPORTED = casesOf<Pick<Case, 'text' | 'country'> & { expect: string }>('numbers');
const CASES = REPORTED.map(({ text, country, expect: expected }) => {
  const found = WRITTEN.find((written) => written.text === text && written.country === country)!;
  return { ...found, expected };
});

const USER = '5f7b1c2e8a1d4e0012c3b4a6';
const ROOT = { roles: ['SUPERADMIN'], subject: 'root' };

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  await rows.organization({ uuid: TEST_ORGANIZATION, name: 'Root' });
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

/** Takes out what a test put in, so that the next one may have the same number. */
beforeEach(() =>
  database.query(`SET session_replication_role = replica; DELETE FROM number_assignments; DELETE FROM users; DELETE FROM phone_numbers;
    DELETE FROM changes; DELETE FROM workspaces; DELETE FROM locations; SET session_replication_role = DEFAULT`),
);

const numbers = async (): Promise<string[]> =>
  (await database.query<{ e164: string }>('SELECT e164 FROM phone_numbers ORDER BY e164')).map(({ e164 }) => e164);
const run = (args: string[], input?: string | Buffer) => linebook(args, { env: { DATABASE_URL: database.url }, input });

/** What the text is where no country is known: the same number, or none. */
const isInternational = ({ text, number }: Case): boolean => number !== null && /[+＋]/.test(text.replace(/^tel:/, ''));

it('every reported text is one of the written numbers, and stands for what is expected', () => {
  expect(CASES.filter(({ text }) => text === undefined)).toEqual([]);
  for (const { text, number, expected } of CASES) {
    const [meant] = /^\+\d{7,15}\b/.exec(expected) ?? [];
    if (meant && !expected.includes(' or ')) expect([text, number]).toEqual([text, meant]);
    if (/^refused(?! or| \()/.test(expected)) expect([text, number]).toEqual([text, null]);
  }
});

const USERS =
  'organization_id,organization_name,user_id,user_name,user_email,provider,phone_number,is_default,is_inbound_enabled,label';
const cellsOf = (text: string): string[] => [
  ...['5f7b1c2e8a1d4e0012c3b400', 'Acme', USER, 'Sam', '', 'twilio'],
  ...[text, 'true', 'true', ''],
];

describe.each<[string, (text: string) => string | Buffer]>([
  ['a cell of a CSV', (text) => `${USERS}\n${cellsOf(`"${text.replaceAll('"', '""')}"`).join(',')}\n`],
  ['a cell of a workbook', (text) => workbook({ sheets: [{ name: 'S', rows: [USERS.split(','), cellsOf(text)] }] })],
])('%s', (_, fileOf) => {
  it.each(CASES)('$text in $country: $number', async ({ text, country, number, code }) => {
    const { code: exitCode, stdout, stderr } = await run(['import', '-', '--country', country], fileOf(text));
    expect({ exitCode, numbers: await numbers() }).toEqual({
      exitCode: number ? 0 : 1,
      numbers: number ? [number] : [],
    });
    if (number) return expect(stderr).toBe('');
    expect(stdout).toBe('standard input: refused, nothing was changed: 1 fault\n');
    // N/A is no value wherever it stands.
    expect(stderr).toContain(`refused ${text === 'N/A' ? 'no_value' : code}: phone_number `);
  });
});

describe('the JSON of the organizations face', () => {
  it.each(CASES)('$text: the same number, or none', async (written) => {
    const assignment = { userId: USER, userName: 'Sam', provider: 'twilio', phoneNumber: written.text };
    const file = JSON.stringify({ assignments: [{ ...assignment, isDefault: true, isInboundEnabled: true }] });
    const { code, stderr } = await run(['import', '-', '--organization', '5f7b1c2e8a1d4e0012c3b400'], file);
    const isTaken = isInternational(written);
    expect({ code, numbers: await numbers() }).toEqual({
      code: isTaken ? 0 : 1,
      numbers: isTaken ? [written.number] : [],
    });
    if (!isTaken) expect(stderr).toContain('refused bad_number: phoneNumber is missing or not in E.164 format');
  });
});

describe('POST of the organizations face', () => {
  let organization: TestOrganization;

  it.each(CASES)('$text: the same number, or 400', async (written) => {
    organization ??= await rows.organization({ name: 'Acme' });
    await rows.user(organization, { object_id: USER });
    const { status, body } = await ask(`${server.url}/api/organizations/${organization.objectId}/phone-numbers`, {
      method: 'POST',
      token: tokenFor(ROOT),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ targetUserId: USER, provider: 'twilio', phoneNumber: written.text }),
    });
    const isTaken = isInternational(written);
    expect({ status, numbers: await numbers() }).toEqual({
      status: isTaken ? 200 : 400,
      numbers: isTaken ? [written.number] : [],
    });
    if (!isTaken) {
      expect(body).toEqual({
        error: 'Invalid phoneNumber',
        details: 'phoneNumber must be a phone number in E.164 format, like +14165550102',
      });
    }
  });
});

describe('POST of a location’s numbers on the workspaces face', () => {
  it.each(CASES)('$text in $country: $number', async ({ text, country, number }) => {
    const organization = await rows.organization({ name: 'Atlas', may_add_numbers: 'any' });
    const location = await rows.location(organization, { country });
    const scopes = ['spark-admin:telephony_config_write'];
    const token = tokenFor({ roles: ['full_admin'], scopes, organization: organization.uuid });
    const path = `/v1/telephony/config/locations/${webexId('LOCATION', location)}/numbers`;
    const { status } = await ask(`${server.url}${path}`, {
      method: 'POST',
      token,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phoneNumbers: [text] }),
    });
    const isRefused = status === 400 || status === 409;
    expect({ isRefused, numbers: await numbers() }).toEqual({ isRefused: !number, numbers: number ? [number] : [] });
  });
});

describe('GET /api/phone-numbers/{number}', () => {
  it.each(CASES)('$text in $country: $number', async ({ text, country, number }) => {
    if (number) await rows.number(await rows.organization(), number);
    const path = `/api/phone-numbers/${encodeURIComponent(text)}?country=${country}`;
    const { status, body } = said(await ask(`${server.url}${path}`, { token: tokenFor(ROOT) }));
    expect([status, (body as { phoneNumber?: string }).phoneNumber]).toEqual(number ? [200, number] : [400, undefined]);
  });
});

describe('GET /api/phone-numbers?q=', () => {
  it.each(CASES.filter(({ number }) => number))('$text finds $number or nothing, and no other', async (written) => {
    const organization = await rows.organization();
    await rows.number(organization, written.number!);
    await rows.number(organization, '+81312345678');
    const path = `/api/phone-numbers?q=${encodeURIComponent(written.text)}`;
    const { status, body } = said(await ask(`${server.url}${path}`, { token: tokenFor(ROOT) }));
    const found = (body as { phoneNumbers: { phoneNumber: string }[] }).phoneNumbers.map((one) => one.phoneNumber);
    expect(status).toBe(200);
    expect([[], [written.number]]).toContainEqual(found);
  });
});

describe('linebook numbers', () => {
  it.each(CASES)('add and show $text of $country: $number', async ({ text, country, number }) => {
    const organization = await rows.organization();
    // What begins with a hyphen is an option, so numbers stand behind the last one.
    const added = await run(['numbers', 'add', '--organization', organization.uuid, '--country', country, '--', text]);
    expect({ code: added.code, numbers: await numbers() }).toEqual({
      code: number ? 0 : 2,
      numbers: number ? [number] : [],
    });
    const shown = await run(['numbers', 'show', '--country', country.toLowerCase(), '--json', '--', text]);
    expect(shown.code).toBe(number ? 0 : 2);
    if (number) expect(JSON.parse(shown.stdout)).toMatchObject({ phoneNumber: number });
    else expect(shown.stderr).toContain(`${text} is no phone number: give it in E.164, for example +14165550102. It `);
  });

  it('without a country says how to say it, and refuses a country that there is not', async () => {
    expect(await run(['numbers', 'show', '4165550102'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(
        'It has no plus before it, and no country says how to read it; say --country, for example --country CA',
      ),
    });
    expect(await run(['numbers', 'show', '4165550102', '--country', 'ZZ'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('--country is no country code of ISO 3166-1 alpha-2, like CA'),
    });
  });
});
