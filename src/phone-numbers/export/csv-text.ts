import { stringify } from 'csv-stringify/sync';
import type { Columns } from '../csv/columns.js';
import { guarded } from '../csv/guarded-text.js';
import { spreadsheetCell } from './spreadsheet-cell.js';

/** By column; a column that is not named stays empty. */
export type Cells = Partial<Record<string, string>>;

// A line feed alone is what other commands expect of a line's end, and spreadsheets take it. Cells with a carriage return
// of their own are quoted, else it would pass for the end of a line; so are those that end in white space or a mark, which
// an import takes off where no quotes keep it.
const FORM = { record_delimiter: '\n', quoted_match: /\r|^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u };

// Without it, Excel reads UTF-8 as the encoding of its region.
const BYTE_ORDER_MARK = '\ufeff';

export interface CsvForm {
  /** With the columns that are only written if the record says something there. */
  needed?: boolean;
  /** Columns of the layout that are written only here. */
  also?: readonly string[];
  /** So that spreadsheet programs keep each cell as it is. */
  forSpreadsheet?: boolean;
}

/** A CSV file in UTF-8, header first, as fast as its rows are read. */
export async function* csvText<Row>(
  columns: Columns,
  batches: AsyncIterable<Row[]>,
  cellsOf: (row: Row) => Cells,
  { needed = false, also = [], forSpreadsheet = false }: CsvForm = {},
): AsyncGenerator<string> {
  const names = writtenColumns(columns, needed, also);
  yield (forSpreadsheet ? BYTE_ORDER_MARK : '') + stringify([names], FORM);
  for await (const rows of batches) {
    const records = rows.map((row) => {
      const cells = cellsOf(row);
      const written = names.map((name) => cells[name] ?? '');
      return forSpreadsheet ? written.map(spreadsheetCell) : written;
    });
    yield stringify(records, FORM);
  }
}

function writtenColumns(
  { required, optional, asNeeded, importOnly }: Columns,
  needed: boolean,
  also: readonly string[],
) {
  const left = [...(importOnly ?? []), ...((!needed && asNeeded) || [])];
  return [...required, ...optional.filter((name) => !left.includes(name) || also.includes(name))];
}

/** Text that people write. Never for a number, which begins with a plus. */
export const textCell = (text: string | null): string => (text === null ? '' : guarded(text));

export const booleanCell = (value: boolean | null): string => (value === null ? '' : String(value));

/** ISO 8601 in UTC, with milliseconds. */
export const instantCell = (instant: Date | null): string => instant?.toISOString() ?? '';
