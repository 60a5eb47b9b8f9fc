import type { Type } from '@nestjs/common';
import { membersOf } from './checked-body.js';

/** Names that a response lists. */
export const MOST_IGNORED = 20;
/** Characters of each; what is longer is cut off. */
export const LONGEST_IGNORED = 64;

/** The first members of a JSON object that its DTO does not know, so that nothing is dropped without a word. */
export function ignoredMembers(dto: Type<object>, sent: object): string[] {
  const known = membersOf(dto);
  const ignored: string[] = [];
  for (const name in sent) {
    if (ignored.length === MOST_IGNORED) break;
    if (Object.hasOwn(sent, name) && !known.includes(name)) ignored.push(shortened(name));
  }
  return ignored;
}

/** By characters, not by code units: half of a character is no text. */
const shortened = (name: string): string => [...name.slice(0, 2 * LONGEST_IGNORED)].slice(0, LONGEST_IGNORED).join('');
