import { RestoreService } from '../phone-numbers/backup/restore.service.js';
import { Refusal } from '../phone-numbers/import/refusal.js';
import { REFUSED, WOULD_CHANGE } from './exit-codes.js';
import { withOwnedRecord, type RecordOptions } from './record.js';

/** What became of a backup; texts to stand behind the file's name. */
export interface RestoreVerdict {
  summary: string;
  fault?: string;
  exitCode: number;
}

/** Restores a backup. Throws RecordNotEmpty, WrongUsage where nobody says who the owner is. */
export async function restore(
  file: AsyncIterable<Uint8Array>,
  { data, dryRun }: RecordOptions & { dryRun: boolean },
): Promise<RestoreVerdict> {
  try {
    const rows = await withOwnedRecord({ data }, (record) => new RestoreService(record).restore(file, { dryRun }));
    const counted = `${rows} row${rows === 1 ? '' : 's'}`;
    return dryRun && rows
      ? { summary: `would restore ${counted}`, exitCode: WOULD_CHANGE }
      : { summary: `restored ${counted}`, exitCode: 0 };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { position, code, reason } = error;
    const place = position ? `:${position.line}:${position.column}` : '';
    return {
      summary: 'refused, nothing was changed: 1 fault',
      fault: `${place}: refused ${code}: ${reason}`,
      exitCode: REFUSED,
    };
  }
}
