import { createDatabase, type RecordDatabase } from '../record-database.js';
import { everyRow } from '../every-row.js';
import { codesOf, refusalsOf as refusalsOfImport } from './import-scene.js';
import { linebook } from './linebook.js';
import {
  ACME,
  assignment,
  ATLAS,
  line,
  MAIN_OFFICE,
  number,
  userId,
  workspaceAnswer,
  workspaceId,
  type Assignment,
} from './vendor-answers.js';

jest.setTimeout(120_000);

// What is there before each bad file, and must be there in every column afterwards.
const ANNEX = '11111111-0000-4000-8000-000000000001';
const OTHER = '22222222-0000-4000-8000-000000000001';
const OTHER_ACME = '5f7b1c2e8a1d4e0012c3b401';

let database: RecordDatabase;
let env: Record<string, string>;
let before: string;

beforeAll(async () => {
  database = await createDatabase();
  env = { DATABASE_URL: database.url };
  await taken({ assignments: [assignment(1, 1), assignment(2, 2)] }, '--organization', ACME);
  await taken({ assignments: [assignment(3, 3)] }, '--organization', OTHER_ACME);
  await taken([
    workspaceAnswer([line(11, '11'), line(12, null, { primary: false })], { workspace: 1 }),
    workspaceAnswer([line(13, '13')], { workspace: 2 }),
    workspaceAnswer([line(14, '14', { routingPrefix: '99' })], { workspace: 3, location: ANNEX }),
    workspaceAnswer([line(15, '15')], { workspace: 4, organization: OTHER, location: OTHER }),
  ]);
  await database.query(
    `UPDATE locations SET main_phone_number_id = (SELECT id FROM phone_numbers WHERE e164 = $1) WHERE id = $2`,
    [number(16), ANNEX],
  );
  await database.query(
    `WITH n AS (INSERT INTO phone_numbers (e164, organization_id, location_id)
                SELECT $1, organization_id, id FROM locations WHERE id = $2 RETURNING id)
     UPDATE locations SET main_phone_number_id = n.id FROM n WHERE locations.id = $2`,
    [number(16), ANNEX],
  );
  await eraseUser(await addedUser());
  before = await everyRow(database);
});
afterAll(() => database.drop());

afterEach(async () => expect(await everyRow(database)).toBe(before));

async function taken(file: unknown, ...options: string[]): Promise<void> {
  const outcome = await linebook(['import', '-', ...options], { env, input: JSON.stringify(file) });
  if (outcome.code !== 0) throw new Error(outcome.stderr);
}

async function addedUser(): Promise<string> {
  await taken({ assignments: [assignment(9, 9)] }, '--organization', ACME);
  return userId(9);
}

/** As the documented erasure does it: the user's assignments end, then they are removed and their name goes. */
async function eraseUser(objectId: string): Promise<void> {
  await database.query(
    `UPDATE number_assignments SET valid_to = valid_from + interval '1 s', closed_by = opened_by
      WHERE valid_to IS NULL AND user_id = (SELECT id FROM users WHERE object_id = $1)`,
    [objectId],
  );
  await database.query(
    `UPDATE users SET removed_at = now(), erased_at = now(), full_name = NULL, email = NULL WHERE object_id = $1`,
    [objectId],
  );
}

const refusalsOf = (input: string | Buffer, ...options: string[]) => refusalsOfImport(database, input, ...options);

const users = (...assignments: unknown[]): string => JSON.stringify({ assignments }, null, 1);
const a = (user: number, phone: number, changed: Partial<Record<keyof Assignment, unknown>> = {}) =>
  assignment(user, phone, changed as Partial<Assignment>);

describe('a file that is no answer of a vendor', () => {
  it.each<[string, string | Buffer, string]>([
    ['empty', '', '1:1: refused empty: the file is empty'],
    ['white space', ' \n ', '1:1: refused empty: the file is empty'],
    ['binary', Buffer.from([0x7b, 0xff, 0xfe, 0x00]), 'refused not_utf8: the file is not UTF-8'],
    ['UTF-16', Buffer.from('{"assignments":[]}', 'utf16le'), 'refused not_utf8: the file looks like UTF-16'],
    ['cut off', '{"assignments":[', '1:17: refused not_json: the file ends in the middle'],
    ['two texts', '{"assignments":[]}{}', '1:19: refused not_json: something follows after the end'],
    ['a text', '"x"', '1:1: refused bad_header: this is no JSON'],
    ['a list of texts', '["x"]', '1:2: refused wrong_shape: this is no answer of a vendor'],
    ['an object of another kind', '{"items":[]}', '1:1: refused wrong_shape: this is no answer of a vendor'],
    ['an empty object', '{}', '1:1: refused wrong_shape: this is no answer of a vendor'],
    ['24 KB of brackets', '['.repeat(24_000), '1:33: refused too_deep: more than 32 levels'],
    ['an endless text', `{"assignments":["${'x'.repeat(300_000)}"]}`, 'refused too_large'],
  ])('%s', async (_, file, reason) => {
    expect((await refusalsOf(file, '--organization', ACME)).join('\n')).toContain(reason);
  });
});

