import type { Position } from './position.js';
import { Refusal } from './refusal.js';
import type { ImportReport, RecognizedFile } from './report.js';
import { organizationPart, type NamedOrganization, type RowContent, type StagedRow } from './staged-row.js';

/** Gives the rows of an import's files their places, and sends those that do not hold to the report instead. */
export class RowIntake {
  private row = 0;
  private answers = 0;
  /** The file that is read, from 0. */
  file = 0;

  constructor(
    private readonly report: ImportReport,
    /** Since when a new line is held that does not say it. */
    private readonly since?: Date,
  ) {}

  /** The first row of a file where the operator names the organization, so that a file without rows makes it too. */
  organization({ id, name }: NamedOrganization, lists?: StagedRow['lists']): StagedRow {
    return this.placed({ kind: 'organization', lists, ...organizationPart(id, name) }, { line: 1, column: 1 });
  }

  /** Stands for a row of an answer that was refused. */
  refusedOf(answer: number, position: Position): StagedRow {
    return this.placed({ kind: 'refused' }, position, answer);
  }

  /** The number of the answer that begins here. */
  nextAnswer(): number {
    return this.answers++;
  }

  /** What was read, or nothing and a line in the report. A Refusal that knows its place better says it. */
  held<T>(position: Position, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.report.refused({ ...(error.position ?? position), code: error.code, reason: error.reason });
      return undefined;
    }
  }

  warned(position: Position, code: string, reason: string): void {
    this.report.warned({ ...position, code, reason });
  }

  recognized(file: RecognizedFile): void {
    this.report.recognized?.(file);
  }

  placed(content: RowContent, position: Position, answer?: number): StagedRow {
    this.row++;
    return this.staged(content, position, answer);
  }

  /** All that one row of a file says, which is refused or taken as one. */
  *placedTogether(contents: Iterable<RowContent>, position: Position): Generator<StagedRow> {
    this.row++;
    for (const content of contents) yield this.staged(content, position);
  }

  private staged(content: RowContent, { line, column }: Position, answer?: number): StagedRow {
    const isLine = content.kind !== 'number' && (content.e164 !== undefined || content.extension !== undefined);
    const heldSince = content.heldSince ?? (isLine ? this.since : undefined);
    return { ...content, heldSince, row: this.row, file: this.file, fileLine: line, fileColumn: column, answer };
  }
}
