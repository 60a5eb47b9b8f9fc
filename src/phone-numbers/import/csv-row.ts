import type { OrganizationId } from '../../ids/organization-id.js';
import { LONGEST_ID } from '../../ids/webex-id.js';
import { isFormula, isNoValue, unguarded } from '../csv/guarded-text.js';
import { numberReading } from '../record/e164.js';
import { bareText, isTextFormula } from '../record/number-text.js';
import { hasAtMost } from '../record/text-length.js';
import { dateReading } from './cell-dates.js';
import { BOOLEAN_WORDS, booleanFrom } from './cell-words.js';
import type { Header } from './csv-header.js';
import type { Reading } from './reading.js';
import { Refusal } from './refusal.js';
import { shown } from './shown-cell.js';
import type { TableRecord } from './table-record.js';
import { trimmed } from './trimmed.js';

type Places = Pick<Header<never>, 'columns' | 'titles' | 'given'>;

// A cell in which nothing is to be taken off: most are.
const BARE = /^[0-9A-Za-z+][!-~]*$/;

/** A row of a table by the names of its columns. */
export class CsvRow {
  constructor(
    private readonly record: TableRecord,
    private readonly places: Places,
    private readonly reading: Reading = {},
    /** That the operator names. In it a row may name people by e-mail, and places by name. */
    readonly organization?: OrganizationId,
  ) {}

  /** Whether the file has one of the columns. */
  hasAny(columns: readonly string[]): boolean {
    return columns.some((column) => this.places.columns.has(column));
  }

  /**
   * What has a form: without white space and marks around it, and without what keeps a spreadsheet from changing it.
   * Undefined where the cell is empty or the file has no such column. Throws Refusal `wrong_shape` or `no_value`.
   */
  text(column: string): string | undefined {
    const cell = this.cell(column);
    if (cell === undefined) return undefined;
    // Nothing that has a form is longer than an id.
    const text = cell.length > LONGEST_ID || BARE.test(cell) ? cell : bareText(cell);
    this.assertValue(column, text, cell);
    return text || undefined;
  }

  /**
   * Text that people write, of at most so many characters. What an export put before it, so that no spreadsheet takes it
   * for a formula, comes off; a formula without it is refused, for a spreadsheet would have written what comes of it.
   * Throws Refusal `formula` or `no_value`, and of `code` where it is too long.
   */
  freeText(column: string, characters: number, code = 'too_long'): string | undefined {
    const written = this.cell(column);
    if (written === undefined) return undefined;
    const cell = this.record.keepsBlanks(this.places.columns.get(column) ?? -1) ? written : trimmed(written);
    const isText = cell.length <= LONGEST_ID && isTextFormula(cell);
    if (!isText && isFormula(cell)) {
      const reason = `${this.named(column)} ${shown(cell)} begins like a formula; put an apostrophe before it if it is none`;
      throw this.refusal(column, 'formula', reason);
    }
    this.assertValue(column, cell, written, '; put an apostrophe before it if it is meant');
    const text = isText ? bareText(cell) : unguarded(cell);
    if (hasAtMost(characters, text)) return text || undefined;
    throw this.refusal(column, code, `${this.named(column)} ${shown(cell)} is longer than ${characters} characters`);
  }

  /** What `read` makes of the cell, undefined where it is empty. Throws a Refusal of that code where it makes nothing of it. */
  value<T>(column: string, read: (text: string) => T | undefined, code: string, expected: string): T | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    const value = text.length > LONGEST_ID ? undefined : read(text);
    if (value === undefined) throw this.refusalOf(column, code, `is not ${expected}`);
    return value;
  }

  /** The same, for a cell that must not be empty. */
  required<T>(column: string, read: (text: string) => T | undefined, code: string, expected: string): T {
    const value = this.value(column, read, code, expected);
    if (value === undefined) throw this.refusal(column, code, `${this.named(column)} is missing`);
    return value;
  }

  /** Throws Refusal `bad_boolean`. */
  flag(column: string): boolean | undefined {
    return this.value(column, booleanFrom, 'bad_boolean', BOOLEAN_WORDS);
  }

  /**
   * A number in E.164, in the national format of the country, or without the plus that a spreadsheet took. Throws Refusal
   * `bad_number` or `ambiguous_number`.
   */
  phoneNumber(column: string, country?: string): string | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    const reading = numberReading(text, country ?? this.reading.country);
    if (reading.e164 !== undefined) return reading.e164;
    throw this.refusalOf(column, reading.code, faultOfNumber(reading));
  }

  /** The country that the operator says numbers without one are of. */
  get country(): string | undefined {
    return this.reading.country;
  }

  /** An instant, or the beginning of a date. Throws Refusal `bad_held_since`. */
  instant(column: string): Date | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    const reading = text.length > LONGEST_ID ? { fault: 'is no date' } : dateReading(text, this.reading.dates);
    if ('instant' in reading) return reading.instant;
    throw this.refusalOf(column, 'bad_held_since', reading.fault);
  }

  refusal(column: string, code: string, reason: string): Refusal {
    return new Refusal(code, reason, this.record.positionOf(this.places.columns.get(column) ?? 0));
  }

  /** One whose reason shows the cell as it was written. */
  refusalOf(column: string, code: string, fault: string): Refusal {
    return this.refusal(column, code, `${this.named(column)} ${shown(this.cell(column) ?? '')} ${fault}`);
  }

  /** Our name of the column, and the file's where it is another. */
  private named(column: string): string {
    const title = this.places.titles[this.places.columns.get(column) ?? -1] ?? column;
    return title === column ? column : `${column} (${shown(title)})`;
  }

  private cell(column: string): string | undefined {
    const cell = this.record.cells[this.places.columns.get(column) ?? -1] || this.places.given?.[column];
    if (cell?.includes('\0')) throw this.refusal(column, 'wrong_shape', `${column} has a NUL`);
    return cell;
  }

  private assertValue(column: string, text: string, cell: string, otherwise = ''): void {
    if (!isNoValue(text)) return;
    const reason = `${this.named(column)} ${shown(cell)} is no value; leave the cell empty${otherwise}`;
    throw this.refusal(column, 'no_value', reason);
  }
}

/** Why a number is refused, and what would help. */
export const faultOfNumber = ({ reason, lacksCountry }: { reason: string; lacksCountry?: boolean }): string =>
  lacksCountry ? `${reason}; say --country, for example --country CA` : reason;
