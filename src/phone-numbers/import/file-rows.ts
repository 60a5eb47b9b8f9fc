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
import { workbookRecords } from './workbook/workbook-records.js';
import { BadWorkbook } from './workbook/workbook.errors.js';

const SPACE = [0x20, 0x09, 0x0a, 0x0d];
// Where so much white space stands, nothing else is looked for.
const MOST_SPACE_BYTES = 64 * 1024;

/**
 * The rows of a file in any layout, which is known by its first characters: a workbook is a ZIP archive, JSON begins with a
 * bracket, anything else is a CSV. A row that does not hold goes to the report, and the reading goes on; what makes the file unreadable is thrown as
 * a Refusal. Throws BackupFound where the file has no rows to import but a record to restore.
 */
export async function* fileRows(
  bytes: AsyncIterable<Uint8Array>,
  intake: RowIntake,
  named: NamedOrganization | undefined,
  reading: Reading = {},
): AsyncGenerator<StagedRow> {
  const { kind, whole: file } = await recognized(bytes);
  if (kind === 'workbook') return yield* csvRows(workbookRecords(file, reading.sheet), intake, named, reading);
  const rest = utf8TextOf(file, reading.encoding)[Symbol.asyncIterator]();
  const head = await headOf(rest);
  const first = head.find((byte) => !SPACE.includes(byte));
  const whole = continued(head, rest);
  if (beginsBackup(head)) throw new BackupFound(whole);
  // An empty file as well: it is no CSV without a header.
  const isJson = first === undefined || first === 0x7b || first === 0x5b;
  yield* isJson ? answerRows(whole, intake, named) : csvRows(csvRecords(whole), intake, named, reading);
}

const ARCHIVES = ['504b0304', '504b0506'];
const COMPOUND_FILE = 'd0cf11e0';
const MAGIC_BYTES = 4;

/** A workbook by its first bytes, whatever its name. Throws BadWorkbook for what spreadsheets wrote until 2007. */
async function recognized(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ kind: 'workbook' | 'text'; whole: AsyncIterable<Uint8Array> }> {
  const rest = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    head = Buffer.concat([head, next.value]);
    if (head.length >= MAGIC_BYTES) break;
  }
  const magic = head.subarray(0, MAGIC_BYTES).toString('hex');
  if (magic === COMPOUND_FILE) {
    throw new BadWorkbook(
      'this is an .xls file, or a workbook with a password; save it as .xlsx without one, or as CSV UTF-8',
    );
  }
  return { kind: ARCHIVES.includes(magic) ? 'workbook' : 'text', whole: continued(head, rest) };
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
