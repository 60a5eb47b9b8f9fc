import type { Position } from './position.js';

/** One row of a file as it stands there, the header among them. */
export interface TableRecord {
  readonly cells: readonly string[];
  /** Whether the empty cells at its end are left out, as in a workbook. */
  readonly endsEarly: boolean;
  readonly position: Position;
  /** Where the cell with this index begins. */
  positionOf(cell: number): Position;
  /** Whether the file says that white space around the cell belongs to it. */
  keepsBlanks(cell: number): boolean;
  /** Throws a Refusal where its cells are not to be told apart. */
  assertReadable(): void;
}
