import { BackupFound } from '../backup/backup.errors.js';
import { BEGINNING_BYTES, beginsBackup } from '../backup/backup-lines.js';
import { csvRows } from './csv-rows.js';
import type { RowIntake } from './row-intake.js';
import type { NamedOrganization, StagedRow } from './staged-row.js';
import { answerRows } from './vendor-answers.js';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const SPACE = [0x20, 0x09, 0x0a, 0x0d];
// Where so much white space stands, nothing else is looked for.
const MOST_SPACE_BYTES = 64 * 1024;

/**
 * The rows of a file in any layout, which is known by its first character: JSON begins with a bracket, anything else is a
 * CSV. A row that does not hold goes to the report, and the reading goes on; what makes the file unreadable is thrown as
 * a Refusal. Throws BackupFound where the file has no rows to import but a record to restore.
 */
export async function* fileRows(
  bytes: AsyncIterable<Uint8Array>,
  intake: RowIntake,
  named: NamedOrganization | undefined,
): AsyncGenerator<StagedRow> {
  const rest = bytes[Symbol.asyncIterator]();
  const head = await headOf(rest);
  const first = head.find((byte) => !SPACE.includes(byte));
  const whole = continued(head, rest);
  if (beginsBackup(head)) throw new BackupFound(whole);
  // An empty file as well: it is no CSV without a header.
  const isJson = first === undefined || first === 0x7b || first === 0x5b;
  yield* isJson ? answerRows(whole, intake, named) : csvRows(whole, intake, named);
}

/** The file's beginning without its byte order mark, up to its first character that is not white space, and beyond. */
async function headOf(bytes: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head = Buffer.alloc(0);
  for (;;) {
    const next = await bytes.next();
    if (!next.done) head = Buffer.concat([head, next.value]);
    const text = withoutByteOrderMark(head);
    const isEnough = head.length >= BEGINNING_BYTES && text.some((byte) => !SPACE.includes(byte));
    if (next.done || isEnough || head.length > MOST_SPACE_BYTES) return text;
  }
}

function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
}

async function* continued(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
