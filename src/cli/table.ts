import { styleText } from 'node:util';

/** What a cell may be. Null and undefined: empty. */
export type Cell = string | number | boolean | Date | object | null | undefined;

export interface Column<Row> {
  /** In a CSV; words joined by underscores, which a table shows as spaces. */
  name: string;
  of: (row: Row) => Cell;
  /** Text that people wrote: shortened where the terminal is narrow, and guarded in a CSV. */
  isText?: boolean;
  /** In a table; the name in capitals where it is not given. */
  title?: string;
  /** For a reader's eyes: in tables only. */
  isOfTable?: boolean;
}

export interface Terminal {
  /** In columns. */
  width: number;
  hasColour: boolean;
}

const GAP = '  ';
// What names are shortened to before columns are left out.
const NARROWEST = 16;
const WHOLE_SECOND = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.000Z$/;
// A name must not move the cursor or change the colours of the terminal that shows it.
const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const WIDE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\uFF01-\uFF60]/u;

/** Lays out pages of rows under one header; the first page decides how wide the columns are, and how many fit. */
export class Table<Row> {
  private widths: number[] | undefined;

  constructor(
    private readonly columns: readonly Column<Row>[],
    private readonly terminal: Terminal,
  ) {}

  /**
   * The page as lines, the header before the first one. Where the terminal is narrow, texts are shortened and then the last
   * columns left out. Ids are never shortened: they are there to be pasted.
   */
  page(rows: readonly Row[]): string {
    const cells = rows.map((row) => this.columns.map(({ of }) => shownText(of(row))));
    const lines: string[] = [];
    if (!this.widths) {
      const titles = this.columns.map(({ name, title }) => title ?? name.replaceAll('_', ' ').toUpperCase());
      this.widths = this.widthsFor([titles, ...cells]);
      const header = this.line(titles);
      lines.push(this.terminal.hasColour ? styleText('bold', header, { validateStream: false }) : header);
    }
    lines.push(...cells.map((row) => this.line(row)));
    return `${lines.join('\n')}\n`;
  }

  private widthsFor(cells: readonly string[][]): number[] {
    const natural = this.columns.map((_, i) => cells.reduce((most, row) => Math.max(most, widthOf(row[i]!)), 0));
    for (let kept = natural.length; ; kept--) {
      const widths = this.narrowed(natural.slice(0, kept));
      if (kept === 1 || lineWidth(widths) <= this.terminal.width) return widths;
    }
  }

  private narrowed(widths: number[]): number[] {
    for (let excess = lineWidth(widths) - this.terminal.width; excess > 0; excess--) {
      const widest = widths.reduce(
        (at, width, i) => (this.columns[i]!.isText && (at < 0 || width > widths[at]!) ? i : at),
        -1,
      );
      if (widest < 0 || widths[widest]! <= NARROWEST) break;
      widths[widest]!--;
    }
    return widths;
  }

  private line(cells: readonly string[]): string {
    return this.widths!.map((width, i) => {
      const text = this.columns[i]!.isText ? shortened(cells[i]!, width) : cells[i]!;
      return text + ' '.repeat(Math.max(0, width - widthOf(text)));
    })
      .join(GAP)
      .trimEnd();
  }
}

/** Instants in UTC, ending in Z; objects as JSON. */
export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** A cell as a table shows it: whole seconds without fraction, and nothing that moves the cursor. */
export const shownText = (cell: Cell): string => printable(cellText(cell).replace(WHOLE_SECOND, '$1Z'));

/** Without what would move the cursor or change the colours of the terminal. */
export const printable = (text: string): string => text.replace(CONTROLS, '\uFFFD');

/** A bar of at most `length` characters; a share that is not nothing shows. */
export function bar(share: number, length: number): string {
  const full = share > 0 ? Math.max(1, Math.round(share * length)) : 0;
  return '█'.repeat(full) + '░'.repeat(length - full);
}

const lineWidth = (widths: readonly number[]): number =>
  widths.reduce((total, width) => total + width + GAP.length, -GAP.length);

function shortened(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) >= width) break;
    kept += character;
  }
  return `${kept}…`;
}

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : Number(!/\p{M}/u.test(character));
  return width;
}
