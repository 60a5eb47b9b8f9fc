import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../import/refusal.js';
import { assertRestorable, backupLine, type Footer } from './backup-lines.js';
import { RECORD_TABLES, type RecordTable } from './record-tables.js';
import { textLines } from './text-lines.js';

const MOST_ROWS = 1_000;
const MOST_CHARACTERS = 1024 * 1024;

/** Rows of one table as they stand in the file. */
export interface RowBatch {
  table: RecordTable;
  rows: string[];
  /** The line of the first one, from 1. */
  line: number;
}

/** What the file is held against. */
export interface Expected {
  schema: string;
  columns: Record<RecordTable, string[]>;
}

/**
 * The rows of a backup, some at a time. Only after the last of them is known whether the file is whole and as it was
 * written. Throws Refusal with the line: `malformed_line`, `other_release`, `cut_off`, `altered`, `too_large`, `not_utf8`.
 */
export async function* rowBatches(bytes: AsyncIterable<Uint8Array>, expected: Expected): AsyncGenerator<RowBatch> {
  const reading = new Reading(expected);
  for await (const text of textLines(bytes)) {
    const full = reading.take(text);
    if (full) yield full;
  }
  const rest = reading.finish();
  if (rest) yield rest;
}

class Reading {
  private line = 0;
  private batch?: RowBatch;
  private characters = 0;
  private readonly digest = createHash('sha256');
  private readonly counts = Object.fromEntries(RECORD_TABLES.map((table) => [table, 0])) as Record<RecordTable, number>;
  private isEnded = false;

  constructor(private readonly expected: Expected) {}

  /** Takes the next line; answers the rows before it where there are enough of them. */
  take(text: string): RowBatch | undefined {
    this.line++;
    try {
      if (this.line === 1) return void assertRestorable(text, this.expected.schema);
      if (this.isEnded) throw new Refusal('altered', 'something follows the end');
      const read = backupLine(text);
      if (read.end) return void this.end(read.end);
      return this.row(text, read.table, read.columns);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal(error.code, error.reason, { line: this.line, column: 1 });
    }
  }

  /** At the end of the file: the rows that are left. */
  finish(): RowBatch | undefined {
    if (this.isEnded) return this.batch;
    throw new Refusal('cut_off', 'the file ends before its end', { line: this.line, column: 1 });
  }

  private row(text: string, table: RecordTable, columns: string[]): RowBatch | undefined {
    if (!isDeepStrictEqual(columns, this.expected.columns[table])) {
      throw new Refusal('malformed_line', `the row has other columns than ${table}`);
    }
    this.digest.update(text).update('\n');
    this.counts[table]++;
    const { batch } = this;
    if (batch?.table === table && batch.rows.length < MOST_ROWS && this.characters < MOST_CHARACTERS) {
      batch.rows.push(text);
      this.characters += text.length;
      return undefined;
    }
    this.batch = { table, rows: [text], line: this.line };
    this.characters = text.length;
    return batch;
  }

  private end({ rows, sha256 }: Footer): void {
    this.isEnded = true;
    if (isDeepStrictEqual(rows, this.counts) && sha256 === this.digest.digest('hex')) return;
    throw new Refusal('altered', 'the rows are not those that were written: take another copy of the file');
  }
}
