import type { Position } from '../position.js';
import { Refusal } from '../refusal.js';
import type { TableRecord } from '../table-record.js';

/** One row of a sheet: its cells as text, up to the last one that has some. */
export class SheetRow implements TableRecord {
  readonly endsEarly = true;

  constructor(
    readonly cells: readonly string[],
    private readonly line: number,
    /** The index of a cell with a formula that nobody has calculated. */
    private readonly uncalculated: number | undefined,
  ) {}

  get position(): Position {
    return { line: this.line, column: 1 };
  }

  positionOf(cell: number): Position {
    return { line: this.line, column: cell + 1 };
  }

  keepsBlanks(): boolean {
    return false;
  }

  assertReadable(): void {
    if (this.uncalculated === undefined) return;
    const reason = 'a cell has a formula without its value; open the workbook in a spreadsheet program, and save it';
    throw new Refusal('no_value', reason, this.positionOf(this.uncalculated));
  }
}
