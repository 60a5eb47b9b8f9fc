import type { Position } from './position.js';
import { Refusal } from './refusal.js';
import type { ImportReport } from './report.js';
import { organizationPart, type NamedOrganization, type RowContent, type StagedRow } from './staged-row.js';

/** Gives the rows of a file their places, and sends those that do not hold to the report instead. */
export class RowIntake {
  private row = 0;

  constructor(private readonly report: ImportReport) {}

  /** The first row where the operator names the organization, so that a file without rows makes it too. */
  organization({ id, name }: NamedOrganization): StagedRow {
    return this.placed({ kind: 'organization', ...organizationPart(id, name) }, { line: 1, column: 1 });
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

  placed(content: RowContent, { line, column }: Position, answer?: number): StagedRow {
    return { ...content, row: ++this.row, fileLine: line, fileColumn: column, answer };
  }
}
