import { isFormula, unguarded } from '../csv/guarded-text.js';
import { LONGEST_ID } from '../../ids/webex-id.js';
import { hasAtMost } from '../record/text-length.js';
import type { CsvRecord } from './csv-records.js';
import { Refusal } from './refusal.js';

/** A row of a CSV file by the names of its columns. */
export class CsvRow {
  constructor(
    private readonly record: CsvRecord,
    /** The index of each column of the file. */
    private readonly columns: ReadonlyMap<string, number>,
  ) {}

  /** Whether the file has one of the columns. */
  hasAny(columns: readonly string[]): boolean {
    return columns.some((column) => this.columns.has(column));
  }

  /** Undefined where the cell is empty or the file has no such column. Throws Refusal `wrong_shape`. */
  text(column: string): string | undefined {
    const text = this.record.cells[this.columns.get(column) ?? -1] || undefined;
    if (text?.includes('\0')) throw this.refusal(column, 'wrong_shape', `${column} has a NUL`);
    return text;
  }

  /**
   * Text that people write, of at most so many characters. What an export put before it, so that no spreadsheet takes it
   * for a formula, comes off; a formula without it is refused, for a spreadsheet would have written what comes of it.
   * Throws Refusal `formula`, and of `code` where it is too long.
   */
  freeText(column: string, characters: number, code = 'too_long'): string | undefined {
    const cell = this.text(column);
    if (cell === undefined) return undefined;
    if (isFormula(cell)) {
      throw this.refusal(
        column,
        'formula',
        `${column} begins like a formula; put an apostrophe before it if it is none`,
      );
    }
    const text = unguarded(cell);
    if (hasAtMost(characters, text)) return text;
    throw this.refusal(column, code, `${column} is longer than ${characters} characters`);
  }

  /** What `read` makes of the cell, undefined where it is empty. Throws a Refusal of that code where it makes nothing of it. */
  value<T>(column: string, read: (text: string) => T | undefined, code: string, expected: string): T | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    // Nothing that has a form is longer than an id.
    const value = text.length > LONGEST_ID ? undefined : read(text);
    if (value === undefined) throw this.refusal(column, code, `${column} is not ${expected}`);
    return value;
  }

  /** The same, for a cell that must not be empty. */
  required<T>(column: string, read: (text: string) => T | undefined, code: string, expected: string): T {
    const value = this.value(column, read, code, expected);
    if (value === undefined) throw this.refusal(column, code, `${column} is missing`);
    return value;
  }

  refusal(column: string, code: string, reason: string): Refusal {
    return new Refusal(code, reason, this.record.positionOf(this.columns.get(column) ?? 0));
  }
}

/** For a cell that says one of a few words. */
export const oneOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word | undefined =>
    words.find((word) => word === text);

/** For a cell that consists of digits only. */
export const matching =
  (form: RegExp) =>
  (text: string): string | undefined =>
    form.test(text) ? text : undefined;

// As spreadsheets write them in English, German, French, Spanish, Italian, Dutch and Portuguese.
const TRUE = ['true', 'wahr', 'vrai', 'verdadero', 'vero', 'waar', 'verdadeiro'];
const FALSE = ['false', 'falsch', 'faux', 'falso', 'onwaar'];

export function booleanFrom(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return TRUE.includes(word) || (FALSE.includes(word) ? false : undefined);
}
