import { bareText } from '../record/number-text.js';

// Spreadsheet programs take text with a digit for a number, a date or a time, and write it in their own way. They never
// take the letters of a UUID for one. Text that is longer, or has line ends, they keep.
const LONGEST_CHANGED = 100;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The cell of a CSV as a formula that makes its text, `="+14165550102"`, if a spreadsheet program would write it in another
 * way. An import reads the formula, and the text alone. A cell with a quote or an apostrophe stays as it is: those keep it.
 */
export const spreadsheetCell = (cell: string): string => (isChanged(cell) ? `="${cell}"` : cell);

function isChanged(cell: string): boolean {
  if (cell.length > LONGEST_CHANGED || !/\p{Nd}/u.test(cell) || UUID.test(cell)) return false;
  return !/["\p{Cc}]/u.test(cell) && bareText(cell) === cell;
}
