import type { ClientBase } from 'pg';
import type { ChangedBy } from '../record/record-change.js';
import { alternatesAfter, type AlternateChange } from './alternates.js';
import { NumberTwice } from './calling-lines.errors.js';
import { currentLines, setDistinctiveRing } from './calling-lines.queries.js';
import { changeOf, type LineHolder } from './line-holder.js';
import type { Written } from './line-writer.js';
import { lockNumbers } from './locks.js';
import { e164Of, type AsWritten } from './number-as-written.js';
import { byE164, replaceLines } from './replace-lines.js';

/** What is left out stays as it is. */
export interface AlternatesUpdate {
  distinctiveRingEnabled?: boolean;
  phoneNumbers: readonly AsWritten<AlternateChange>[];
}

/**
 * Adds, edits and releases alternates of the holder, all or nothing, in the transaction of `client`. Throws BadNumber,
 * CountryUnknown, NumberTwice, NumberIsPrimary, NumberNotHeld, NumberNotInLocation, ExtensionInUse, RuleBroken,
 * NumberResting, ClockBehind.
 */
export async function changeAlternates(
  client: ClientBase,
  holder: LineHolder,
  { distinctiveRingEnabled: ring, phoneNumbers }: AlternatesUpdate,
  by: ChangedBy,
): Promise<Written> {
  const changes = phoneNumbers.map(({ number, ...change }) => ({
    ...change,
    e164: e164Of(number, change.place, holder.country),
  }));
  assertOnce(changes);
  const lines = await currentLines(client, holder.holderId);
  const numbers = byE164(await lockNumbers(client, [...changes.map(({ e164 }) => e164)]));
  const wanted = alternatesAfter(holder, lines, changes, numbers);
  const turnsRing = ring !== undefined && ring !== holder.distinctiveRingEnabled;
  const change = changeOf(`${holder.kind}.numbers`, holder, by);
  if (turnsRing) change.details = { ...change.details, distinctiveRingEnabled: ring };
  const written = await replaceLines(client, lines, wanted, change, turnsRing);
  if (turnsRing) await setDistinctiveRing(client, holder, ring);
  return written;
}

function assertOnce(changes: readonly AlternateChange[]): void {
  const seen = new Set<string>();
  for (const { e164, place } of changes) {
    if (seen.has(e164)) throw new NumberTwice(place);
    seen.add(e164);
  }
}
