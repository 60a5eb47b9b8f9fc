import { fileRows } from './file-rows.js';
import { RowIntake } from './row-intake.js';
import type { ReportedRow } from './report.js';
import type { StagedRow } from './staged-row.js';

const ORGANIZATION = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
const USERS =
  'organization_id,organization_name,user_id,user_name,user_email,provider,phone_number,is_default,is_inbound_enabled,label';
const WORKSPACES =
  'organization_id,organization_name,location_id,location_name,country,routing_prefix,workspace_id,workspace_name,distinctive_ring_enabled,phone_number,extension,primary,ring_pattern';
const PLACE = `${ORGANIZATION},,${ORGANIZATION},,`;

async function read(text: string | Buffer, chunkBytes = 11): Promise<{ rows: StagedRow[]; refused: ReportedRow[] }> {
  const bytes = Buffer.from(text as string);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const refused: ReportedRow[] = [];
  const rows: StagedRow[] = [];
  const report = { refused: (row: ReportedRow) => void refused.push(row), warned: () => {} };
  for await (const row of fileRows(chunks(), new RowIntake(report), undefined)) rows.push(row);
  return { rows, refused };
}

/** What the row says, without what it does not. */
const said = (row: StagedRow | undefined) => JSON.parse(JSON.stringify(row)) as object;

