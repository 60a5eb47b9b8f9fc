import type { Columns } from '../csv/columns.js';
import type { CsvRecord } from './csv-records.js';
import { Refusal } from './refusal.js';

// So many letters more, less or other are a slip.
const MOST_SLIPS = 2;

/** Which layout a CSV's first row names, and where its columns are. Throws Refusal `bad_header`. */
export function csvHeader<Layout extends Columns>(record: CsvRecord, layouts: readonly Layout[]) {
  const { cells } = record;
  const refuse = (reason: string, cell = 0): never => {
    throw new Refusal('bad_header', reason, record.positionOf(cell));
  };
  const layout = layouts.find(({ known }) => cells.includes(known)) ?? nearestLayout(cells, layouts);
  // Without a word of what stands there: it may be somebody's data.
  if (!layout) return refuse('this is no JSON, and the first line names the columns of no CSV layout');
  const missing = layout.required.filter((name) => !cells.includes(name));
  const names = [...layout.required, ...layout.optional];
  const unknown = cells.findIndex((name) => !names.includes(name));
  if (unknown >= 0) {
    const name = cells[unknown]!.slice(0, 40);
    const meant = [...missing, ...layout.optional].find((column) => isSlipOf(column, name));
    refuse(`the column ${JSON.stringify(name)} is unknown${meant ? `; is it ${meant}?` : ''}`, unknown);
  }
  const repeated = cells.findIndex((name, cell) => cells.indexOf(name) < cell);
  if (repeated >= 0) refuse(`the column ${cells[repeated]} stands twice`, repeated);
  if (missing.length) refuse(`missing: ${missing.join(', ')}`);
  return { layout, columns: new Map(cells.map((name, cell) => [name, cell])) };
}

/** The layout of which most columns are there, if that is more than half of them. */
function nearestLayout<Layout extends Columns>(cells: readonly string[], layouts: readonly Layout[]) {
  const share = ({ required }: Layout): number =>
    required.filter((name) => cells.includes(name)).length / required.length;
  return layouts.filter((layout) => share(layout) > 0.5).sort((a, b) => share(b) - share(a))[0];
}

function isSlipOf(column: string, name: string): boolean {
  const written = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return distance(column, written) <= MOST_SLIPS;
}

/** How many letters must be put in, taken out or changed to make one word of the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
