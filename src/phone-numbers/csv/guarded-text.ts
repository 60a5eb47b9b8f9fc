// A spreadsheet takes a cell that begins with one of these for a formula, so an export puts an apostrophe before it
// (frame, section 3). Text that begins so behind apostrophes of its own gets one more, else an import would take one
// of its own off.
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'(?='*[=+\-@\t\r])/;

/** Whether a spreadsheet would take the text for a formula. */
export const isFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/** Free text as a CSV has it, which no spreadsheet takes for a formula. Not for phone numbers. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The free text that was guarded, or that somebody wrote in a spreadsheet. */
export const unguarded = (text: string): string => text.replace(GUARDED, '');
