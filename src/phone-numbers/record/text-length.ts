/** Characters of a name, of a person, a place or an organization. */
export const LONGEST_NAME = 256;
/** Characters of an e-mail address (RFC 5321: 64 before the @, 255 behind it). */
export const LONGEST_EMAIL = 320;
/** Characters of what is said about a line. */
export const LONGEST_LABEL = 200;

/** Characters of notes on a place. */
export const LONGEST_NOTES = 2000;

/** Whether a text has at most so many characters, as PostgreSQL counts them. A long one is not taken apart to be counted. */
export function hasAtMost(characters: number, text: string): boolean {
  // A character is one or two code units.
  return text.length <= characters || (text.length <= 2 * characters && [...text].length <= characters);
}
