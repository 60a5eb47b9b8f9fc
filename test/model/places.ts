import fc from 'fast-check';
import type { RecordModel } from './record-model.js';

// Drafts choose by a place: among the people, among the lines, among the numbers.

export const person = fc.nat({ max: 6 });
export const place = fc.nat({ max: 40 });
/** Mostly the first twelve, so that calls meet. */
export const number = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 11 }) },
  { weight: 1, arbitrary: fc.nat({ max: 7 }).map((n) => n + 12) },
);
export const rarely = fc.nat({ max: 15 }).map((n) => n === 15);

/** The organization of the person in this place, or rarely another one. */
export function homeOf({ roster }: RecordModel, slot: number, elsewhere: boolean): string {
  const [first, second] = roster.organizations;
  const home = roster.people[slot]!.organization;
  return elsewhere ? (home === first ? second : first) : home;
}
