import { RowIntake } from '../../src/phone-numbers/import/row-intake.js';
import { fileRows } from '../../src/phone-numbers/import/file-rows.js';
import type { ReportedRow } from '../../src/phone-numbers/import/report.js';
import { workbookRecords } from '../../src/phone-numbers/import/workbook/workbook-records.js';
import { sheetXml, workbook, workbookFiles, zip, type Cell, type WorkbookParts } from './workbook.js';

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

async function cellsOf(bytes: Buffer, sheet?: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of workbookRecords(chunksOf(bytes), sheet)) rows.push([...cells]);
  return rows;
}

/** The cells of one row. */
async function rowOf(cells: readonly string[], parts: Partial<WorkbookParts> = {}): Promise<string[]> {
  const rows = [cells.map((xml) => ({ xml }))];
  return (await cellsOf(workbook({ sheets: [{ name: 'Sheet1', rows }], ...parts })))[0]!;
}

const refusal = async (bytes: Buffer, sheet?: string) =>
  cellsOf(bytes, sheet).then(
    () => undefined,
    ({ code, reason }: { code: string; reason: string }) => `${code}: ${reason}`,
  );

describe('a cell of a workbook', () => {
  it('with a shared text has that text, of its runs without their pronunciation', async () => {
    const shared = ['<t>one</t>', '<r><t>t</t></r><r><rPr><b/></rPr><t>wo</t></r><rPh sb="0" eb="1"><t>ni</t></rPh>'];
    expect(await rowOf(['<c t="s"><v>1</v></c>', '<c t="s"><v>0</v></c>'], { shared })).toEqual(['two', 'one']);
  });

  it.each(['2', '-1', '0.5', 'x', '1e0', '0x0', '99999999999', ' '])(
    'that refers to the shared text %j is never read as empty',
    async (index) => {
      const rows = [[{ xml: '<c t="s"><v>1</v></c>' }], ['a', { xml: `<c t="s"><v>${index}</v></c>` }]];
      const bytes = workbook({ sheets: [{ name: 'Sheet1', rows }], shared: ['<t>one</t>', '<t>two</t>'] });
      expect(await refusal(bytes)).toBe(
        'bad_workbook: the workbook is broken: the cell in row 2, column 2 refers to a text that it does not have; save it again',
      );
    },
  );

  it('without a value is empty, and those behind the last one with a value do not count', async () => {
    expect(await rowOf(['<c t="s"/>', '<c t="b"><v>1</v></c>', '<c/>', '<c t="inlineStr"/>'])).toEqual(['', 'true']);
  });

  it('with a boolean is one, or what stands there', async () => {
    const cells = ['1', '0', '2'].map((value) => `<c t="b"><v>${value}</v></c>`);
    expect(await rowOf(cells)).toEqual(['true', 'false', '2']);
  });

  it('with a formula has the value that was calculated; without one its row is refused', async () => {
    const cell = '<c t="str"><f>"+1416"&amp;A2</f><v>+14165550102</v></c>';
    expect(await rowOf([cell, '<c><f>1+1</f><v>2</v></c>'])).toEqual(['+14165550102', '2']);
    const rows = [[{ xml: '<c><f>A2</f></c>' }]];
    for await (const row of workbookRecords(chunksOf(workbook({ sheets: [{ name: 'S', rows }] })), undefined)) {
      expect(() => row.assertReadable()).toThrow(expect.objectContaining({ code: 'no_value' }));
    }
  });

  it('has characters that XML has not, and marks around text, as they were written', async () => {
    expect(
      await rowOf(['<c t="inlineStr"><is><t>a_x000D_b</t></is></c>', '<c t="str"><v>&amp;_x005F_</v></c>']),
    ).toEqual(['a\rb', '&_']);
  });

  it('with a number has its digits, not an exponent, with the zeros that its format shows', async () => {
    const cells = ['14165550102', '1.4165550102E10', '102', '-7', '0.5', '123456789012345678'];
    const styled = cells.map((value) => `<c s="${value === '102' ? 1 : 0}"><v>${value}</v></c>`);
    expect(await rowOf(styled, { formats: ['0000'] })).toEqual([
      '14165550102',
      '14165550102',
      '0102',
      '-7',
      '0.5',
      '123456789012345678',
    ]);
  });
});

describe('a date of a workbook', () => {
  const dateOf = async (value: string, format: string | number, is1904?: boolean) =>
    (await rowOf([`<c s="1"><v>${value}</v></c>`], { formats: [format], is1904 }))[0];

  it.each<string | number>([
    14,
    22,
    'yyyy-mm-dd',
    'dd\\.mm\\.yyyy',
    '[$-407]d. mmmm yyyy;@',
    'm/d/yy h:mm AM/PM',
    'mmm',
    '[Red]dd/mm/yy',
  ])('is one by its format %s', async (format) => {
    expect(await dateOf('45413', format)).toBe('2024-05-01');
    expect(await dateOf('45413.5', format)).toBe('2024-05-01T12:00:00Z');
  });

  it.each<string | number>([
    0,
    1,
    2,
    18,
    20,
    21,
    45,
    46,
    47,
    49,
    'mm:ss',
    'h:mm',
    'h:mm AM/PM',
    '[h]:mm',
    '[mm]:ss.0',
    '0.00 "days"',
    '0\\d',
    '[Red]0',
    '#,##0.00 [$MAD]',
    'General',
    '@',
  ])('is none by its format %s', async (format) => {
    expect(await dateOf('45413', format)).toBe('45413');
  });

  it.each([
    ['1', false, '1900-01-01'],
    ['59', false, '1900-02-28'],
    ['61', false, '1900-03-01'],
    ['0', true, '1904-01-01'],
    ['43951', true, '2024-05-01'],
  ])('counts %s from the beginning of its workbook (1904: %s)', async (value, is1904, date) => {
    expect(await dateOf(value, 14, is1904)).toBe(date);
  });

  it('may be one of ISO 8601', async () => {
    expect(
      await rowOf(['<c t="d"><v>2024-05-01T00:00:00</v></c>', '<c t="d"><v>2024-05-01T09:30:00Z</v></c>']),
    ).toEqual(['2024-05-01', '2024-05-01T09:30:00Z']);
  });
});

