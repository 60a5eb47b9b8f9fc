import { USERS_COLUMNS, WORKSPACES_COLUMNS, type Columns } from '../csv/columns.js';
import { BOOLEAN_WORDS } from './cell-words.js';
import { fileRows } from './file-rows.js';
import type { Reading } from './reading.js';
import { RowIntake } from './row-intake.js';
import type { ReportedRow } from './report.js';
import type { StagedRow } from './staged-row.js';

const ORGANIZATION = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
const USERS =
  'organization_id,organization_name,user_id,user_name,user_email,provider,phone_number,is_default,is_inbound_enabled,label';
const WORKSPACES =
  'organization_id,organization_name,location_id,location_name,country,routing_prefix,workspace_id,workspace_name,distinctive_ring_enabled,phone_number,extension,primary,ring_pattern';
const knownOf = ({ required, optional }: Columns) => [...required, ...optional].join(', ');
const NO_COUNTRY = 'has no plus before it, and no country says how to read it; say --country, for example --country CA';
const PLACE = `${ORGANIZATION},,${ORGANIZATION},,`;

async function read(
  text: string | Buffer,
  chunkBytes = 11,
  reading?: Reading,
): Promise<{ rows: StagedRow[]; refused: ReportedRow[] }> {
  const bytes = Buffer.from(text as string);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const refused: ReportedRow[] = [];
  const rows: StagedRow[] = [];
  const report = { refused: (row: ReportedRow) => void refused.push(row), warned: () => {} };
  for await (const row of fileRows(chunks(), new RowIntake(report), undefined, reading)) rows.push(row);
  return { rows, refused };
}

/** What the row says, without what it does not. */
const said = (row: StagedRow | undefined) => JSON.parse(JSON.stringify(row)) as object;

const refusalsOf = async (text: string, reading?: Reading): Promise<string[]> =>
  (await read(text, 11, reading)).refused.map(
    ({ line, column, code, reason }) => `${line}:${column} ${code}: ${reason}`,
  );

describe('a file', () => {
  const answer = '[{"assignments":[]}]';

  it.each([1, 2, 3, 1000])('is known by its first character, in chunks of %d bytes', async (size) => {
    await expect(read(`\ufeff \n${answer}`, size)).rejects.toMatchObject({ code: 'organization_required' });
    const { rows } = await read(`\ufeff\r\n${USERS}\r\n${ORGANIZATION},,${'5'.repeat(24)},,,,,,,`, size);
    expect(rows).toMatchObject([{ kind: 'user', fileLine: 3, fileColumn: 1 }]);
  });

  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'empty'],
    ['a byte order mark', '\ufeff', 'empty'],
    ['white space', ' \r\n\t'.repeat(300), 'empty'],
    ['a word', 'x', 'bad_header'],
    ['a JSON text', '"x"', 'bad_header'],
    ['UTF-16 without its mark', Buffer.from(USERS, 'utf16le'), 'not_utf8'],
    ['a binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff]), 'not_utf8'],
  ])('of %s is refused', async (_, text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code, position: { line: expect.any(Number) } });
  });

  it.each([
    [
      USERS.replace('user_email', 'mail'),
      'the column "mail" is unknown; leave it out with --ignore-column, or say what it is with --map "mail=…". ' +
        `Known are ${knownOf(USERS_COLUMNS)}`,
      53,
    ],
    [`${USERS},label`, 'the column label stands twice', 122],
    [
      `${WORKSPACES},organisation,team`,
      'the columns "organisation", "team" are unknown; leave it out with --ignore-column, or say what it is with ' +
        `--map "organisation=…". Known are ${knownOf(WORKSPACES_COLUMNS)}`,
      181,
    ],
    [USERS.replace(',label', '').replace('provider,', ''), 'missing: provider, label', 1],
    [USERS.replace('user_id', 'userid'), 'the column "userid" is unknown; is it user_id?', 35],
    [`sep=|\n${USERS.replaceAll(',', '|')}`, 'the cells are separated by neither commas, semicolons nor tabs', 1],
    ['Sam Patel,sam@acme.example', 'this is no JSON, and the first line names the columns of no layout', 1],
  ])('with the header %s is refused', async (header, reason, column) => {
    await expect(read(`${header}\n`)).rejects.toMatchObject({
      code: 'bad_header',
      reason,
      position: { line: 1, column },
    });
  });
});

