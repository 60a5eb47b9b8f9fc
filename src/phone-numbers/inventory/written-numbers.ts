import { setImmediate as othersHadTheirTurn } from 'node:timers/promises';
import { NumberTwice } from '../assignments/calling-lines.errors.js';
import { e164Of } from '../assignments/number-as-written.js';

/** Numbers that are read before other requests have their turn. */
const NUMBERS_AT_ONCE = 50;

/**
 * The `phoneNumbers` of a request in E.164, by the location's country, in their order. Throws BadNumber, CountryUnknown,
 * NumberTwice.
 */
export async function e164sOf(written: readonly string[], country: string | null): Promise<string[]> {
  const e164s = new Set<string>();
  for (const [i, text] of written.entries()) {
    if (i && i % NUMBERS_AT_ONCE === 0) await othersHadTheirTurn();
    const e164 = e164Of(text, placeOf(i), country);
    if (e164s.has(e164)) throw new NumberTwice(placeOf(i));
    e164s.add(e164);
  }
  return [...e164s];
}

/** How a refusal names the `i`th number of a request. */
export const placeOf = (i: number): string => `phoneNumbers.${i}`;
