import type { ClientBase } from 'pg';
import type { CurrentLine } from './calling-lines.queries.js';
import type { LineHolder } from './line-holder.js';
import { lockNumbers } from './locks.js';
import { e164Of, type AsWritten } from './number-as-written.js';
import { primaryAfter, type PrimaryChange } from './primary-line.js';
import { byE164 } from './replace-lines.js';
import type { WantedLine } from './wanted-line.js';

/**
 * Locks the numbers that change hands, and answers the lines that the holder has after the primary line is changed.
 * Throws BadNumber, CountryUnknown, NumberNotInLocation.
 */
export async function primaryChanged(
  client: ClientBase,
  holder: LineHolder,
  lines: readonly CurrentLine[],
  { number, place, extension }: AsWritten<PrimaryChange>,
): Promise<WantedLine[]> {
  const e164 = number == null ? number : e164Of(number, place, holder.country);
  const releasable = lines.filter(({ line }) => line === 'primary').map(({ id }) => id);
  const numbers = byE164(await lockNumbers(client, e164 == null ? [] : [e164], releasable));
  return primaryAfter(holder, lines, { place, e164, extension }, numbers);
}
