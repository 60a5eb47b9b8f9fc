import { crc32, deflateRawSync } from 'node:zlib';

// Workbooks as spreadsheet programs write them (ECMA-376), as small as they may be.

/** A cell: its XML where it is more than text, like `<c t="b"><v>1</v></c>`; text is written as an inline string. */
export type Cell = string | { xml: string };

export interface WorkbookParts {
  /** Of each sheet its rows. */
  sheets: { name: string; state?: 'hidden' | 'veryHidden'; rows: readonly (readonly Cell[])[] }[];
  /** Texts that cells of type `s` refer to; XML of a `<si>`. */
  shared?: readonly string[];
  /** Of the cell styles 1, 2, …; style 0 is general. A number is the id of a format that every workbook has. */
  formats?: readonly (string | number)[];
  is1904?: boolean;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const FIRST_OWN_FORMAT = 164;

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const cellXml = (cell: Cell): string =>
  typeof cell === 'string' ? `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>` : cell.xml;

export const sheetXml = (rows: readonly (readonly Cell[])[], behind = ''): string =>
  `<worksheet ${MAIN}><sheetData>${rows
    .map((cells, at) => `<row r="${at + 1}">${cells.map(cellXml).join('')}</row>`)
    .join('')}</sheetData>${behind}</worksheet>`;

function stylesXml(formats: readonly (string | number)[]): string {
  const own = formats.map((code, at) =>
    typeof code === 'string' ? `<numFmt numFmtId="${FIRST_OWN_FORMAT + at}" formatCode="${escaped(code)}"/>` : '',
  );
  const ids = formats.map((code, at) => (typeof code === 'string' ? FIRST_OWN_FORMAT + at : code));
  const styles = [0, ...ids].map((id) => `<xf numFmtId="${id}"/>`);
  return `<styleSheet ${MAIN}><numFmts>${own.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`;
}

/** The parts of a workbook by their names, so that a test may change one. */
export function workbookFiles({ sheets, shared = [], formats = [], is1904 }: WorkbookParts): Record<string, string> {
  const listed = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="s${at}"${state ? ` state="${state}"` : ''}/>`,
  );
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATION}/${type}" Target="${target}"/>`;
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships>${relation('w', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${RELATION}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at + 1}.xml`))
      .join(
        '',
      )}${relation('t', 'sharedStrings', 'sharedStrings.xml')}${relation('f', 'styles', 'styles.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst ${MAIN}>${shared.map((xml) => `<si>${xml}</si>`).join('')}</sst>`,
    'xl/styles.xml': stylesXml(formats),
    ...Object.fromEntries(sheets.map(({ rows }, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(rows)])),
  };
}

export const workbook = (parts: WorkbookParts): Buffer => zip(workbookFiles(parts));

/** A workbook with one sheet, of the cells of a CSV file without line breaks and commas in its cells. */
export const workbookOfCsv = (csv: string): Buffer =>
  workbook({
    sheets: [
      {
        name: 'Sheet1',
        rows: csv
          .replace(/\r?\n$/, '')
          .split(/\r?\n/)
          .map((line) => line.split(',')),
      },
    ],
  });

/** What an archive says of a file in it, where it is not as it is. */
export interface Declared {
  size?: number;
  crc?: number;
  flags?: number;
}

/** A ZIP archive of texts; of a file that is `declared` something else than it is. */
export function zip(files: Record<string, string | Buffer>, declared: Record<string, Declared> = {}): Buffer {
  const [bodies, directory]: Buffer[][] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const { size = bytes.length, crc = crc32(bytes), flags = 0 } = declared[name] ?? {};
    const fields = zipFields({ flags, crc, packed: packed.length, size, name: name.length });
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, Buffer.from(name), packed]);
    const entry = Buffer.alloc(46 - 6 - fields.length);
    entry.writeUInt32LE(offset, entry.length - 4);
    directory!.push(Buffer.from('504b01021400', 'hex'), fields, entry, Buffer.from(name));
    bodies!.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory!);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies!, central, end]);
}

/** What the two headers of a file have in common: from the version to the length of the extra field. */
function zipFields(of: { flags: number; crc: number; packed: number; size: number; name: number }): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(of.flags, 2);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(of.crc, 10);
  fields.writeUInt32LE(of.packed, 14);
  fields.writeUInt32LE(of.size, 18);
  fields.writeUInt16LE(of.name, 22);
  return fields;
}
