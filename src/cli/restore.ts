import { RestoreService } from '../phone-numbers/backup/restore.service.js';
import { Refusal } from '../phone-numbers/import/refusal.js';
import { REFUSED_ROWS, WOULD_CHANGE } from './exit-codes.js';
import { withOwnedRecord, type RecordOptions } from './record.js';

/** Restores a backup, says what became of it, and sets the exit code. */
export async function restore(
  name: string,
  file: AsyncIterable<Uint8Array>,
  { data, dryRun }: RecordOptions & { dryRun: boolean },
): Promise<void> {
  try {
    const rows = await withOwnedRecord({ data }, (record) => new RestoreService(record).restore(file, { dryRun }));
    console.log(`${name}: ${dryRun ? 'would be ' : ''}restored ${rows} row${rows === 1 ? '' : 's'}`);
    if (dryRun && rows) process.exitCode = WOULD_CHANGE;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { position, code, reason } = error;
    const place = position ? `:${position.line}:${position.column}` : '';
    process.stderr.write(`${name}${place}: refused ${code}: ${reason}\n`);
    console.log(`${name}: refused, nothing was changed: 1 fault`);
    process.exitCode = REFUSED_ROWS;
  }
}
