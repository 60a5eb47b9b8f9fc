import { Refusal } from '../import/refusal.js';
import { RECORD_TABLES, type RecordTable } from './record-tables.js';

// Every file begins with this, and no vendor's answer does.
const BEGINNING = '{"linebook":"record with history",';
const FORMAT = 1;

export interface Header {
  /** The last migration of the record that was written. */
  schema: string;
  /** Everything that was committed before is in it. */
  at: Date;
}

export interface Footer {
  rows: Partial<Record<RecordTable, number>>;
  /** Over the lines of all rows, in hex. */
  sha256: string;
}

export const BEGINNING_BYTES = BEGINNING.length;

/** Whether a file that begins with these bytes, BEGINNING_BYTES at least, was written by BackupService. */
export function beginsBackup(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, BEGINNING_BYTES)).toString('latin1') === BEGINNING;
}

export function headerLine({ schema, at }: Header): string {
  return `${BEGINNING}"format":${FORMAT},"schema":${JSON.stringify(schema)},"at":"${at.toISOString()}"}\n`;
}

export const footerLine = (footer: Footer): string => `${JSON.stringify({ end: footer })}\n`;

/** Throws Refusal `malformed_line`, `other_release`. */
export function assertRestorable(text: string, schema: string): void {
  const header = parsed(text) as { linebook?: unknown; format?: unknown; schema?: unknown };
  if (!text.startsWith(BEGINNING)) throw new Refusal('malformed_line', 'this is no header');
  if (header.format === FORMAT && header.schema === schema) return;
  throw new Refusal('other_release', 'another release wrote it: import it with that one, then upgrade');
}

/** A row as it was read, to be read again by the database; or the footer. */
export type BackupLine = { table: RecordTable; columns: string[]; end?: undefined } | { end: Footer };

/** Throws Refusal `malformed_line`. */
export function backupLine(text: string): BackupLine {
  const members = Object.entries(parsed(text));
  const [name, value] = members.length === 1 ? members[0]! : [];
  const table = RECORD_TABLES.find((known) => known === name);
  if (name === 'end' && isObject(value)) return { end: value as Footer };
  if (!table || !isObject(value)) throw new Refusal('malformed_line', 'this is no row of a table');
  return { table, columns: Object.keys(value) };
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Said below, without the parser's words: they quote what stands there.
  }
  throw new Refusal('malformed_line', 'this is no JSON object');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
