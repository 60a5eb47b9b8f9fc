import type { Columns } from '../csv/columns.js';
import { csvHeader } from './csv-header.js';
import { csvRecords, type CsvRecord } from './csv-records.js';
import { CsvRow } from './csv-row.js';
import { INVENTORY_CSV } from './layouts/inventory-csv.js';
import { LOCATIONS_CSV } from './layouts/locations-csv.js';
import { USERS_CSV } from './layouts/users-csv.js';
import { WORKSPACES_CSV } from './layouts/workspaces-csv.js';
import { Refusal } from './refusal.js';
import type { RowIntake } from './row-intake.js';
import type { Listed, NamedOrganization, RowContent, StagedRow } from './staged-row.js';

/** The columns of a CSV file, in any order, and what they make of a row. */
export interface CsvLayout extends Columns {
  /** Whose lines a file with these columns lists. */
  lists?(columns: ReadonlySet<string>): Listed;
  /** Throws a Refusal where the row does not hold. */
  contentsOf(row: CsvRow, listPosition: number): Iterable<RowContent>;
}

const LAYOUTS: readonly CsvLayout[] = [USERS_CSV, WORKSPACES_CSV, INVENTORY_CSV, LOCATIONS_CSV];

/** The rows of a CSV file. They stand in no answer: a CSV adds and changes, and says nothing about what it does not list. */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  intake: RowIntake,
  named: NamedOrganization | undefined,
): AsyncGenerator<StagedRow> {
  let header: ReturnType<typeof csvHeader<CsvLayout>> | undefined;
  let place = 0;
  for await (const record of csvRecords(bytes)) {
    if (!header) {
      assertNoByteOrderMark(record);
      header = csvHeader(record, LAYOUTS);
      if (named) yield intake.organization(named, header.layout.lists?.(new Set(header.columns.keys())));
      continue;
    }
    const { layout, columns } = header;
    const contents = intake.held(record.position, () => {
      assertNoByteOrderMark(record);
      assertAsWideAs(columns, record);
      return layout.contentsOf(new CsvRow(record, columns), place++);
    });
    if (contents) yield* intake.placedTogether(contents, record.position);
  }
}

function assertAsWideAs(columns: ReadonlyMap<string, number>, { cells }: CsvRecord): void {
  if (cells.length === columns.size) return;
  throw new Refusal('ragged_row', `the row has ${cells.length} cells, the header ${columns.size}`);
}

/** One in the middle says that files were joined, the header of each among the rows. */
function assertNoByteOrderMark({ cells }: CsvRecord): void {
  if (!cells[0]!.startsWith('\ufeff')) return;
  throw new Refusal('stray_byte_order_mark', 'a byte order mark stands in the middle; was a file put behind another?');
}
