import { isUtf8 } from 'node:buffer';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { isTextFormula } from '../record/number-text.js';
import { csvDialectOf, type CsvDialect } from './csv-dialect.js';
import type { Position } from './position.js';
import { Refusal } from './refusal.js';
import { shown } from './shown-cell.js';
import type { TableRecord } from './table-record.js';

const LONGEST_CELL_BYTES = 65_536;
// A row of any layout, every cell as long as a cell may be. It also ends what an open quote begins.
const LONGEST_ROW_BYTES = 2 * 1024 * 1024;

/** One row of a CSV file as it stands there, the header among them. */
export class CsvRecord implements TableRecord {
  readonly endsEarly = false;

  constructor(
    readonly cells: readonly string[],
    /** Its bytes, a character for each, without the LF of a CRLF at its end. */
    readonly raw: string,
    readonly line: number,
    readonly delimiter: string,
  ) {}

  get position(): Position {
    return { line: this.line, column: 1 };
  }

  positionOf(cell: number): Position {
    return positionIn(this, cell);
  }

  /** A cell in quotes does. */
  keepsBlanks(cell: number): boolean {
    return this.raw.startsWith('"', this.beginningOf(cell));
  }

  /** Throws Refusal `bad_quote` for a quote that stands in a cell without quotes around it, or that are not doubled. */
  assertReadable(): void {
    if (!this.raw.includes('"')) return;
    for (const [cell, text] of this.cells.entries()) if (text.includes('"')) this.assertQuoted(cell, text);
  }

  private assertQuoted(cell: number, text: string): void {
    const written = Buffer.from(`"${text.replaceAll('"', '""')}"`).toString('latin1');
    if (this.raw.startsWith(written, this.beginningOf(cell)) || isTextFormula(text)) return;
    const reason = `a quote stands inside the cell ${shown(text)}; put quotes around the cell, and write each quote in it twice`;
    throw new Refusal('bad_quote', reason, this.positionOf(cell));
  }

  /** Behind the blanks that may stand before a quote. */
  private beginningOf(cell: number): number {
    let { start } = placeIn(this, cell);
    while (this.raw[start] === ' ') start++;
    return start;
  }
}

/**
 * Reads a CSV file of any size (RFC 4180: commas, semicolons or tabs, double quotes, CRLF or LF) and yields its rows one by one, holding no
 * more than a few of them. Empty lines say nothing. The file begins without a byte order mark.
 *
 * Throws Refusal `bad_quote`, `too_large` or `not_utf8`.
 */
export async function* csvRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const dialect = await csvDialectOf(bytes);
  const place = new Place(dialect);
  const parser = parse({
    delimiter: dialect.delimiter,
    // A character for each byte, so that positions are bytes and nothing is lost before it is known to be UTF-8.
    encoding: 'latin1',
    record_delimiter: ['\r\n', '\n'],
    // As in `a, "b"`. Not behind tabs, which are white space themselves.
    ltrim: dialect.delimiter !== '\t',
    // A quote inside a cell spoils its row only, and is the sign of a text in `="+14165550102"`.
    relax_quotes: true,
    // A ragged row is the layout's to refuse, and the rows behind it are read.
    relax_column_count: true,
    raw: true,
    // With `raw` a row is more than its cells, which the package's types leave out.
    on_record: (row) => place.passed(row as unknown as ParsedRow) as never,
  });
  // What ends it, the iteration below throws too.
  const rows: AsyncIterable<PlacedRow> = pipeline(place.bounded(dialect.rows), parser, () => {});
  try {
    for await (const row of rows) if (!isEmptyLine(row)) yield decoded(row);
  } catch (error) {
    throw error instanceof CsvError ? place.refusalOf(error) : error;
  }
}

/** What the parser makes of a row: a character for each byte. */
interface ParsedRow {
  record: string[];
  raw: string;
}

interface PlacedRow extends ParsedRow {
  line: number;
  delimiter: string;
}

/** Where the parser is; it counts the lines of a quoted CRLF twice, so they are counted here. */
class Place {
  private line: number;
  private readonly delimiter: string;
  private bytesPassed = 0;

  constructor({ firstLine, delimiter }: CsvDialect) {
    this.line = firstLine;
    this.delimiter = delimiter;
  }

  passed(row: ParsedRow): PlacedRow {
    const { line, delimiter } = this;
    const text = row.raw.endsWith('\r') ? `${row.raw}\n` : row.raw;
    this.bytesPassed += text.length;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.line++;
    return { ...row, line, delimiter };
  }

  /** The bytes, as long as the rows that they make end in time: the parser would keep an endless row whole. */
  async *bounded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let read = 0;
    for await (const chunk of bytes) {
      if (read - this.bytesPassed > LONGEST_ROW_BYTES) {
        const reason = `a row is longer than ${LONGEST_ROW_BYTES} bytes; is a quote not closed?`;
        throw new Refusal('too_large', reason, { line: this.line, column: 1 });
      }
      read += chunk.length;
      yield chunk;
    }
  }

  refusalOf(error: CsvError): Error {
    // The row as far as it was read, and the index of the cell that broke it.
    const { code, raw, index } = error as CsvError & { raw: string; index: number };
    if (!code.includes('QUOTE')) return error;
    const { line, delimiter } = this;
    return new Refusal('bad_quote', 'a quote is not closed', positionIn({ raw, line, delimiter }, index));
  }
}

/** Also one of separators only, as spreadsheets leave them where somebody cleared a row. */
function isEmptyLine({ record }: PlacedRow): boolean {
  return record.every((cell) => cell === '' || !cell.trim());
}

function decoded(row: PlacedRow): CsvRecord {
  const cells = row.record.map((text, cell) => {
    if (text.length > LONGEST_CELL_BYTES) {
      const reason = `a cell is longer than ${LONGEST_CELL_BYTES} bytes`;
      throw new Refusal('too_large', reason, positionIn(row, cell));
    }
    return decodedCell(text) ?? refuseNotUtf8(text, positionIn(row, cell));
  });
  return new CsvRecord(cells, row.raw, row.line, row.delimiter);
}

function decodedCell(text: string): string | undefined {
  // ASCII is the same in both, and most cells are ASCII.
  if (/^[\0-\x7f]*$/.test(text)) return text;
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : undefined;
}

function refuseNotUtf8(text: string, position: Position): never {
  const seen = shown(new TextDecoder('windows-1252').decode(Buffer.from(text, 'latin1')));
  const reason = `the file is not in UTF-8; if this cell is ${seen}, say --encoding windows-1252, else save the file as CSV UTF-8`;
  throw new Refusal('not_utf8', reason, position);
}

function positionIn(row: Omit<PlacedRow, 'record'>, cell: number): Position {
  const { line, lineStart, start } = placeIn(row, cell);
  return { line, column: start - lineStart + 1 };
}

/** Where a cell begins in the bytes of a row that begins at this line. */
function placeIn({ raw, line: rowLine, delimiter }: Omit<PlacedRow, 'record'>, cell: number) {
  let [line, lineStart, start, cellsLeft, quoted] = [rowLine, 0, 0, cell, false];
  for (let at = 0; at < raw.length && cellsLeft > 0; at++) {
    if (raw[at] === '"') quoted = !quoted;
    if (raw[at] === '\n') [line, lineStart] = [line + 1, at + 1];
    if (raw[at] === delimiter && !quoted) [cellsLeft, start] = [cellsLeft - 1, at + 1];
  }
  return { line, lineStart, start };
}
