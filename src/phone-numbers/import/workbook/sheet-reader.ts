import { numberText, withoutMidnight } from './cell-value.js';
import type { NumberFormats } from './number-formats.js';
import type { SharedStrings } from './shared-strings.js';
import { SheetRow } from './sheet-row.js';
import { BadWorkbook, WorkbookTooLarge } from './workbook.errors.js';
import { unescaped, type XmlHandler } from './xml.js';

const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;
const LONGEST_CELL = 65_536;
const LONGEST_ROW = 2 * 1024 * 1024;
const A = 'A'.charCodeAt(0);
const LETTERS = 26;

/** What the cells of a sheet refer to. */
export interface SheetContext {
  strings: SharedStrings;
  formats: NumberFormats;
  is1904: boolean;
}

/** Makes rows of the elements of a sheet. */
export class SheetReader implements XmlHandler {
  /** Those that are read; whoever takes them empties it. */
  readonly rows: SheetRow[] = [];
  private line = 0;
  private cells: string[] = [];
  private uncalculated?: number;
  private length = 0;
  private column = -1;
  private type = 'n';
  private style?: string;
  private value = '';
  private hasFormula = false;
  private isValue = false;
  private phonetic = 0;

  constructor(private readonly context: SheetContext) {}

  opened(name: string, attributes: Record<string, string>): void {
    if (name === 'row') this.beginRow(attributes.r);
    else if (name === 'c') this.beginCell(attributes);
    else if (name === 'f') this.hasFormula = true;
    else if (name === 'rPh') this.phonetic++;
    else if (name === 'v' || name === 't') this.isValue = !this.phonetic;
  }

  text(text: string): void {
    if (!this.isValue) return;
    this.value += text;
    if (this.value.length > LONGEST_CELL)
      throw new WorkbookTooLarge(`a cell is longer than ${LONGEST_CELL} characters`);
  }

  closed(name: string): void {
    if (name === 'v' || name === 't') this.isValue = false;
    else if (name === 'rPh') this.phonetic--;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.rows.push(new SheetRow(this.cells, this.line, this.uncalculated));
  }

  private beginRow(number: string | undefined): void {
    const line = number === undefined ? this.line + 1 : Number(number);
    if (!(line > this.line && line <= MOST_ROWS)) throw new BadWorkbook('the rows of the sheet are out of order');
    [this.line, this.cells, this.length, this.column, this.uncalculated] = [line, [], 0, -1, undefined];
  }

  private beginCell({ r, t, s }: Record<string, string>): void {
    const column = r === undefined ? this.column + 1 : columnOf(r);
    if (!(column > this.column && column < MOST_COLUMNS)) throw new BadWorkbook('the cells of a row are out of order');
    [this.column, this.type, this.style, this.value, this.hasFormula] = [column, t ?? 'n', s, '', false];
  }

  private endCell(): void {
    if (this.hasFormula && !this.value && this.type !== 'str') this.uncalculated ??= this.column;
    const text = this.cellText();
    if (!text) return;
    this.length += text.length;
    if (this.length > LONGEST_ROW) throw new WorkbookTooLarge('a row is longer than 2 MiB');
    while (this.cells.length < this.column) this.cells.push('');
    this.cells.push(text);
  }

  private cellText(): string {
    const { value, context } = this;
    if (!value) return '';
    switch (this.type) {
      case 's':
        return this.sharedText();
      case 'b':
        return BOOLEANS[value] ?? value;
      case 'n':
        return numberText(value, context.formats.ofStyle(this.style), context.is1904);
      case 'd':
        return withoutMidnight(value);
      default:
        return unescaped(value);
    }
  }

  /** Never as an empty cell: that would leave out what the cell says. Throws BadWorkbook. */
  private sharedText(): string {
    const index = this.value.trim();
    const text = INDEX.test(index) ? this.context.strings.at(Number(index)) : undefined;
    if (text !== undefined) return text;
    const cell = `row ${this.line}, column ${this.column + 1}`;
    throw new BadWorkbook(
      `the workbook is broken: the cell in ${cell} refers to a text that it does not have; save it again`,
    );
  }
}

/** Any other value is refused where a boolean is read. */
const BOOLEANS: Partial<Record<string, string>> = { '0': 'false', '1': 'true' };

const INDEX = /^\d{1,10}$/;

/** The index of the column of a cell like `AB12`. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - A;
    if (letter < 0 || letter >= LETTERS) break;
    column = column * LETTERS + letter + 1;
  }
  return column - 1;
}
