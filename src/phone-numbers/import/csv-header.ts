import type { Columns } from '../csv/columns.js';
import type { Reading } from './reading.js';
import { Refusal } from './refusal.js';
import { shown } from './shown-cell.js';
import type { TableRecord } from './table-record.js';

// So many letters more, less or other are a slip.
const MOST_SLIPS = 2;
/** Characters of the name of a column; a longer one is none. */
const LONGEST_NAME = 100;

/** Where the columns of a layout are in a file. */
export interface Header<Layout extends Columns> {
  layout: Layout;
  /** The index of each column that is read. */
  columns: ReadonlyMap<string, number>;
  /** How the file calls each of its columns. */
  titles: readonly string[];
  /** Columns without a name, which have no value in any row. */
  unnamed: readonly number[];
  /** What each row says in columns that the file does not have. */
  given?: Readonly<Record<string, string>>;
}

/**
 * Which layout the first row of a file names, and where its columns are. Names count in any case, with blanks and hyphens
 * for underscores; the operator says of others what they are. Throws Refusal `bad_header`.
 */
export function csvHeader<Layout extends Columns>(
  record: TableRecord,
  layouts: readonly Layout[],
  { columns: given, ignored }: Reading = {},
): Header<Layout> {
  const titles = record.cells.map((cell) => cell.trim());
  const names = namesOf(titles, given, ignored);
  const layout = layouts.find(({ known }) => names.includes(known)) ?? nearestLayout(names, layouts);
  if (!layout) {
    // Without a word of what stands there: it may be somebody's data.
    throw new Refusal(
      'bad_header',
      'this is no JSON, and the first line names the columns of no layout',
      record.position,
    );
  }
  assertOf(layout, names, titles, record);
  return {
    layout,
    titles,
    columns: new Map(names.flatMap((name, cell) => (name === undefined || name === '' ? [] : [[name, cell] as const]))),
    unnamed: names.flatMap((name, cell) => (name === '' ? [cell] : [])),
  };
}

/** Our name of each column: empty for one without a name, undefined for one that is left out. */
function namesOf(titles: readonly string[], given?: Reading['columns'], ignored: readonly string[] = []) {
  const named = new Map([...(given ?? [])].map(([title, name]) => [columnName(title), columnName(name)]));
  const left = new Set(ignored.map(columnName));
  return titles.map((title) => {
    const name = columnName(title);
    return left.has(name) && name ? undefined : (named.get(name) ?? name);
  });
}

/** `Phone Number`, `phone-number` and `phoneNumber` are `phone_number`. */
export function columnName(title: string): string {
  if (title.length > LONGEST_NAME) return title;
  return title
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
}

type Names = readonly (string | undefined)[];

/** Throws Refusal `bad_header`. */
function assertOf({ required, optional }: Columns, names: Names, titles: readonly string[], record: TableRecord): void {
  const refuse = (reason: string, cell = 0): never => {
    throw new Refusal('bad_header', reason, record.positionOf(cell));
  };
  const known = [...required, ...optional];
  const missing = required.filter((name) => !names.includes(name));
  const strange = names.flatMap((name, cell) => (name && !known.includes(name) ? [cell] : []));
  if (strange.length) refuse(reasonOfUnknown(strange, { names, titles, missing, known }), strange[0]);
  const repeated = names.findIndex((name, cell) => name && names.indexOf(name) < cell);
  if (repeated >= 0) refuse(`the column ${names[repeated]!} stands twice`, repeated);
  if (missing.length) refuse(`missing: ${missing.join(', ')}`);
}

function reasonOfUnknown(
  strange: readonly number[],
  { names, titles, missing, known }: { names: Names; titles: readonly string[]; missing: string[]; known: string[] },
): string {
  const shownTitles = strange.map((cell) => shown(titles[cell]!)).join(', ');
  const subject =
    strange.length > 1 ? `the columns ${shownTitles} are unknown` : `the column ${shownTitles} is unknown`;
  const free = known.filter((column) => !names.includes(column));
  const meant = [...missing, ...free].find((column) => strange.some((cell) => isSlipOf(column, names[cell]!)));
  if (meant) return `${subject}; is it ${meant}?`;
  const options = `leave it out with --ignore-column, or say what it is with --map "${titles[strange[0]!]!.slice(0, 40)}=…"`;
  return `${subject}; ${options}. Known are ${known.join(', ')}`;
}

/** The layout of which most columns are there, if that is more than half of them. */
function nearestLayout<Layout extends Columns>(names: Names, layouts: readonly Layout[]) {
  const share = ({ required }: Layout): number =>
    required.filter((name) => names.includes(name)).length / required.length;
  return layouts.filter((layout) => share(layout) > 0.5).sort((a, b) => share(b) - share(a))[0];
}

const isSlipOf = (column: string, name: string): boolean =>
  name.length <= LONGEST_NAME && distance(column, name) <= MOST_SLIPS;

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