describe('a CSV as a spreadsheet writes it', () => {
  const cells = `${ORGANIZATION},,${'5'.repeat(24)},"Lee; Kim",,twilio,+14165550102,WAHR,FALSCH,`;
  const written = (separator: string) => `${USERS}\r\n${cells}\r\n`.replaceAll(',', separator);

  it.each([
    ['commas', written(',').replace('FALSCH', 'Faux'), 2],
    ['semicolons', written(';'), 2],
    ['semicolons, and a line that says so', `\ufeffsep=;\r\n${written(';')}`, 3],
    ['commas, and a line that says so', `"sep=,"\r\n${written(',')}`, 3],
  ])('with %s', async (_, text, fileLine) => {
    const { rows, refused } = await read(text);
    expect(refused).toEqual([]);
    expect(rows).toMatchObject([{ fileLine, holderName: 'Lee; Kim', isDefault: true, receivesCalls: false }]);
  });

  it('says where a cell begins between semicolons', async () => {
    expect(await refusalsOf(written(';').replace('twilio', 'sip'))).toEqual([
      '2:76 unknown_provider: provider "sip" is not one of twilio, sinch, textgrid',
    ]);
  });

  it('is not taken with a byte order mark in the middle', async () => {
    expect(await refusalsOf(`${USERS}\n${cells}\n\ufeff${USERS}\n`)).toEqual([
      '3:1 stray_byte_order_mark: a byte order mark stands in the middle; was a file put behind another?',
    ]);
  });

  it('is taken with two byte order marks at its beginning', async () => {
    expect(await read(`\ufeff\ufeff${USERS}\n`)).toEqual({ rows: [], refused: [] });
  });

  it.each(['utf-16le', 'utf-16be'])('in %s is taken with its mark, and with --encoding', async (encoding) => {
    const utf16 = (text: string) => {
      const little = Buffer.from(text, 'utf16le');
      return encoding === 'utf-16le' ? little : Buffer.from(little).swap16();
    };
    const text = written('\t').replace('Lee; Kim', 'Zoë 李');
    const taken = [{ holderName: 'Zoë 李', isDefault: true }];
    for (const size of [1, 3, 4096]) expect(await read(utf16(`\ufeff${text}`), size)).toMatchObject({ rows: taken });
    expect(await read(utf16(text), 7, { encoding })).toMatchObject({ rows: taken, refused: [] });
    await expect(read(utf16(text))).rejects.toMatchObject({
      code: 'not_utf8',
      reason: `the file looks like UTF-16 without a byte order mark; say --encoding ${encoding}`,
    });
    await expect(read(utf16('[{"assignments":[]}]'), 7, { encoding })).rejects.toMatchObject({
      code: 'organization_required',
    });
  });

  it('in windows-1252 is taken with --encoding, and refused with what the cell may be', async () => {
    const text = Buffer.from(written(';').replace('"Lee; Kim"', 'Zo\xeb M\xfcller'), 'latin1');
    const { rows } = await read(text, 5, { encoding: 'windows-1252' });
    expect(rows).toMatchObject([{ holderName: 'Zoë Müller' }]);
    await expect(read(text)).rejects.toMatchObject({
      code: 'not_utf8',
      reason:
        'the file is not in UTF-8; if this cell is "Zoë Müller", say --encoding windows-1252, else save the file as CSV UTF-8',
      position: { line: 2, column: 64 },
    });
  });

  it('in UTF-8 is not taken for something else', async () => {
    const text = written(';').replace('Lee; Kim', 'Zoë');
    await expect(read(text, 4096, { encoding: 'windows-1252' })).rejects.toMatchObject({
      reason: 'the file is in UTF-8, not in windows-1252; leave --encoding out',
    });
    expect(await read(`\ufeff${text}`, 4096, { encoding: 'windows-1252' })).toMatchObject({ refused: [] });
    await expect(read(Buffer.from([0x61, 0xff, 0x0a]), 4096, { encoding: 'shift_jis' })).rejects.toMatchObject({
      reason: 'the file is not in shift_jis; say another --encoding',
    });
  });
});

