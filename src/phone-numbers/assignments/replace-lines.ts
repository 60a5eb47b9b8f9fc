import type { ClientBase } from 'pg';
import type { NewChange } from '../record/record-change.js';
import { ExtensionInUse } from './calling-lines.errors.js';
import type { CurrentLine } from './calling-lines.queries.js';
import { writeLines, type Written } from './line-writer.js';
import type { LockedNumber } from './locks.js';
import { RuleBroken } from './rule-broken.js';
import type { WantedLine } from './wanted-line.js';

/**
 * Puts the lines in the place of those that the holder has; `alsoChanges`: the caller changes more than lines.
 * Throws ExtensionInUse, RuleBroken, NumberResting, ClockBehind.
 */
export async function replaceLines(
  client: ClientBase,
  lines: readonly CurrentLine[],
  wanted: readonly WantedLine[],
  change: NewChange,
  alsoChanges: boolean,
): Promise<Written> {
  const replaced = lines.map(({ id }) => id);
  try {
    return await writeLines(client, { wanted, replaced }, change, alsoChanges);
  } catch (error) {
    const isExtension = error instanceof RuleBroken && error.code === 'extension_in_use';
    throw isExtension ? new ExtensionInUse(error.line?.place ?? 'The request', error) : error;
  }
}

export function byE164(numbers: readonly LockedNumber[]): Map<string, LockedNumber> {
  return new Map(numbers.map((number) => [number.e164, number]));
}
