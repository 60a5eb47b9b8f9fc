import { stringify } from 'csv-stringify/sync';
import type { Columns } from '../csv/columns.js';
import { guarded } from '../csv/guarded-text.js';

/** By column; a column that is not named stays empty. */
export type Cells = Partial<Record<string, string>>;

// A line feed alone is what other commands expect of a line's end, and spreadsheets take it. Cells with a carriage return
// of their own are quoted, else it would pass for the end of a line; so are those that end in white space or a mark, which
// an import takes off where no quotes keep it.
const FORM = { record_delimiter: '\n', quoted_match: /\r|^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u };

/**
 * A CSV file, header first, in UTF-8 without a byte order mark, as fast as its rows are read. `needed`: with the columns that
 * are only written where the record says something there.
 */
export async function* csvText<Row>(
  columns: Columns,
  batches: AsyncIterable<Row[]>,
  cellsOf: (row: Row) => Cells,
  { needed = false } = {},
): AsyncGenerator<string> {
  const names = writtenColumns(columns, needed);
  yield stringify([names], FORM);
  for await (const rows of batches) {
    const records = rows.map((row) => {
      const cells = cellsOf(row);
      return names.map((name) => cells[name] ?? '');
    });
    yield stringify(records, FORM);
  }
}

function writtenColumns({ required, optional, asNeeded, importOnly }: Columns, needed: boolean): string[] {
  const left = [...(importOnly ?? []), ...((!needed && asNeeded) || [])];
  return [...required, ...optional.filter((name) => !left.includes(name))];
}

/** Text that people write. Never for a number, which begins with a plus. */
export const textCell = (text: string | null): string => (text === null ? '' : guarded(text));

export const booleanCell = (value: boolean | null): string => (value === null ? '' : String(value));

/** ISO 8601 in UTC, with milliseconds. */
export const instantCell = (instant: Date | null): string => instant?.toISOString() ?? '';
