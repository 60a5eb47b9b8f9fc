import type { Columns } from '../csv/columns.js';
import { csvRecords, type CsvRecord } from './csv-records.js';
import { CsvRow } from './csv-row.js';
import { INVENTORY_CSV } from './layouts/inventory-csv.js';
import { USERS_CSV } from './layouts/users-csv.js';
import { WORKSPACES_CSV } from './layouts/workspaces-csv.js';
import { Refusal } from './refusal.js';
import type { RowIntake } from './row-intake.js';
import type { NamedOrganization, RowContent, StagedRow } from './staged-row.js';

/** The columns of a CSV file, in any order, and what they make of a row. */
export interface CsvLayout extends Columns {
  /** Throws a Refusal where the row does not hold. */
  contentsOf(row: CsvRow, listPosition: number): Iterable<RowContent>;
}

const LAYOUTS: readonly CsvLayout[] = [USERS_CSV, WORKSPACES_CSV, INVENTORY_CSV];

/** The rows of a CSV file. They stand in no answer: a CSV adds and changes, and says nothing about what it does not list. */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  intake: RowIntake,
  named: NamedOrganization | undefined,
): AsyncGenerator<StagedRow> {
  if (named) yield intake.organization(named);
  let header: Header | undefined;
  let place = 0;
  for await (const record of csvRecords(bytes)) {
    if (!header) {
      header = headerOf(record);
      continue;
    }
    const { layout, columns } = header;
    const contents = intake.held(record.position, () => {
      assertAsWideAs(columns, record);
      return layout.contentsOf(new CsvRow(record, columns), place++);
    });
    if (contents) yield* intake.placedTogether(contents, record.position);
  }
}

interface Header {
  layout: CsvLayout;
  columns: ReadonlyMap<string, number>;
}

/** Throws Refusal `bad_header`. */
function headerOf(record: CsvRecord): Header {
  const { cells } = record;
  const refuse = (reason: string, cell = 0): never => {
    throw new Refusal('bad_header', reason, record.positionOf(cell));
  };
  const layout = LAYOUTS.find(({ known }) => cells.includes(known));
  // Without a word of what stands there: it may be somebody's data.
  if (!layout) return refuse('this is no JSON, and the first line names the columns of no CSV layout');
  const unknown = cells.findIndex((name) => ![...layout.required, ...layout.optional].includes(name));
  if (unknown >= 0) refuse(`the column ${JSON.stringify(cells[unknown]!.slice(0, 40))} is unknown`, unknown);
  const repeated = cells.findIndex((name, cell) => cells.indexOf(name) < cell);
  if (repeated >= 0) refuse(`the column ${cells[repeated]} stands twice`, repeated);
  const missing = layout.required.filter((name) => !cells.includes(name));
  if (missing.length) refuse(`missing: ${missing.join(', ')}`);
  return { layout, columns: new Map(cells.map((name, cell) => [name, cell])) };
}

function assertAsWideAs(columns: ReadonlyMap<string, number>, { cells }: CsvRecord): void {
  if (cells.length === columns.size) return;
  throw new Refusal('ragged_row', `the row has ${cells.length} cells, the header ${columns.size}`);
}