describe('a row of the users layout', () => {
  const user = '5f7b1c2e8a1d4e0012c3b401';
  const row = (cells: string) => `${USERS},held_since\n${ORGANIZATION},Atlas,${user},${cells}\n`;

  it('says a line of a user', async () => {
    const cells = `"Patel, Sam",s@x.example,twilio,tel:+1 (416) 555-0102,TRUE,False,Desk,2024-05-01`;
    const { rows } = await read(row(cells));
    expect(rows.map(said)).toEqual([
      {
        row: 1,
        file: 0,
        fileLine: 2,
        fileColumn: 1,
        kind: 'user',
        organizationUuid: ORGANIZATION,
        organizationDerivedId: expect.stringMatching(/^[0-9a-f]{24}$/),
        organizationName: 'Atlas',
        holderObjectId: user,
        holderDerivedId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        holderName: 'Patel, Sam',
        holderEmail: 's@x.example',
        e164: '+14165550102',
        provider: 'twilio',
        isDefault: true,
        receivesCalls: false,
        label: 'Desk',
        heldSince: '2024-05-01T00:00:00.000Z',
        listPosition: 0,
      },
    ]);
  });

  it('has its columns in any order, and stands in no answer', async () => {
    const reversed = (text: string) => text.split(',').reverse().join(',');
    const { rows } = await read(
      `${reversed(USERS)}\n${reversed(`${ORGANIZATION},,${user},,,sinch,+14165550102,,,`)}\n`,
    );
    expect(rows).toMatchObject([{ holderObjectId: user, provider: 'sinch', e164: '+14165550102', answer: undefined }]);
  });

  it('without a number is the user alone, whatever else it says of a line', async () => {
    const { rows } = await read(row('Sam,,sinch,,true,true,Desk,2024-05-01'));
    expect(said(rows[0])).not.toHaveProperty('provider');
    expect(said(rows[0])).not.toHaveProperty('isDefault');
    expect(rows).toMatchObject([{ holderName: 'Sam' }]);
  });

  it('gives each line its place in the file', async () => {
    const { rows } = await read(
      `${row('A,,sinch,+14165550102,,,,')}\n${row('B,,sinch,+14165550103,,,,').split('\n')[1]}`,
    );
    expect(rows.map(({ listPosition, fileLine }) => [listPosition, fileLine])).toEqual([
      [0, 2],
      [1, 4],
    ]);
  });

  it('takes off the quote that an export puts before what looks like a formula, and no other', async () => {
    const names = async (name: string) => (await read(row(`${name},,,,,,,`))).rows[0]!.holderName;
    expect(await names(`'=SUM(A1)`)).toBe('=SUM(A1)');
    expect(await names(`''=x`)).toBe(`'=x`);
    expect(await names(`'s Gravenhage`)).toBe(`'s Gravenhage`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('is refused with the formula %j', async (name) => {
    expect(await refusalsOf(row(`"${name}",,,,,,,`))).toEqual([
      `2:69 formula: user_name ${JSON.stringify(name)} begins like a formula; put an apostrophe before it if it is none`,
    ]);
  });

  it.each([
    ['', `ragged_row: the row has 4 cells, the header 11; it begins "${ORGANIZATION}", "Atlas", "${user}", ""`, 1],
    [
      'N,,twilio,+14165550102,,,,,',
      `ragged_row: the row has 12 cells, the header 11; it begins "${ORGANIZATION}", "Atlas", "${user}", "N"`,
      1,
    ],
    ['é,,skype,+14165550102,,,,', 'unknown_provider: provider "skype" is not one of twilio, sinch, textgrid', 73],
    ['N,,,+14165550102,,,,', 'unknown_provider: provider is missing', 72],
    ['N,,twilio,4165550102,,,,', `bad_number: phone_number "4165550102" ${NO_COUNTRY}`, 79],
    ['N,,twilio,+14165550102,x,,,', `bad_boolean: is_default "x" is not ${BOOLEAN_WORDS}`, 92],
    ['N,,twilio,+14165550102,,2,,', `bad_boolean: is_inbound_enabled "2" is not ${BOOLEAN_WORDS}`, 93],
    ['N,,twilio,,,toString,,', `bad_boolean: is_inbound_enabled "toString" is not ${BOOLEAN_WORDS}`, 81],
    [
      `N,,twilio,+14165550102,,,${'✆'.repeat(201)},`,
      `bad_label: label "${'✆'.repeat(60)}…" is longer than 200 characters`,
      94,
    ],
    [
      `${'✆'.repeat(257)},,twilio,+14165550102,,,,`,
      `too_long: user_name "${'✆'.repeat(60)}…" is longer than 256 characters`,
      69,
    ],
    [
      `N,${'✆'.repeat(321)},twilio,+14165550102,,,,`,
      `too_long: user_email "${'✆'.repeat(60)}…" is longer than 320 characters`,
      71,
    ],
    [
      `N,,twilio,+1${' '.repeat(62)}4165550102,,,,`,
      `bad_number: phone_number "+1${' '.repeat(58)}…" is longer than a number`,
      79,
    ],
    [
      `N,,twilio,+1${'\u0300'.repeat(9000)},,,,`,
      `bad_number: phone_number "+1${'\u0300'.repeat(58)}…" is longer than a number`,
      79,
    ],
    [
      'N,,twilio,+14165550102,,,,yesterday',
      'bad_held_since: held_since "yesterday" is not an instant or a date like 2026-01-31',
      95,
    ],
    ['N,,twilio,+14165550102,,,,2024-02-30', 'bad_held_since: held_since "2024-02-30" is no date', 95],
    ['N\0,,,,,,,', 'wrong_shape: user_name has a NUL', 69],
    ['N,,NULL,+14165550102,,,,', 'no_value: provider "NULL" is no value; leave the cell empty', 72],
    [
      'n/a,,,,,,,',
      'no_value: user_name "n/a" is no value; leave the cell empty; put an apostrophe before it if it is meant',
      69,
    ],
    [
      'N,,twilio,+14165550102,,,a "b" c,',
      'bad_quote: a quote stands inside the cell "a \\"b\\" c"; put quotes around the cell, and write each quote in it twice',
      94,
    ],
  ])('with %j is refused', async (cells, refusal, column) => {
    expect(await refusalsOf(row(cells))).toEqual([`2:${column} ${refusal}`]);
  });

  it.each([
    [`,,${user}`, '2:1 bad_organization_id: organization_id is missing'],
    [`x,,${user}`, '2:1 bad_organization_id: organization_id "x" is not an organization id'],
    [`${ORGANIZATION},,`, '2:39 bad_user_id: user_id is missing'],
    [`${ORGANIZATION},"a\nb",abcdefghijkl`, '3:4 bad_user_id: user_id "abcdefghijkl" is not a user id'],
  ])('of %j is refused', async (ids, refusal) => {
    expect(await refusalsOf(`${USERS}\n${ids},,,,,,,\n`)).toEqual([refusal]);
  });
});

describe('a row of the workspaces layout', () => {
  const row = (cells: string) => `${WORKSPACES},calling_type,calling_licence,held_since\n${PLACE}${cells}\n`;

  it('says a line of a workspace', async () => {
    const cells = `US,1234,${ORGANIZATION},Lobby,true,(416) 555-0102,0101,true,LONG_LONG,webexCalling,professional,`;
    const { rows } = await read(row(`${cells}2024-05-01T10:00:00+02:00`));
    expect(rows.map(said)).toEqual([
      {
        row: 1,
        file: 0,
        fileLine: 2,
        fileColumn: 1,
        kind: 'workspace',
        organizationUuid: ORGANIZATION,
        organizationDerivedId: expect.stringMatching(/^[0-9a-f]{24}$/),
        locationId: ORGANIZATION,
        country: 'US',
        routingPrefix: '1234',
        holderUuid: ORGANIZATION,
        holderName: 'Lobby',
        distinctiveRing: true,
        callingType: 'webexCalling',
        callingLicence: 'professional',
        e164: '+14165550102',
        extension: '0101',
        line: 'primary',
        receivesCalls: true,
        ringPattern: 'LONG_LONG',
        heldSince: '2024-05-01T08:00:00.000Z',
        listPosition: 0,
      },
    ]);
  });

  it.each([
    ['+14165550102,,,', { e164: '+14165550102', receivesCalls: true }],
    ['+14165550102,,false,', { e164: '+14165550102', line: 'alternate', receivesCalls: true }],
    [',0101,true,', { extension: '0101', line: 'primary', receivesCalls: true }],
    [',,true,NORMAL', {}],
  ])('with %j says the line %j', async (cells, line) => {
    const { rows } = await read(row(`,,${ORGANIZATION},,,${cells},,,`));
    const { e164, extension, line: which, receivesCalls, ringPattern } = rows[0]!;
    expect({ e164, extension, line: which, receivesCalls, ringPattern }).toEqual(line);
  });

  const workspace = `,,${ORGANIZATION},,`;
  it.each([
    ['ZZ,,,,,,,,,,,', 'bad_country: country "ZZ" is not a country code of ISO 3166-1 alpha-2', 77],
    [',12345678,,,,,,,,,,', 'bad_routing_prefix: routing_prefix "12345678" is not 1 to 7 digits', 78],
    [',,,,,,,,,,,', 'bad_workspace_id: workspace_id is missing', 79],
    [',,x,,,,,,,,,', 'bad_workspace_id: workspace_id "x" is not a workspace id', 79],
    [`${workspace}on,,,,,,,`, `bad_boolean: distinctive_ring_enabled "on" is not ${BOOLEAN_WORDS}`, 117],
    [`${workspace},4165550102,,,,,,`, `bad_number: phone_number "4165550102" ${NO_COUNTRY}`, 118],
    [
      `US,,${ORGANIZATION},,,12,,,,,,`,
      'bad_number: phone_number "12" is no number of US, nor one in E.164 format',
      120,
    ],
    [`${workspace},,1a,,,,,`, 'bad_extension: extension "1a" is not 2 to 10 digits', 119],
    [`${workspace},,11,x,,,,`, `bad_boolean: primary "x" is not ${BOOLEAN_WORDS}`, 122],
    [`${workspace},,11,,,,,`, 'alternate_without_number: an extension without number is a primary line', 122],
    [`${workspace},,11,false,,,,`, 'alternate_without_number: an extension without number is a primary line', 122],
    [
      `${workspace},,,,LOUD,,,`,
      'bad_ring_pattern: ring_pattern "LOUD" is not one of NORMAL, LONG_LONG, SHORT_SHORT_LONG, SHORT_LONG_SHORT',
      121,
    ],
    [
      `${workspace},,,,,pbx,,`,
      'bad_calling_type: calling_type "pbx" is not one of freeCalling, webexCalling, webexEdgeForDevices, thirdPartySipCalling, none',
      122,
    ],
    [
      `${workspace},,,,,,gold,`,
      'bad_calling_licence: calling_licence "gold" is not one of professional, common_area',
      123,
    ],
    [
      `${workspace},,,,,,,2.1.2024`,
      'bad_held_since: held_since "2.1.2024" may be 2024-01-02 or 2024-02-01: which is the day, which the month? Say --dates dmy or --dates mdy',
      124,
    ],
  ])('with %j is refused', async (cells, refusal, column) => {
    expect(await refusalsOf(row(cells))).toEqual([`2:${column} ${refusal}`]);
  });

  it('without a location is refused', async () => {
    const cells = `${ORGANIZATION},,,,,,${ORGANIZATION},,,,,,`;
    expect(await refusalsOf(`${WORKSPACES}\n${cells}\n`)).toEqual(['2:39 bad_location_id: location_id is missing']);
  });
});