describe('a sheet', () => {
  const sheets: WorkbookParts['sheets'] = [
    { name: 'Notes', state: 'hidden', rows: [['notes']] },
    { name: 'Users & co', rows: [['users']] },
    { name: 'Rooms', rows: [['rooms']] },
  ];

  it('is the first that is not hidden, or the one that is named', async () => {
    expect(await cellsOf(workbook({ sheets }))).toEqual([['users']]);
    expect(await cellsOf(workbook({ sheets }), 'Rooms')).toEqual([['rooms']]);
    expect(await cellsOf(workbook({ sheets }), 'Notes')).toEqual([['notes']]);
    expect(await refusal(workbook({ sheets }), 'rooms')).toBe(
      'unknown_sheet: the workbook has no sheet "rooms"; it has "Notes", "Users & co", "Rooms"',
    );
  });

  it('keeps the places of cells that it leaves out, and refuses cells and rows that go back', async () => {
    const files = workbookFiles({ sheets: [{ name: 'S', rows: [] }] });
    const cell = (place: string): Cell => ({ xml: `<c r="${place}"><v>7</v></c>` });
    const withRows = (rows: Cell[][]) => zip({ ...files, 'xl/worksheets/sheet1.xml': sheetXml(rows) });
    expect(await cellsOf(withRows([[cell('B1'), cell('D1')]]))).toEqual([['', '7', '', '7']]);
    expect(await refusal(withRows([[cell('B1'), cell('A1')]]))).toBe(
      'bad_workbook: the cells of a row are out of order',
    );
    const back = sheetXml([['a'], ['b']]).replace('r="2"', 'r="1"');
    expect(await refusal(zip({ ...files, 'xl/worksheets/sheet1.xml': back }))).toBe(
      'bad_workbook: the rows of the sheet are out of order',
    );
  });
});

describe('the rows of a workbook', () => {
  const HEADER = 'organization_id,location_id,phone_number,state,main_number'.split(',');
  const ORGANIZATION = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
  const row = (number: Cell, state: Cell = ''): Cell[] => [ORGANIZATION, '', number, state, ''];

  async function read(bytes: Buffer) {
    const refused: string[] = [];
    const report = {
      refused: ({ line, column, code }: ReportedRow) => void refused.push(`${line}:${column} ${code}`),
      warned: () => {},
    };
    const numbers: string[] = [];
    for await (const one of fileRows(chunksOf(bytes), new RowIntake(report), undefined)) {
      if ('e164' in one && one.e164) numbers.push(one.e164);
    }
    return { numbers, refused };
  }
  const sheet = (rows: Cell[][]) => ({ sheets: [{ name: 'S', rows: [HEADER, ...rows] }] });

  it('are read without empty ones, which spreadsheets leave behind and between', async () => {
    const styled: Cell[] = [{ xml: '<c s="0"/>' }, { xml: '<c s="0"/>' }];
    const rows = [row('+14165550102'), [], styled, row('+14165550103'), [], [''], styled];
    expect(await read(workbook(sheet(rows)))).toEqual({ numbers: ['+14165550102', '+14165550103'], refused: [] });
  });

  it('are refused where all they have is a formula that nobody has calculated', async () => {
    const rows = [row('+14165550102'), [{ xml: '<c><f>A2</f></c>' }]];
    expect((await read(workbook(sheet(rows)))).refused).toEqual(['3:1 no_value']);
  });

  it('are read though they are hidden, and a merged cell stands in the first of its rows only', async () => {
    const files = workbookFiles(sheet([row('+14165550102'), ['', '', '+14165550103']]));
    const name = 'xl/worksheets/sheet1.xml';
    const hidden = files[name]!.replace('<row r="2">', '<row r="2" hidden="1">');
    const merged = hidden.replace('</worksheet>', '<mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>');
    expect(await read(zip({ ...files, [name]: merged }))).toEqual({
      numbers: ['+14165550102'],
      refused: ['3:1 bad_organization_id'],
    });
  });

  it('are refused by the place of a cell with an error', async () => {
    const errors = ['#N/A', '#REF!', '#VALUE!', '#SPILL!', '#GETTING_DATA'];
    const rows = errors.map((error) => row('+14165550102', { xml: `<c t="e"><v>${error}</v></c>` }));
    const { numbers, refused } = await read(workbook(sheet(rows)));
    expect({ numbers, refused }).toEqual({ numbers: [], refused: errors.map((_, at) => `${at + 2}:4 no_value`) });
  });

  it('may have a byte order mark before the first name', async () => {
    const [first, ...others] = HEADER;
    const rows = [[`\ufeff${first}`, ...others], row('+14165550102')];
    expect((await read(workbook({ sheets: [{ name: 'S', rows }] }))).numbers).toEqual(['+14165550102']);
  });
});
