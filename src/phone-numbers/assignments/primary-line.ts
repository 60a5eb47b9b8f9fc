import { isInInventory } from './alternates.js';
import { callingLine } from './calling-line.js';
import { NumberNotInLocation } from './calling-lines.errors.js';
import type { CurrentLine } from './calling-lines.queries.js';
import type { LineHolder } from './line-holder.js';
import type { LockedNumber } from './locks.js';
import type { WantedLine } from './wanted-line.js';

/** What a request says of the primary line. What it leaves out stays as it is; null: the line has none any more. */
export interface PrimaryChange {
  /** How the request names the line, for a refusal. */
  place: string;
  /** E.164. */
  e164?: string | null;
  extension?: string | null;
}

/**
 * The lines that the holder has after its primary line is changed, that one first. A new number comes out of the
 * location's inventory, or is an alternate of the holder and ceases to be one; the old number is free.
 * Throws NumberNotInLocation.
 */
export function primaryAfter(
  holder: LineHolder,
  lines: readonly CurrentLine[],
  { place, e164, extension }: PrimaryChange,
  numbers: ReadonlyMap<string, LockedNumber>,
): WantedLine[] {
  const primary = lines.find(({ line }) => line === 'primary');
  const alternates = lines.filter(({ line }) => line === 'alternate');
  const promoted = alternates.find((line) => line.e164 === e164);
  const number = e164 == null ? undefined : numbers.get(e164);
  if (e164 != null && !(number && isInInventory(number, holder))) throw new NumberNotInLocation(place);
  const line = {
    phoneNumberId: (e164 === undefined ? primary?.phoneNumberId : number?.id) ?? null,
    e164: (e164 === undefined ? primary?.e164 : e164) ?? null,
    // An alternate without a primary beside it brings its own.
    extension: (extension === undefined ? (primary?.extension ?? promoted?.extension) : extension) ?? null,
    line: 'primary' as const,
    ringPattern: (promoted ?? primary)?.ringPattern ?? null,
  };
  const others = alternates.filter((alternate) => alternate !== promoted);
  return [callingLine(holder, line, place), ...others.map((other) => callingLine(holder, other))];
}
