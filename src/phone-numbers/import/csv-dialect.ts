import { Refusal } from './refusal.js';

// Where a first line is longer than this, it is no header.
const LONGEST_LINE_BYTES = 64 * 1024;
// What Excel writes and reads where the semicolon is not what the region separates lists by.
const SEPARATOR_LINE = /^"?sep=(.)"?\r?\n/i;
// What Windows PowerShell writes before the names of the columns.
const TYPE_LINE = /^#TYPE [^\r\n]*\r?\n/;

/** How the cells of a CSV file are separated. */
export interface CsvDialect {
  delimiter: ',' | ';' | '\t';
  /** The line in which the rows begin, from 1. */
  firstLine: number;
  /** The file from there on. */
  rows: AsyncIterable<Uint8Array>;
}

/**
 * Reads as much of a CSV as says how it is written: spreadsheets write semicolons wherever a comma is the decimal
 * point, and tabs as Unicode text.
 * Throws Refusal `bad_header` for another separator.
 */
export async function csvDialectOf(bytes: AsyncIterable<Uint8Array>): Promise<CsvDialect> {
  const rest = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    head = Buffer.concat([head, next.value]);
    if (hasHeader(head.toString('latin1')) || head.length > LONGEST_LINE_BYTES) break;
  }
  const text = head.toString('latin1');
  const [line, separator] = SEPARATOR_LINE.exec(text) ?? TYPE_LINE.exec(text) ?? [];
  const header = text.slice(line?.length ?? 0).split('\n');
  const delimiter = separator ?? usedIn(header.find((written) => written.trim()) ?? '');
  if (delimiter !== ',' && delimiter !== ';' && delimiter !== '\t') {
    const reason = 'the cells are separated by neither commas, semicolons nor tabs';
    throw new Refusal('bad_header', reason, { line: 1, column: 1 });
  }
  return { delimiter, firstLine: line ? 2 : 1, rows: continued(head.subarray(line?.length ?? 0), rest) };
}

/** Whether the line with the names of the columns is there. */
const hasHeader = (text: string): boolean => text.replace(TYPE_LINE, '').trimStart().includes('\n');

/** Which of them stands most often between the names of columns. */
function usedIn(header: string): CsvDialect['delimiter'] {
  const count = (character: string): number => header.split(character).length;
  const [most] = ([',', ';', '\t'] as const).toSorted((a, b) => count(b) - count(a));
  return most!;
}

/** The rest of a file behind what was read of it already. */
export async function* continued(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
