/** A written number as its digits, or what it is instead of a number, as the end of the sentence “it …”. */
export type NumberText =
  | {
      digits: string;
      hasPlus: boolean;
      /** Among the digits is a `(0)`, which some people write for a digit that is dialled within the country only. */
      hasOptionalZero: boolean;
    }
  | { fault: string };

/** Invisible: directions, joiners, soft hyphens, byte order marks. Nobody means them in a number, an id or a date. */
const MARKS = /\p{Cf}/gu;
/** A formula that keeps its text from being read as a number. */
const TEXT_FORMULA = /^="([^"]*)"$/;

// What people and keyboards put between digits. A line end is not among them: it stands between two numbers.
const SEPARATORS = /[ \p{Zs}\p{Pd}\u2212.．/／()（）[\]·•‧∙~]/gu;
const PLUS = /^[（(]?[+＋﹢]/u;
const OTHER_DIGITS = /[０-９٠-٩۰-۹]/gu;
// The last four bits of their code points are what they count.
const DIGIT_BITS = 0xf;

const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+?\d+$/i;
// What a program writes that takes numbers for fractions.
const FRACTION = /^[（(]?[+＋﹢]?\p{Nd}{6,15}[.,](\p{Nd}{1,2})$/u;
// The same where somebody grouped the digits; two digits are how numbers end in France.
const LAST_DIGIT = /[.,]\p{Nd}$/u;
const BEGINNING = /^[（(]?[+＋﹢]?[\p{Zs}]?[（(]?\p{Nd}/u;
const OPTIONAL_ZERO = /[（(]0[)）]/u;
const SLASH = /[/／]/u;
// What stands before the slash of `030/23125-104` is short, and the number goes on behind it. In `5551201/02` the slash
// stands between two numbers.
const MOST_BEFORE_SLASH = 6;
const MOST_BEFORE_SLASH_WITH_PLUS = 8;
const LEAST_BEHIND_SLASH = 4;

/** The text without white space and invisible marks around it, nor what spreadsheets put around text to keep it. */
export function bareText(text: string): string {
  const bare = text.replace(MARKS, '').trim();
  const inner = TEXT_FORMULA.exec(bare)?.[1] ?? bare;
  return (inner.startsWith("'") ? inner.slice(1) : inner).trim();
}

/** Whether the text is such a formula as a whole. */
export const isTextFormula = (text: string): boolean => TEXT_FORMULA.test(text.trim());

/** Reads the characters of a written number; whether there is such a number, the numbering plans say. */
export function numberTextFrom(text: string): NumberText {
  const written = withoutFraction(bareText(text).replace(/^tel:/i, '').trim());
  if (written === undefined) return { fault: 'is a fraction' };
  const fault = faultOf(written);
  if (fault) return { fault };
  const hasPlus = PLUS.test(written);
  const digits = written
    .replace(PLUS, '')
    .replace(SEPARATORS, '')
    .replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & DIGIT_BITS));
  if (!/^[0-9]+$/.test(digits)) return { fault: 'has characters that no number has' };
  return { digits, hasPlus, hasOptionalZero: OPTIONAL_ZERO.test(written) };
}

/** `14165550102.0` is the number that a program took for a fraction; undefined if it is one. */
function withoutFraction(text: string): string | undefined {
  const decimals = FRACTION.exec(text)?.[1];
  if (decimals === undefined) return LAST_DIGIT.test(text) ? undefined : text;
  return /^[0０]+$/.test(decimals) ? text.slice(0, -decimals.length - 1) : undefined;
}

function faultOf(text: string): string | undefined {
  if (SCIENTIFIC.test(text)) {
    return 'was rounded by a spreadsheet; format the column as text there, and enter the number again';
  }
  if (/^#+$/.test(text)) return 'is what a spreadsheet shows where a column is too narrow';
  if (/\p{L}/u.test(text)) return 'has letters; write its digits alone, without an extension';
  if (/[#;,*&]/.test(text)) return 'has an extension or a second number behind it';
  if (/[\t\n\r]|\p{Zs}{3}/u.test(text)) return 'is more than one number';
  if (!BEGINNING.test(text)) return 'does not begin like a number';
  if (/[+＋﹢]/u.test(text.replace(PLUS, ''))) return 'is more than one number';
  if (/[)）\]]$/u.test(text)) return 'has something in brackets behind it';
  return faultOfSlashes(text);
}

function faultOfSlashes(text: string): string | undefined {
  const [before, behind, ...more] = text.split(SLASH).map((part) => part.replace(/\P{Nd}/gu, '').length);
  if (behind === undefined) return undefined;
  const most = PLUS.test(text) ? MOST_BEFORE_SLASH_WITH_PLUS : MOST_BEFORE_SLASH;
  return more.length || before! > most || behind < LEAST_BEHIND_SLASH ? 'is more than one number' : undefined;
}
