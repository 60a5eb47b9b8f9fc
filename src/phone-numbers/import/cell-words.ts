import { isNoValue } from '../csv/guarded-text.js';

// What a cell says that has one of a few forms. Case never matters.

/** For a cell that says one of a few words. */
export const oneOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word | undefined =>
    words.find((word) => word === text) ?? words.find((word) => word.toLowerCase() === text.toLowerCase());

/** For a cell that consists of digits only. */
export const matching =
  (form: RegExp) =>
  (text: string): string | undefined =>
    form.test(text) ? text : undefined;

// As people and spreadsheets write them in English, German, French, Spanish, Italian, Dutch and Portuguese.
const TRUE_WORDS = 'true yes y t 1 wahr ja j vrai oui verdadero sí si vero sì waar verdadeiro sim';
const FALSE_WORDS = 'false no n f 0 falsch nein faux non falso onwaar nee não nao';
const BOOLEANS = new Map([
  ...TRUE_WORDS.split(' ').map((word) => [word, true] as const),
  ...FALSE_WORDS.split(' ').map((word) => [word, false] as const),
]);

/** What a refusal lists. */
export const BOOLEAN_WORDS =
  'true or false; yes/no, y/n, 1/0 and the words for them in German, French, Spanish, Italian, Dutch and Portuguese are understood';

export const booleanFrom = (text: string): boolean | undefined =>
  BOOLEANS.get(text) ?? BOOLEANS.get(text.toLowerCase());

const TOTALS = new Set(
  'total totals subtotal subtotals sum sums count summe summen gesamt gesamtsumme zwischensumme anzahl somme'
    .split(' ')
    .concat('totale', 'totaal', 'suma', 'soma', 'grand total', 'total général'),
);
const LONGEST_TOTAL = 16;
const NUMBER = /^[\d.,' ]{1,20}$/;

/** Whether a row is what somebody, or a spreadsheet, added up below a table. */
export function isTotalsRow(cells: readonly string[]): boolean {
  const first = cells.find((cell) => cell !== '');
  if (first === undefined || first.length > LONGEST_TOTAL) return false;
  if (!TOTALS.has(first.trim().replace(/:$/, '').toLowerCase())) return false;
  const others = cells.filter((cell) => cell.trim() !== '').slice(1);
  return others.every((cell) => NUMBER.test(cell.trim()) || isNoValue(cell.trim()));
}
