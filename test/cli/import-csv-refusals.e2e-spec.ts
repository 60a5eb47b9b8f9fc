import { createDatabase, type RecordDatabase } from '../record-database.js';
import {
  userRow,
  usersCsv,
  USER_COLUMNS,
  workspaceRow,
  workspacesCsv,
  WORKSPACE_COLUMNS,
  type Row,
} from './csv-files.js';
import { everyRow } from '../every-row.js';
import { codesOf, importInto, refusalsOf } from './import-scene.js';
import { ACME, assignment, ATLAS, line, number, userId, workspaceAnswer, workspaceId } from './vendor-answers.js';

jest.setTimeout(120_000);

// What is there before each bad file, and must be there in every column afterwards.
const ANNEX = '11111111-0000-4000-8000-000000000001';
const OTHER = '22222222-0000-4000-8000-000000000001';
const OTHER_ACME = '5f7b1c2e8a1d4e0012c3b401';

let database: RecordDatabase;
let before: string;

beforeAll(async () => {
  database = await createDatabase();
  await taken({ assignments: [assignment(1, 1, { isDefault: true }), assignment(2, 2), assignment(2, 4)] }, ACME);
  await taken({ assignments: [assignment(1, 1, { isDefault: true }), assignment(2, 2)] }, ACME);
  await taken({ assignments: [assignment(3, 3)] }, OTHER_ACME);
  await taken([
    workspaceAnswer([line(11, '11'), line(12, null, { primary: false })], { workspace: 1 }),
    workspaceAnswer([line(null, '13')], { workspace: 2 }),
    workspaceAnswer([line(14, '14', { routingPrefix: '99' })], { workspace: 3, location: ANNEX }),
    workspaceAnswer([line(15, '15')], { workspace: 4, organization: OTHER, location: OTHER }),
  ]);
  // A main number that nobody holds, or its holder would be named first.
  await database.query(
    `WITH n AS (INSERT INTO phone_numbers (e164, organization_id, location_id)
                SELECT $1, organization_id, id FROM locations WHERE id = $2 RETURNING id)
     UPDATE locations SET main_phone_number_id = n.id FROM n WHERE locations.id = $2`,
    [number(16), ANNEX],
  );
  await taken(usersCsv([userRow(ACME, 9)]));
  await database.query(
    'UPDATE users SET removed_at = now(), erased_at = now(), full_name = NULL, email = NULL WHERE object_id = $1',
    [userId(9)],
  );
  before = await everyRow(database);
});
afterAll(() => database.drop());

afterEach(async () => expect(await everyRow(database)).toBe(before));

async function taken(file: unknown, organization?: string): Promise<void> {
  const outcome = await importInto(database, file, ...(organization ? ['--organization', organization] : []));
  if (outcome.code !== 0) throw new Error(outcome.stderr);
}

const u = (user: number, phone: number, changed: Row = {}): Row => userRow(ACME, user, number(phone), changed);
const w = (workspace: number, phone = '', extension = '', changed: Row = {}): Row =>
  workspaceRow(workspace, phone, extension, { routing_prefix: '1234', ...changed });

describe('a file that is no CSV of a layout', () => {
  const rows = `${USER_COLUMNS}\n${ACME},,${userId(4)},,,,,,,\n`;

  it.each<[string, string | Buffer, string]>([
    ['another header', 'id,name\n1,Sam\n', '1:1: refused bad_header: this is no JSON'],
    ['bars', rows.replaceAll(',', '|'), '1:1: refused bad_header: this is no JSON'],
    ['no header', rows.split('\n')[1]!, '1:1: refused bad_header: this is no JSON'],
    ['a missing column', rows.replace(',label', ''), '1:1: refused bad_header: missing: label'],
    ['an unknown column', rows.replace('user_name', 'name'), '1:43: refused bad_header: the column "name" is unknown'],
    [
      'a column twice',
      rows.replace(',label', ',label,label'),
      '1:122: refused bad_header: the column label stands twice',
    ],
    ['a ragged row', `${rows}${ACME},x\n`, '3:1: refused ragged_row: the row has 2 cells, the header 10'],
    ['an open quote', `${rows}"${ACME},x\n\n`, '3:1: refused bad_quote: a quote is not closed'],
    ['a stray quote', `${rows}${ACME},x"y\n`, '3:26: refused bad_quote: a quote stands inside the cell "x\\"y"'],
    [
      'Latin-1',
      Buffer.from(`${rows}${ACME},caf\xe9\n`, 'latin1'),
      '3:26: refused not_utf8: the file is not in UTF-8; if this cell is "café"',
    ],
    ['UTF-16 without its mark', Buffer.from(rows, 'utf16le'), '1:1: refused not_utf8: the file looks like UTF-16'],
    ['a byte order mark in the middle', `${rows}\ufeff${rows}`, '3:1: refused stray_byte_order_mark: a byte order'],
    ['a cell of 5 MB', `${rows}"${'x'.repeat(5_000_000)}"`, '3:1: refused too_large: a row is longer'],
    ['a formula', usersCsv([u(4, 20, { user_name: '=1+1' })]), '2:52: refused formula: user_name "=1+1" begins like'],
    ['a NUL', usersCsv([u(4, 20, { label: 'x\0' })]), '2:101: refused wrong_shape: label has a NUL'],
    ['an endless cell', `${rows}${ACME},${'x'.repeat(65_537)}`, '3:26: refused too_large: a cell is longer'],
    ['an endless row', `${rows}${','.repeat(3_000_000)}`, '3:1: refused too_large: a row is longer'],
  ])('%s', async (_, file, reason) => {
    expect((await refusalsOf(database, file)).join('\n')).toContain(reason);
  });
});

