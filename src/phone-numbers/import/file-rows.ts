import { BackupFound } from '../backup/backup.errors.js';
import { BEGINNING_BYTES, beginsBackup } from '../backup/backup-lines.js';
import { continued } from './csv-dialect.js';
import { csvRecords } from './csv-records.js';
import { csvRows } from './csv-rows.js';
import { utf8TextOf } from './file-text.js';
import type { Reading } from './reading.js';
import type { RowIntake } from './row-intake.js';
import type { NamedOrganization, StagedRow } from './staged-row.js';
import { answerRows } from './vendor-answers.js';

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
  reading: Reading = {},
): AsyncGenerator<StagedRow> {
  const rest = utf8TextOf(bytes, reading.encoding)[Symbol.asyncIterator]();
  const head = await headOf(rest);
  const first = head.find((byte) => !SPACE.includes(byte));
  const whole = continued(head, rest);
  if (beginsBackup(head)) throw new BackupFound(whole);
  // An empty file as well: it is no CSV without a header.
  const isJson = first === undefined || first === 0x7b || first === 0x5b;
  yield* isJson ? answerRows(whole, intake, named) : csvRows(csvRecords(whole), intake, named, reading);
}

/** The file's beginning up to its first character that is not white space, and beyond. */
async function headOf(bytes: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head = Buffer.alloc(0);
  for (;;) {
    const next = await bytes.next();
    if (!next.done) head = Buffer.concat([head, next.value]);
    const isEnough = head.length >= BEGINNING_BYTES && head.some((byte) => !SPACE.includes(byte));
    if (next.done || isEnough || head.length > MOST_SPACE_BYTES) return head;
  }
}