describe('rows of the organizations face that do not hold', () => {
  it.each<[string, string, string[]]>([
    ['a shape', users('x', null, [a(4, 20)]), ['wrong_shape', 'wrong_shape', 'wrong_shape']],
    [
      'user ids',
      users(a(4, 20, { userId: 'abcdefghijkl' }), a(4, 21, { userId: undefined })),
      ['bad_user_id', 'bad_user_id'],
    ],
    ['a type', users(a(4, 20, { isDefault: 'yes' }), a(4, 21, { label: 5 })), ['wrong_shape', 'wrong_shape']],
    ['a lone surrogate', users(a(4, 20, { userName: 'x\ud800' })), ['wrong_shape']],
    ['a NUL', users(a(4, 20, { label: 'x\0' })), ['wrong_shape']],
    [
      'providers',
      users(a(4, 20, { provider: 'Twilio' }), a(4, 21, { provider: 'vonage' })),
      ['unknown_provider', 'unknown_provider'],
    ],
    [
      'numbers',
      users(a(4, 20, { phoneNumber: '4165550102' }), a(4, 21, { phoneNumber: '+0123456789' })),
      ['bad_number', 'bad_number'],
    ],
    ['a label', users(a(4, 20, { label: 'x'.repeat(201) })), ['bad_label']],
    ['one number, two users', users(a(4, 20), a(5, 20)), ['second_inbound_holder', 'second_inbound_holder']],
    [
      'one number, two providers',
      users(a(4, 20), a(4, 20, { provider: 'sinch' })),
      ['second_inbound_holder', 'second_inbound_holder'],
    ],
    ['a number of a user who is not listed', users(a(4, 20), a(4, 1)), ['second_inbound_holder']],
    ['one number twice', users(a(4, 20), a(4, 20, { isInboundEnabled: false })), ['number_twice', 'number_twice']],
    [
      'two defaults',
      users(a(4, 20, { isDefault: true }), a(4, 21, { isDefault: true })),
      ['second_default', 'second_default'],
    ],
    ['a number of another organization', users(a(4, 3)), ['number_of_another_organization']],
    ['its outbound use', users(a(4, 3, { isInboundEnabled: false })), ['number_of_another_organization']],
    ['a user of another organization', users(a(3, 20)), ['holder_of_another_organization']],
    ['an erased person', users(a(9, 20)), ['holder_erased']],
    ['a user in two answers', `[${users(a(4, 20))},${users(a(4, 21))}]`, ['holder_twice', 'holder_twice']],
    ['a good row beside a bad one', users(a(4, 20), a(4, 21, { provider: 'x' })), ['unknown_provider']],
  ])('%s', async (_, file, codes) => {
    const refusals = await refusalsOf(file, '--organization', ACME);
    expect(codesOf(refusals)).toEqual(codes);
  });

  it('are named by line and column, and rows that only contradict each other say no number, name or e-mail', async () => {
    const refusals = await refusalsOf(users(a(4, 20), a(5, 20)), '--organization', ACME);
    expect(refusals).toEqual([
      '3:3: refused second_inbound_holder: the number already receives its calls for somebody',
      '12:3: refused second_inbound_holder: the number already receives its calls for somebody',
    ]);
  });

  it('are refused by a dry run as well', async () => {
    expect(await refusalsOf(users(a(4, 1)), '--organization', ACME, '--dry-run')).toHaveLength(1);
  });
});