const refusalsOf = async (text: string): Promise<string[]> =>
  (await read(text)).refused.map(({ line, column, code, reason }) => `${line}:${column} ${code}: ${reason}`);

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
    ['UTF-16', Buffer.from(`\ufeff${USERS}`, 'utf16le'), 'not_utf8'],
    ['a binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff]), 'not_utf8'],
  ])('of %s is refused', async (_, text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code, position: { line: expect.any(Number) } });
  });

  it.each([
    [USERS.replace('user_email', 'mail'), 'the column "mail" is unknown', 53],
    [`${USERS},label`, 'the column label stands twice', 122],
    [`${USERS},`, 'the column "" is unknown', 122],
    [`${WORKSPACES},organisation`, 'the column "organisation" is unknown', 181],
    [USERS.replace(',label', '').replace('provider,', ''), 'missing: provider, label', 1],
    [USERS.replaceAll(',', '\t'), 'this is no JSON, and the first line names the columns of no CSV layout', 1],
    [USERS.replace('user_id', 'userid'), 'the column "userid" is unknown; is it user_id?', 35],
    [`sep=|\n${USERS.replaceAll(',', '|')}`, 'the cells are separated by neither commas nor semicolons', 1],
    ['Sam Patel,sam@acme.example', 'this is no JSON, and the first line names the columns of no CSV layout', 1],
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
      '2:76 unknown_provider: provider is not one of twilio, sinch, textgrid',
    ]);
  });

  it('is not taken with a byte order mark in the middle', async () => {
    expect(await refusalsOf(`${USERS}\n${cells}\n\ufeff${USERS}\n`)).toEqual([
      '3:1 stray_byte_order_mark: a byte order mark stands in the middle; was a file put behind another?',
    ]);
    await expect(read(`\ufeff\ufeff${USERS}\n`)).rejects.toMatchObject({ code: 'stray_byte_order_mark' });
  });

  it.each(['utf16le', 'utf-16be'])('is not taken in %s, with and without its mark', async (encoding) => {
    for (const mark of ['', '\ufeff']) {
      const little = Buffer.from(mark + USERS, 'utf16le');
      const refused = read(encoding === 'utf16le' ? little : Buffer.from(little).swap16());
      await expect(refused).rejects.toMatchObject({ code: 'not_utf8', reason: expect.stringContaining('UTF-16') });
    }
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
      '2:69 formula: user_name begins like a formula; put an apostrophe before it if it is none',
    ]);
  });

  it.each([
    ['', 'ragged_row: the row has 4 cells, the header 11', 1],
    ['N,,twilio,+14165550102,,,,,', 'ragged_row: the row has 12 cells, the header 11', 1],
    ['é,,Twilio,+14165550102,,,,', 'unknown_provider: provider is not one of twilio, sinch, textgrid', 73],
    ['N,,,+14165550102,,,,', 'unknown_provider: provider is missing', 72],
    ['N,,twilio,4165550102,,,,', 'bad_number: phone_number is not in E.164 format', 79],
    ['N,,twilio,+14165550102,yes,,,', 'bad_boolean: is_default is not true or false', 92],
    ['N,,twilio,+14165550102,,1,,', 'bad_boolean: is_inbound_enabled is not true or false', 93],
    ['N,,twilio,,,toString,,', 'bad_boolean: is_inbound_enabled is not true or false', 81],
    [`N,,twilio,+14165550102,,,${'✆'.repeat(201)},`, 'bad_label: label is longer than 200 characters', 94],
    [`${'✆'.repeat(257)},,twilio,+14165550102,,,,`, 'too_long: user_name is longer than 256 characters', 69],
    [`N,${'✆'.repeat(321)},twilio,+14165550102,,,,`, 'too_long: user_email is longer than 320 characters', 71],
    [`N,,twilio,+1${' '.repeat(62)}4165550102,,,,`, 'bad_number: phone_number is not in E.164 format', 79],
    [`N,,twilio,+1${'\u0300'.repeat(9000)},,,,`, 'bad_number: phone_number is not in E.164 format', 79],
    ['N,,twilio,+14165550102,,,,yesterday', 'bad_held_since: held_since is not an instant or a date', 95],
    ['N,,twilio,+14165550102,,,,2024-02-30', 'bad_held_since: held_since is not an instant or a date', 95],
    ['N\0,,,,,,,', 'wrong_shape: user_name has a NUL', 69],
  ])('with %j is refused', async (cells, refusal, column) => {
    expect(await refusalsOf(row(cells))).toEqual([`2:${column} ${refusal}`]);
  });

  it.each([
    [`,,${user}`, '2:1 bad_organization_id: organization_id is missing'],
    [`x,,${user}`, '2:1 bad_organization_id: organization_id is not an organization id'],
    [`${ORGANIZATION},,`, '2:39 bad_user_id: user_id is missing'],
    [`${ORGANIZATION},"a\nb",abcdefghijkl`, '3:4 bad_user_id: user_id is not a user id'],
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
    ['us,,,,,,,,,,,', 'bad_country: country is not a country code of ISO 3166-1 alpha-2', 77],
    ['ZZ,,,,,,,,,,,', 'bad_country: country is not a country code of ISO 3166-1 alpha-2', 77],
    [',12345678,,,,,,,,,,', 'bad_routing_prefix: routing_prefix is not 1 to 7 digits', 78],
    [',,,,,,,,,,,', 'bad_workspace_id: workspace_id is missing', 79],
    [',,x,,,,,,,,,', 'bad_workspace_id: workspace_id is not a workspace id', 79],
    [`${workspace}on,,,,,,,`, 'bad_boolean: distinctive_ring_enabled is not true or false', 117],
    [`${workspace},4165550102,,,,,,`, 'bad_number: phone_number is not in E.164 format', 118],
    [
      `US,,${ORGANIZATION},,,12,,,,,,`,
      'bad_number: phone_number is not in E.164 format, nor in the national format of US',
      120,
    ],
    [`${workspace},,1a,,,,,`, 'bad_extension: extension is not 2 to 10 digits', 119],
    [`${workspace},,11,x,,,,`, 'bad_boolean: primary is not true or false', 122],
    [`${workspace},,11,,,,,`, 'alternate_without_number: an extension without number is a primary line', 122],
    [`${workspace},,11,false,,,,`, 'alternate_without_number: an extension without number is a primary line', 122],
    [
      `${workspace},,,,LOUD,,,`,
      'bad_ring_pattern: ring_pattern is not one of NORMAL, LONG_LONG, SHORT_SHORT_LONG, SHORT_LONG_SHORT',
      121,
    ],
    [
      `${workspace},,,,,pbx,,`,
      'bad_calling_type: calling_type is not one of freeCalling, webexCalling, webexEdgeForDevices, thirdPartySipCalling, none',
      122,
    ],
    [`${workspace},,,,,,gold,`, 'bad_calling_licence: calling_licence is not one of professional, common_area', 123],
    [`${workspace},,,,,,,1.1.2024`, 'bad_held_since: held_since is not an instant or a date', 124],
  ])('with %j is refused', async (cells, refusal, column) => {
    expect(await refusalsOf(row(cells))).toEqual([`2:${column} ${refusal}`]);
  });

  it('without a location is refused', async () => {
    const cells = `${ORGANIZATION},,,,,,${ORGANIZATION},,,,,,`;
    expect(await refusalsOf(`${WORKSPACES}\n${cells}\n`)).toEqual(['2:39 bad_location_id: location_id is missing']);
  });
});
