import { workbookRecords } from '../../src/phone-numbers/import/workbook/workbook-records.js';
import { fileRows } from '../../src/phone-numbers/import/file-rows.js';
import { RowIntake } from '../../src/phone-numbers/import/row-intake.js';
import { sheetXml, workbookFiles, zip, type Declared } from './workbook.js';

// Archives and XML that people do not have, each beside the same one within its limit.

const SHEET = 'xl/worksheets/sheet1.xml';
const FILES = workbookFiles({ sheets: [{ name: 'S', rows: [['a']] }], formats: ['0'], shared: ['<t>a</t>'] });
const MiB = 1024 * 1024;

async function outcomeOf(bytes: Buffer): Promise<string | number> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield* [bytes.subarray(0, 100), bytes.subarray(100)];
  }
  let rows = 0;
  try {
    for await (const _ of workbookRecords(chunks(), undefined)) rows++;
    return rows;
  } catch (error) {
    const { code, reason } = error as { code?: string; reason?: string };
    if (code === undefined) throw error;
    return `${code}: ${reason}`;
  }
}

const changed = (files: Record<string, string>, declared?: Record<string, Declared>) =>
  outcomeOf(zip({ ...FILES, ...files }, declared));
const sheetOf = (xml: string): Record<string, string> => ({ [SHEET]: xml });
const BROKEN = 'bad_workbook: the file is broken: it is not what was written; copy or save it again';
const NO_XML = 'bad_workbook: the workbook is broken: a part of it is not XML as workbooks have it; save it again';

it('a workbook within its limits is read', async () => expect(await changed({})).toBe(1));

describe('an archive', () => {
  it('with a part that declares less than it is, is not read on', async () => {
    const xml = sheetXml(Array.from({ length: 5000 }, () => ['a']));
    expect(await changed(sheetOf(xml))).toBe(5000);
    expect(await changed(sheetOf(xml), { [SHEET]: { size: 1000 } })).toBe(BROKEN);
  });

  it('with a part that declares more than it is, or another checksum, is broken', async () => {
    expect(await changed({}, { [SHEET]: { size: 100_000 } })).toBe(BROKEN);
    expect(await changed({}, { [SHEET]: { crc: 7 } })).toBe(BROKEN);
  });

  it('with styles of more than 16 MiB is refused, packed as small as it may be', async () => {
    const within = FILES['xl/styles.xml']!.padEnd(16 * MiB);
    expect(await changed({ 'xl/styles.xml': within })).toBe(1);
    expect(await changed({ 'xl/styles.xml': `${within} ` })).toBe(
      'too_large: xl/styles.xml is larger than 16 MiB; save the sheet as CSV UTF-8',
    );
  });

  it('with more than 10,000 parts is refused', async () => {
    const more = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`xl/${at}`, '']));
    const own = Object.keys(FILES).length;
    expect(await changed(more(10_000 - own))).toBe(1);
    expect(await changed(more(10_001 - own))).toBe(
      'too_large: the workbook has more than 10,000 parts; save the sheet as CSV UTF-8',
    );
  });

  it('that is cut off is broken', async () => {
    const whole = zip(FILES);
    for (const bytes of [20, whole.length / 2, whole.length - 1]) {
      expect(await outcomeOf(whole.subarray(0, bytes))).toBe(BROKEN);
    }
  });
});

