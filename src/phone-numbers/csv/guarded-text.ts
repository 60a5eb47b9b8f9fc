// A spreadsheet takes a cell that begins with one of these for a formula, so an export puts an apostrophe before it
// (frame, section 3), and before a word that stands for no value, which an import does not take. Text that begins so
// behind apostrophes of its own gets one more, else an import would take one of its own off.
const FORMULA = /^'*[=+\-@\t\r]/;

/** What programs write for a cell that they have no value for, in lower case. */
const NO_VALUES = ['null', '(null)', '<null>', '\\n', 'n/a', '#n/a', '#n/a!', 'nan', 'undefined'];
/** Errors of formulas. */
const ERRORS = ['#ref!', '#value!', '#name?', '#div/0!', '#null!', '#num!', '#nv', '#wert!', '#bezug!'].concat([
  '#spill!',
  '#calc!',
  '#field!',
  '#blocked!',
  '#connect!',
  '#unknown!',
  '#busy!',
  '#getting_data',
]);
const WORDS = new Set([...NO_VALUES, ...ERRORS]);
const LONGEST_WORD = 13;

/** Whether a spreadsheet would take the text for a formula. */
export const isFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/** Whether the text says that there is no value. */
export const isNoValue = (text: string): boolean => text.length <= LONGEST_WORD && WORDS.has(text.toLowerCase());

/** Free text as a CSV has it, which nobody takes for a formula or for no value. Not for phone numbers. */
export const guarded = (text: string): string => (isGuarded(text) ? `'${text}` : text);

/** The free text that was guarded, or that somebody wrote in a spreadsheet. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && isGuarded(text.slice(1)) ? text.slice(1) : text;

const isGuarded = (text: string): boolean => FORMULA.test(text) || isNoValue(withoutApostrophes(text));

function withoutApostrophes(text: string): string {
  let start = 0;
  while (text[start] === "'") start++;
  return text.slice(start);
}
