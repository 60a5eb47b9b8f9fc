import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { Command, Option } from 'commander';
import { Option as CommandOption } from 'commander';
import { guarded } from '../phone-numbers/csv/guarded-text.js';
import { CannotWrite, isOfFile } from './output.js';
import { cellText, Table, type Cell, type Column } from './table.js';

/** How a list is printed: a table on a terminal, else `plain`, unless one of these is given. */
export interface ListingOptions {
  json?: boolean;
  csv?: boolean;
}

/** A list that a verb prints. */
export interface Listing<Row> {
  /** Names first, ids last. */
  columns: readonly Column<Row>[];
  /** Of `--json`; where there is no `plain`, of a pipe, too. */
  json: (row: Row) => object;
  /** A line in a pipe, without its end. */
  plain?: (row: Row) => string;
  /** What a person reads where there is nothing. */
  none?: string;
}

const PAGE = 200;
const FORM = { record_delimiter: '\n', quoted_match: /\r/ };

/** Adds `--json` and `--csv` to a verb that lists. */
export const listing = (command: Command): Command =>
  listingOptions().reduce((verb, one) => verb.addOption(one), command);

const listingOptions = (): Option[] => [
  new CommandOption('--json', 'print lines of JSON').conflicts('csv'),
  new CommandOption('--csv', 'print a CSV with a header'),
];

/** Prints the rows as they are read, no faster than somebody reads them; when nobody reads any more, it ends. */
export async function printList<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  { columns, json, plain, none = 'none' }: Listing<Row>,
  options: ListingOptions,
): Promise<void> {
  const pages = pagesOf(rows);
  if (options.csv) return print(csvOf(pages, columns));
  const terminal = process.stdout;
  if (!options.json && terminal.isTTY) {
    return print(tableOf(pages, new Table(columns, { width: terminal.columns || 80, hasColour: hasColour() }), none));
  }
  const lineOf = plain && !options.json ? plain : (row: Row) => JSON.stringify(json(row));
  return print(linesOf(pages, lineOf));
}

/** Colours are for a terminal, and not where somebody wants none (no-color.org). */
export const hasColour = (): boolean => Boolean(process.stdout.isTTY && !process.env.NO_COLOR);

async function print(text: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(text), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
    throw isOfFile(error) ? new CannotWrite('standard output', error) : error;
  }
}

async function* pagesOf<Row>(rows: AsyncIterable<Row> | Iterable<Row>): AsyncGenerator<Row[]> {
  let page: Row[] = [];
  for await (const row of rows) {
    if (page.push(row) < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length) yield page;
}

async function* linesOf<Row>(pages: AsyncIterable<Row[]>, lineOf: (row: Row) => string): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((row) => `${lineOf(row)}\n`).join('');
}

async function* tableOf<Row>(pages: AsyncIterable<Row[]>, table: Table<Row>, none: string): AsyncGenerator<string> {
  let isEmpty = true;
  for await (const page of pages) {
    yield table.page(page);
    isEmpty = false;
  }
  if (isEmpty) yield `(${none})\n`;
}

async function* csvOf<Row>(pages: AsyncIterable<Row[]>, all: readonly Column<Row>[]): AsyncGenerator<string> {
  const columns = all.filter(({ isOfTable }) => !isOfTable);
  yield stringify([columns.map(({ name }) => name)], FORM);
  for await (const page of pages) {
    yield stringify(
      page.map((row) => columns.map(({ of, isText }) => csvCell(of(row), isText))),
      FORM,
    );
  }
}

const csvCell = (cell: Cell, isText = false): string => (isText ? guarded(cellText(cell)) : cellText(cell));
