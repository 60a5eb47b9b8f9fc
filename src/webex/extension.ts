/** What an extension has to be, for a text that goes on after "must be". */
export const EXTENSION = '2 to 10 digits';

const DIGITS = /^[0-9]{2,10}$/;
/** For documents. */
export const EXTENSION_FORM = { pattern: DIGITS.source };

/** The text, if it is an extension: leading zeros count, so it is never a number. */
export function extensionFrom(text: string): string | undefined {
  return DIGITS.test(text) ? text : undefined;
}