describe('rows of users that do not hold', () => {
  it.each<[string, Row[], string[]]>([
    [
      'organization ids',
      [u(4, 20, { organization_id: '' }), u(4, 21, { organization_id: 'x' })],
      ['bad_organization_id', 'bad_organization_id'],
    ],
    ['a user id', [u(4, 20, { user_id: 'abcdefghijkl' })], ['bad_user_id']],
    [
      'providers',
      [u(4, 20, { provider: 'sip' }), u(4, 21, { provider: '' })],
      ['unknown_provider', 'unknown_provider'],
    ],
    ['a national number', [u(4, 0, { phone_number: '4165550102' })], ['bad_number']],
    ['flags', [u(4, 20, { is_default: 'x' }), u(4, 21, { is_inbound_enabled: '2' })], ['bad_boolean', 'bad_boolean']],
    ['a label', [u(4, 20, { label: 'x'.repeat(201) })], ['bad_label']],
    ['a local time', [u(4, 20, { held_since: '2024-01-01T00:00:00' })], ['bad_held_since']],
    ['an instant to come', [u(4, 20, { held_since: '2999-01-01' })], ['bad_held_since']],
    ['a number held since before its release', [u(4, 4, { held_since: '2001-01-01' })], ['held_since_before_release']],
    ['one number, two users', [u(4, 20), u(5, 20)], ['second_inbound_holder', 'second_inbound_holder']],
    ['a number of another user', [u(4, 1)], ['second_inbound_holder']],
    ['a number of a workspace', [userRow('', 4, number(11), { organization_id: ATLAS })], ['second_inbound_holder']],
    ['the same number at another provider', [u(1, 1, { provider: 'sinch' })], ['second_inbound_holder']],
    [
      'outbound that becomes inbound',
      [u(4, 1, { is_inbound_enabled: 'false' }), u(5, 1, { is_inbound_enabled: 'true' })],
      ['second_inbound_holder'],
    ],
    ['one line twice', [u(4, 20), u(4, 20)], ['number_twice', 'number_twice']],
    [
      'two defaults',
      [u(4, 20, { is_default: 'true' }), u(4, 21, { is_default: 'true' })],
      ['second_default', 'second_default'],
    ],
    ['a default beside that of the record', [u(1, 20, { is_default: 'true' })], ['second_default']],
    ['a number of another organization', [u(4, 3)], ['number_of_another_organization']],
    [
      'a number in two organizations',
      [u(4, 20), u(5, 20, { organization_id: OTHER_ACME })],
      ['number_of_another_organization', 'number_of_another_organization'],
    ],
    ['a user of another organization', [u(3, 20)], ['holder_of_another_organization']],
    ['an erased person', [u(9, 20)], ['holder_erased']],
    ['a good row beside a bad one', [u(4, 20), u(4, 21, { provider: 'x' })], ['unknown_provider']],
  ])('%s', async (_, rows, codes) => {
    expect(codesOf(await refusalsOf(database, usersCsv(rows)))).toEqual(codes);
  });

  it('another_organization: a row names another one than --organization', async () => {
    const file = usersCsv([u(4, 20), u(5, 21, { organization_id: OTHER_ACME })]);
    expect(await refusalsOf(database, file, '--organization', ACME)).toEqual([
      '3:1: refused another_organization: the file names another organization than --organization',
    ]);
  });

  it('are named by the line and byte of the cell, which they show, or by their number and who has it', async () => {
    const rows = [
      u(4, 20, { user_name: 'Zoë,\n"Z"', provider: 'sip' }),
      u(5, 1, { user_name: 'Sam' }),
      u(6, 22, { user_name: 'Zoë', provider: 'sip' }),
    ];
    expect(await refusalsOf(database, usersCsv(rows))).toEqual([
      '3:28: refused unknown_provider: provider "sip" is not one of twilio, sinch, textgrid',
      '5:77: refused unknown_provider: provider "sip" is not one of twilio, sinch, textgrid',
      expect.stringMatching(
        /^4:1: refused second_inbound_holder: \+12125550001 is assigned to User 1 since 20[-\dT:.]+Z; free: \+12125550004$/,
      ),
    ]);
  });

  it('are refused by a dry run as well', async () => {
    expect(await refusalsOf(database, usersCsv([u(4, 1)]), '--dry-run')).toHaveLength(1);
  });
});

