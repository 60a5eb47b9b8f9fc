import type { NumberFormat } from './number-formats.js';

const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
// Workbooks count from 1900, as if that had been a leap year, or from 1904, as those of old Macintoshes.
const FIRST_DAY = Date.UTC(1899, 11, 30);
const FIRST_DAY_UNTIL_MARCH = Date.UTC(1899, 11, 31);
const FIRST_DAY_OF_1904 = Date.UTC(1904, 0, 1);
const LEAP_DAY = 60;
const LAST_DAY = 2_958_465;
// A spreadsheet keeps fifteen digits of a number; those behind are lost.
const MOST_EXACT = 1e15;

/** What a cell with a number says, as a CSV would: a date as `2026-01-31`, a whole number without exponent. */
export function numberText(written: string, format: NumberFormat, is1904: boolean): string {
  const number = Number(written);
  if (!Number.isFinite(number)) return written;
  if (format.isDate && number >= 0 && number <= LAST_DAY) return dateText(number, is1904);
  if (!Number.isInteger(number) || Math.abs(number) >= MOST_EXACT) return written;
  return number < 0 ? String(number) : String(number).padStart(format.digits, '0');
}

/** A date, and the time where there is one: in UTC, as exports write it, for a spreadsheet has no offset. */
function dateText(days: number, is1904: boolean): string {
  const first = is1904 ? FIRST_DAY_OF_1904 : days < LEAP_DAY ? FIRST_DAY_UNTIL_MARCH : FIRST_DAY;
  const instant = first + Math.round((days * DAY_MS) / SECOND_MS) * SECOND_MS;
  return withoutMidnight(`${new Date(instant).toISOString().slice(0, 19)}Z`);
}

/** Of a cell that has its date as text. */
export const withoutMidnight = (text: string): string => text.replace(/T00:00:00(?:\.0+)?Z?$/, '');