describe('rows of the workspaces face that do not hold', () => {
  const w = (lines: unknown[], place: Parameters<typeof workspaceAnswer>[1] = { workspace: 7 }) =>
    JSON.stringify(workspaceAnswer(lines, place));
  const alternate = { primary: false };

  it.each<[string, string, string[]]>([
    ['entries', w(['x', { primary: 'yes' }, {}]), ['wrong_shape', 'wrong_shape', 'empty_line']],
    ['no array', w('x' as never), ['wrong_shape']],
    ['no workspace', '{"phoneNumbers":[]}', ['wrong_shape']],
    ['a workspace id', JSON.stringify({ ...workspaceAnswer([]), workspace: { id: 'x' } }), ['bad_workspace_id']],
    [
      'a location id of another type',
      JSON.stringify({ ...workspaceAnswer([]), location: workspaceAnswer([]).organization }),
      ['bad_location_id'],
    ],
    [
      'an organization id',
      JSON.stringify({ ...workspaceAnswer([]), organization: { id: 'x' } }),
      ['bad_organization_id'],
    ],
    ['a national number', w([line(20, null, { external: '2125550120' })]), ['bad_number']],
    ['an extension with letters', w([line(20, '12a')]), ['bad_extension']],
    ['a routing prefix with letters', w([line(20, '20', { routingPrefix: 'x' })]), ['bad_routing_prefix']],
    ['an alternate without number', w([line(20, '20'), line(null, '21', alternate)]), ['alternate_without_number']],
    ['two primaries', w([line(20, '20'), line(21, '21')]), ['second_primary', 'second_primary']],
    ['one extension twice', w([line(20, '20'), line(21, '20', alternate)]), ['extension_in_use', 'extension_in_use']],
    ['an extension of another workspace', w([line(20, '13')]), ['extension_in_use']],
    ['one number twice', w([line(20, '20'), line(20, '21', alternate)]), ['number_twice', 'number_twice']],
    ['a number of another workspace', w([line(13, '20')]), ['second_inbound_holder']],
    ['a number of another organization', w([line(1, '20')]), ['number_of_another_organization']],
    ['the main number of another location', w([line(16, '20')]), ['main_number']],
    [
      'two routing prefixes',
      w([line(20, '20'), line(21, '21', { ...alternate, routingPrefix: '1235' })]),
      ['two_routing_prefixes', 'two_routing_prefixes'],
    ],
    ['the routing prefix of another location', w([line(20, '20', { routingPrefix: '99' })]), ['routing_prefix_in_use']],
    [
      'a workspace in two locations',
      `[${w([line(20, '20')])},${w([], { workspace: 7, location: ANNEX })}]`,
      ['holder_twice', 'holder_twice', 'holder_twice'],
    ],
    [
      'a workspace of another organization',
      w([], { workspace: 4, organization: ATLAS }),
      ['holder_of_another_organization'],
    ],
    [
      'a location of another organization',
      w([], { workspace: 7, location: OTHER, organization: ATLAS }),
      ['location_of_another_organization'],
    ],
    [
      'a location in two organizations',
      `[${w([], { workspace: 7, location: workspaceId(70) })},${w([], { workspace: 8, location: workspaceId(70), organization: OTHER })}]`,
      ['location_of_another_organization', 'location_of_another_organization'],
    ],
    [
      'a number in two organizations',
      `[${w([line(20, '20')])},${w([line(20, '21', { routingPrefix: '5' })], { workspace: 8, location: OTHER, organization: OTHER })}]`,
      ['number_of_another_organization', 'number_of_another_organization'],
    ],
  ])('%s', async (_, file, codes) => {
    const refusals = await refusalsOf(file);
    expect(codesOf(refusals)).toEqual(codes);
  });

  it('another_organization: the file names another one than --organization', async () => {
    const file = w([], { workspace: 7, location: MAIN_OFFICE });
    expect(await refusalsOf(file, '--organization', OTHER)).toEqual([
      '1:1: refused another_organization: the file names another organization than --organization',
    ]);
  });
});

describe('could not run', () => {
  it.each<[string, string[], string]>([
    ['no organization is named', ['import', '-'], 'the answer names no organization: say --organization (wrong_usage)'],
    ['no id', ['import', '-', '--organization', 'x'], '--organization is no organization id'],
    ['a name without id', ['import', '-', '--organization-name', 'x'], '--organization-name needs --organization'],
    ['no such file', ['import', 'no-such-file', '--organization', ACME], 'no-such-file: cannot be read: ENOENT'],
    ['a directory', ['import', 'src', '--organization', ACME], 'src: cannot be read: EISDIR'],
    ['no file', ['import'], "missing required argument 'file'"],
    ['an unknown option', ['import', '-', '--x'], "unknown option '--x'"],
    [
      'two records',
      ['import', '-', '--organization', ACME, '--data', 'x'],
      '--data does not go together with DATABASE_URL',
    ],
  ])('2: %s', async (_, args, text) => {
    const outcome = await linebook(args, { env, input: users(a(4, 20)) });
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(text) });
    expect(outcome.stderr).not.toMatch(/\n\s+at /);
  });

  it('2: another import of the organization is running', async () => {
    const file = users(a(1, 1));
    // What a running import holds: found by its own statement, so that another key would not count.
    await database.query(
      `SELECT pg_advisory_lock(hashtextextended('linebook import ' || uuid, 0)) FROM organizations WHERE object_id = $1`,
      [ACME],
    );
    const outcome = await linebook(['import', '-', '--organization', ACME], { env, input: file });
    await database.query('SELECT pg_advisory_unlock_all()');
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining('(import_running)') });
    expect(await linebook(['import', '-', '--organization', ACME], { env, input: users(a(1, 1)) })).toMatchObject({
      code: 0,
    });
  });
});