describe('rows of workspaces that do not hold', () => {
  const alternate = { primary: 'false' };

  it.each<[string, Row[], string[]]>([
    ['an organization id', [w(7, '', '', { organization_id: userId(1).slice(1) })], ['bad_organization_id']],
    [
      'location ids',
      [w(7, '', '', { location_id: '' }), w(7, '', '', { location_id: 'x' })],
      ['bad_location_id', 'bad_location_id'],
    ],
    ['a workspace id', [w(7, '', '', { workspace_id: '' })], ['bad_workspace_id']],
    ['countries', [w(7, '', '', { country: 'XX' }), w(7, '', '', { country: 'USA' })], ['bad_country', 'bad_country']],
    ['a routing prefix', [w(7, '', '', { routing_prefix: '12a' })], ['bad_routing_prefix']],
    [
      'flags',
      [w(7, '', '', { distinctive_ring_enabled: 'on' }), w(7, '', '', { primary: 'x' })],
      ['bad_boolean', 'bad_boolean'],
    ],
    ['a national number without country', [w(7, '2125550120', '', { country: '' })], ['bad_number']],
    ['a national number of another country', [w(7, '12', '')], ['bad_number']],
    ['an extension', [w(7, '', '1')], ['bad_extension']],
    ['an alternate without number', [w(7, '', '20', alternate)], ['alternate_without_number']],
    [
      'an extension that does not say that it is primary',
      [w(7, '', '20', { primary: '' })],
      ['alternate_without_number'],
    ],
    ['a ring pattern', [w(7, number(20), '', { ring_pattern: 'LOUD' })], ['bad_ring_pattern']],
    ['a calling type', [w(7, '', '', { calling_type: 'pbx' })], ['bad_calling_type']],
    ['a licence', [w(7, '', '', { calling_licence: 'gold' })], ['bad_calling_licence']],
    ['an instant', [w(7, number(20), '', { held_since: 'today' })], ['bad_held_since']],
    ['an instant to come', [w(7, '', '20', { held_since: '2999-01-01' })], ['bad_held_since']],
    [
      'two locations',
      [w(7), w(7, '', '', { location_id: ANNEX, routing_prefix: '99' })],
      ['two_locations', 'two_locations'],
    ],
    [
      'a line left behind in the former location',
      [w(1, number(11), '11', { location_id: ANNEX, routing_prefix: '99' })],
      ['two_locations'],
    ],
    ['two primaries', [w(7, number(20)), w(7, number(21))], ['second_primary', 'second_primary']],
    ['a primary beside that of the record', [w(1, number(20))], ['second_primary']],
    ['an alternate that becomes a second primary', [w(1, number(12))], ['second_primary']],
    [
      'a number for an extension that the record has without one',
      [w(2, number(20), '13', alternate)],
      ['extension_in_use'],
    ],
    [
      'one extension twice',
      [w(7, number(20), '20'), w(7, number(21), '20', alternate)],
      ['extension_in_use', 'extension_in_use'],
    ],
    ['an extension of another workspace', [w(7, number(20), '13')], ['extension_in_use']],
    ['an extension of another line of the workspace', [w(1, number(12), '11', alternate)], ['extension_in_use']],
    ['one number twice', [w(7, number(20)), w(7, number(20), '21', alternate)], ['number_twice', 'number_twice']],
    ['a number of another workspace', [w(7, number(11))], ['second_inbound_holder']],
    ['the main number of another location', [w(7, number(16))], ['main_number']],
    ['a number of another organization', [w(7, number(1))], ['number_of_another_organization']],
    [
      'two routing prefixes',
      [w(7), w(8, '', '', { routing_prefix: '1235' })],
      ['two_routing_prefixes', 'two_routing_prefixes'],
    ],
    ['the routing prefix of another location', [w(7, '', '', { routing_prefix: '99' })], ['routing_prefix_in_use']],
    ['a workspace of another organization', [w(4)], ['holder_of_another_organization']],
    [
      'a location of another organization',
      [w(7, '', '', { location_id: OTHER })],
      ['location_of_another_organization'],
    ],
    [
      'a location in two organizations',
      [
        w(7, '', '', { location_id: workspaceId(70) }),
        w(8, '', '', { location_id: workspaceId(70), organization_id: OTHER }),
      ],
      ['location_of_another_organization', 'location_of_another_organization'],
    ],
  ])('%s', async (_, rows, codes) => {
    expect(codesOf(await refusalsOf(database, workspacesCsv(rows)))).toEqual(codes);
  });

  it('another_organization: a row names another one than --organization', async () => {
    expect(codesOf(await refusalsOf(database, workspacesCsv([w(7)]), '--organization', OTHER))).toEqual([
      'another_organization',
    ]);
  });

  it('a header of both layouts is refused', async () => {
    const file = `${WORKSPACE_COLUMNS},user_id\n`;
    expect(codesOf(await refusalsOf(database, file))).toEqual(['bad_header']);
  });
});
