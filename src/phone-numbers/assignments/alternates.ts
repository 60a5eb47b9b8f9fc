import type { RingPattern } from '../record/number-assignment.entity.js';
import type { CurrentLine } from './calling-lines.queries.js';
import { NumberIsPrimary, NumberNotHeld, NumberNotInLocation } from './calling-lines.errors.js';
import { callingLine } from './calling-line.js';
import type { LineHolder } from './line-holder.js';
import type { LockedNumber } from './locks.js';
import type { WantedLine } from './wanted-line.js';

/** What a request says of one number. What it leaves out stays as it is. */
export interface AlternateChange {
  /** How the request names it, for a refusal. */
  place: string;
  action: 'ADD' | 'DELETE';
  /** E.164, once per request. */
  e164: string;
  extension?: string;
  ringPattern?: RingPattern;
}

/**
 * The lines that the holder has after the changes: those that are added or edited first, in their order.
 * An added number comes out of the location's inventory; one that the holder has as an alternate is edited.
 * Throws NumberIsPrimary, NumberNotHeld, NumberNotInLocation.
 */
export function alternatesAfter(
  holder: LineHolder,
  lines: readonly CurrentLine[],
  changes: readonly AlternateChange[],
  numbers: ReadonlyMap<string, LockedNumber>,
): WantedLine[] {
  const kept = new Map(lines.map((line) => [line.e164 ?? line.id, line]));
  const touched: WantedLine[] = [];
  for (const { place, action, e164, extension, ringPattern } of changes) {
    const own = kept.get(e164);
    if (own?.line === 'primary') throw new NumberIsPrimary(place, holder.kind);
    if (action === 'DELETE' && !own) throw new NumberNotHeld(place, holder.kind);
    kept.delete(e164);
    if (action === 'DELETE') continue;
    const number = numbers.get(e164);
    if (!number || !isInInventory(number, holder)) throw new NumberNotInLocation(place);
    const line = {
      phoneNumberId: number.id,
      e164,
      line: 'alternate' as const,
      extension: extension ?? own?.extension ?? null,
      ringPattern: ringPattern ?? own?.ringPattern ?? null,
    };
    touched.push(callingLine(holder, line, place));
  }
  // First what is asked for: where two lines have one extension, it is this one that is refused.
  return [...touched, ...[...kept.values()].map((line) => callingLine(holder, line))];
}

/** Whether the number is one of the holder's location, whoever holds it. */
export function isInInventory(number: LockedNumber, { organizationId, locationId }: LineHolder): boolean {
  return number.organizationId === organizationId && number.locationId === locationId;
}
