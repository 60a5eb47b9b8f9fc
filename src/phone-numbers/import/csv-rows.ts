import type { Columns } from '../csv/columns.js';
import { isTotalsRow } from './cell-words.js';
import { csvHeader, type Header } from './csv-header.js';
import { CsvRow } from './csv-row.js';
import { foreignExportOf } from './foreign-exports.js';
import { INVENTORY_CSV } from './layouts/inventory-csv.js';
import { LOCATIONS_CSV } from './layouts/locations-csv.js';
import { USERS_CSV } from './layouts/users-csv.js';
import { WORKSPACES_CSV } from './layouts/workspaces-csv.js';
import { countryDifference } from './number-country.js';
import { OrganizationRequired } from './organization-required.js';
import type { Position } from './position.js';
import type { Reading } from './reading.js';
import { Refusal } from './refusal.js';
import type { RowIntake } from './row-intake.js';
import { shown } from './shown-cell.js';
import type { Listed, NamedOrganization, RowContent, StagedRow } from './staged-row.js';
import type { TableRecord } from './table-record.js';
import { trimmed } from './trimmed.js';

/** The columns of a CSV file, in any order, and what they make of a row. */
export interface CsvLayout extends Columns {
  /** Whose lines a file with these columns lists. */
  lists?(columns: ReadonlySet<string>): Listed;
  /** Throws a Refusal where the row does not hold. */
  contentsOf(row: CsvRow, listPosition: number): Iterable<RowContent>;
}

const LAYOUTS: readonly CsvLayout[] = [USERS_CSV, WORKSPACES_CSV, INVENTORY_CSV, LOCATIONS_CSV];

/** A layout that is known by one of its columns, and needs no other one: who and where may be said by id or by key. */
const byKey = (layout: CsvLayout, known: string, further: readonly string[] = []): CsvLayout => ({
  ...layout,
  known,
  required: [],
  optional: [...new Set([...layout.required, ...layout.optional, ...further])],
});

/** Where the operator names the organization. In this order: people and workspaces have numbers and locations, too. */
const LAYOUTS_WITH_KEYS: readonly CsvLayout[] = [
  byKey(USERS_CSV, 'user_id'),
  byKey(WORKSPACES_CSV, 'workspace_id'),
  byKey(USERS_CSV, 'user_email'),
  byKey(WORKSPACES_CSV, 'workspace_name'),
  byKey(INVENTORY_CSV, 'phone_number', ['location_name']),
  byKey(LOCATIONS_CSV, 'location_id'),
  byKey(LOCATIONS_CSV, 'location_name'),
];

/**
 * The rows of a CSV file or of a sheet. They stand in no answer: a table adds and changes, and says nothing about what it
 * does not list.
 */
export async function* csvRows(
  records: AsyncIterable<TableRecord>,
  intake: RowIntake,
  named: NamedOrganization | undefined,
  reading: Reading,
): AsyncGenerator<StagedRow> {
  let header: Header<CsvLayout> | undefined;
  let place = 0;
  for await (const record of records) {
    if (!header) {
      record.assertReadable();
      if (isBlank(record)) continue;
      header = headerOf(record, intake, named, reading);
      if (named) yield intake.organization(named, header.layout.lists?.(new Set(header.columns.keys())));
      continue;
    }
    const known = header;
    const contents = intake.held(record.position, () => {
      record.assertReadable();
      if (isBlank(record)) return undefined;
      assertNoByteOrderMark(record);
      assertOfTable(known, record);
      return known.layout.contentsOf(new CsvRow(record, known, reading, named?.id), place++);
    });
    if (contents) yield* intake.placedTogether(withWarnings(contents, record.position, intake), record.position);
  }
}

/** The contents of a row, and a warning where their number is hardly that of their location. */
function* withWarnings(contents: Iterable<RowContent>, position: Position, intake: RowIntake): Generator<RowContent> {
  for (const content of contents) {
    const difference = countryDifference(content);
    if (difference) intake.warned(position, 'number_of_another_country', difference);
    yield content;
  }
}

/** Throws Refusal `bad_header` or OrganizationRequired. */
function headerOf(
  record: TableRecord,
  intake: RowIntake,
  named: NamedOrganization | undefined,
  reading: Reading,
): Header<CsvLayout> {
  const foreign = foreignExportOf(record.cells, reading);
  if (!foreign) return csvHeader(record, named ? LAYOUTS_WITH_KEYS : LAYOUTS, reading);
  if (!named) throw new OrganizationRequired(foreign.name, record.position);
  intake.recognized(foreign);
  const layouts = LAYOUTS_WITH_KEYS.filter(({ known }) => known === foreign.layout);
  return { ...csvHeader(record, layouts, foreign.reading), given: foreign.given };
}

/** Throws Refusal `totals_row`, `ragged_row` or `unnamed_column`. */
function assertOfTable({ titles, unnamed }: Header<CsvLayout>, record: TableRecord): void {
  const { cells, endsEarly } = record;
  if (isTotalsRow(cells)) {
    const row = cells.filter((cell) => cell !== '').map(shown);
    throw new Refusal('totals_row', `this looks like a row of totals: ${row.join(', ')}; take it out`);
  }
  if (endsEarly ? cells.length > titles.length : cells.length !== titles.length) {
    const beginning = cells.slice(0, MOST_SHOWN).map(shown).join(', ');
    const reason = `the row has ${cells.length} cells, the header ${titles.length}; it begins ${beginning}`;
    throw new Refusal('ragged_row', reason);
  }
  const strange = unnamed.find((cell) => cells[cell]?.trim());
  if (strange === undefined) return;
  const reason = `the cell ${shown(cells[strange]!)} stands in a column without a name; name the column, or clear it`;
  throw new Refusal('unnamed_column', reason, record.positionOf(strange));
}

/** Spreadsheets leave such rows between and behind those of a table. */
const isBlank = ({ cells }: TableRecord): boolean => cells.every((cell) => trimmed(cell) === '');

/** Cells of a ragged row that its refusal shows. */
const MOST_SHOWN = 4;

/** One in the middle says that files were joined, the header of each among the rows. */
function assertNoByteOrderMark({ cells }: TableRecord): void {
  if (!cells[0]!.startsWith('\ufeff')) return;
  throw new Refusal('stray_byte_order_mark', 'a byte order mark stands in the middle; was a file put behind another?');
}