describe('a text', () => {
  it.each(['shared', 'in its cell'])('%s of more than 65,536 characters is refused', async (where) => {
    const files = (text: string): Record<string, string> =>
      where === 'shared'
        ? { 'xl/sharedStrings.xml': FILES['xl/sharedStrings.xml']!.replace('<t>a</t>', `<t>${text}</t>`) }
        : sheetOf(sheetXml([[text]]));
    expect(await changed(files('x'.repeat(65_536)))).toBe(1);
    expect(await changed(files('x'.repeat(65_537)))).toBe(
      'too_large: a cell is longer than 65536 characters; save the sheet as CSV UTF-8',
    );
  });

  it('a row of more than 2 MiB is refused', async () => {
    const cells = Array.from({ length: 32 }, () => 'x'.repeat(65_536));
    expect(await changed(sheetOf(sheetXml([cells])))).toBe(1);
    expect(await changed(sheetOf(sheetXml([[...cells, 'x']])))).toBe(
      'too_large: a row is longer than 2 MiB; save the sheet as CSV UTF-8',
    );
  });

  it('more than 256 MiB of different ones are refused', async () => {
    const shared = (texts: number) => `<sst>${`<si><t>${'x'.repeat(65_536)}</t></si>`.repeat(texts)}</sst>`;
    expect(await changed({ 'xl/sharedStrings.xml': shared(256) })).toBe(1);
    expect(await changed({ 'xl/sharedStrings.xml': shared(4097) })).toBe(
      'too_large: the workbook has more than 256 MiB of text; save the sheet as CSV UTF-8',
    );
  }, 60_000);
});

describe('a sheet', () => {
  const placed = (place: string): string => sheetXml([[{ xml: `<c r="${place}"><v>7</v></c>` }]]);

  it('has at most 16,384 columns and 1,048,576 rows', async () => {
    expect(await changed(sheetOf(placed('XFD1')))).toBe(1);
    expect(await changed(sheetOf(placed('XFE1')))).toBe('bad_workbook: the cells of a row are out of order');
    expect(await changed(sheetOf(placed('A1').replace('r="1"', 'r="1048576"')))).toBe(1);
    expect(await changed(sheetOf(placed('A1').replace('r="1"', 'r="1048577"')))).toBe(
      'bad_workbook: the rows of the sheet are out of order',
    );
  });

  it.each<[string, string, string]>([
    ['a DOCTYPE', sheetXml([['a']]), `<!DOCTYPE x [<!ENTITY a "b">]>${sheetXml([['a']])}`],
    ['elements that nest too deep', '<a>'.repeat(100) + '</a>'.repeat(100), '<a>'.repeat(101) + '</a>'.repeat(101)],
    ['too many attributes', `<a ${attributes(200)}/>`, `<a ${attributes(201)}/>`],
    ['an unknown entity', '<a>&amp;</a>', '<a>&nbsp;</a>'],
    ['no end', '<a></a>', '<a>'],
  ])('with %s is refused', async (_, within, beyond) => {
    expect(typeof (await changed(sheetOf(within)))).toBe('number');
    expect(await changed(sheetOf(beyond))).toBe(NO_XML);
  });
});

function attributes(count: number): string {
  return Array.from({ length: count }, (_, at) => `a${at}=""`).join(' ');
}

describe('another file than a workbook', () => {
  const refusal = async (bytes: Buffer): Promise<string> => {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    const intake = new RowIntake({ refused: () => {}, warned: () => {} });
    try {
      for await (const _ of fileRows(chunks(), intake, undefined));
      return 'taken';
    } catch (error) {
      return (error as { reason: string }).reason;
    }
  };

  it('is refused by what it is', async () => {
    const saveAs = 'which is not read; save the sheet as .xlsx, or as CSV UTF-8';
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe(
      'this is an .xls file, or a workbook with a password; save it as .xlsx without one, or as CSV UTF-8',
    );
    const mimetype = 'application/vnd.oasis.opendocument.spreadsheet';
    expect(await refusal(zip({ mimetype, 'content.xml': '<x/>' }))).toBe(`this is an OpenDocument file, ${saveAs}`);
    const binary = { '_rels/.rels': FILES['_rels/.rels']!.replace('workbook.xml', 'workbook.bin') };
    expect(await refusal(zip({ ...FILES, ...binary }))).toBe(`this is a binary workbook (.xlsb), ${saveAs}`);
    expect(await refusal(zip({ 'photo.txt': 'x' }))).toBe(`this is a ZIP file, ${saveAs}`);
    expect(await refusal(zip(FILES, { [SHEET]: { flags: 1 } }))).toBe(
      'the workbook has a password; save it without one',
    );
  });
});
