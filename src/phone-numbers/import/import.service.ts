import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { isWorthRetrying } from '../../database/driver-error.js';
import { ImportRunning } from './import.errors.js';
import { ruleBehind } from '../assignments/backstops.js';
import { adopt, type Created } from './adopt.queries.js';
import { apply, type ImportedBy } from './apply.queries.js';
import { plan, planned, type Planned } from './plan.queries.js';
import { Refusal } from './refusal.js';
import { refusals } from './refusals.queries.js';
import type { ImportCounts, ImportOutcome, ImportReport, ReportedRow } from './report.js';
import { fileRows } from './file-rows.js';
import { claimOrganizations, resolve } from './resolve.queries.js';
import { stage } from './staging.js';
import type { NamedOrganization } from './staged-row.js';
import { OrganizationRequired } from './vendor-answers.js';

const MOST_TRIES = 4;

export interface ImportOptions extends ImportedBy {
  /** Needed where the file names no organization. */
  organization?: NamedOrganization;
  /** Does everything and takes it back. */
  dryRun: boolean;
}

/** Takes over what a vendor's API returned, or a CSV, all of a file or nothing of it (frame, section 3, "Import"). */
@Injectable()
export class ImportService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Imports one file. Rows that do not hold go to the report as they are found.
   * Throws OrganizationRequired, ImportRunning, ClockBehind.
   */
  async import(file: AsyncIterable<Uint8Array>, options: ImportOptions, report: ImportReport): Promise<ImportOutcome> {
    const outcome: ImportOutcome = { refused: 0, warned: 0 };
    const counting: ImportReport = {
      refused: (row) => (outcome.refused++, report.refused(row)),
      warned: (row) => (outcome.warned++, report.warned(row)),
    };
    // One session for all of it: the staged rows and the claim on the organizations end with it.
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as ClientBase;
      await this.stageRows(client, fileRows(file, options.organization, counting), counting);
      (await this.check(client)).forEach((row) => counting.refused(row));
      if (outcome.refused) return outcome;
      const written = await this.write(client, options);
      if ('counts' in written) return { ...outcome, counts: written.counts };
      written.refused.forEach((row) => counting.refused(row));
      return outcome;
    } finally {
      await runner.query('DISCARD TEMP; SELECT pg_advisory_unlock_all()').catch(() => {});
      await runner.release();
    }
  }

  private async stageRows(client: ClientBase, rows: Parameters<typeof stage>[1], report: ImportReport): Promise<void> {
    try {
      await stage(client, rows);
    } catch (error) {
      if (!(error instanceof Refusal) || error instanceof OrganizationRequired) throw error;
      report.refused({ ...error.position, code: error.code, reason: error.reason });
    }
  }

  /**
   * Before the locks, so that a bad file holds nobody up; again under them, where it counts. From one snapshot: a line
   * that somebody edits meanwhile would else be looked up as the old one and then stand in the way as the new one.
   */
  private async check(client: ClientBase): Promise<ReportedRow[]> {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    try {
      await resolve(client);
      if (!(await claimOrganizations(client))) throw new ImportRunning();
      return await refusals(client);
    } finally {
      await client.query('COMMIT');
    }
  }

  private async write(client: ClientBase, options: ImportOptions) {
    for (let tries = 1; ; tries++) {
      try {
        return await this.transaction(client, options);
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        const code = ruleBehind(error);
        // A constraint cannot say which row it was; nothing of the file is written all the same.
        if (code) return { refused: [{ code, reason: 'a row breaks this rule' }] };
        if (tries >= MOST_TRIES || !isWorthRetrying(error)) throw error;
      }
    }
  }

  private async transaction(
    client: ClientBase,
    { dryRun, ...by }: ImportOptions,
  ): Promise<{ counts: ImportCounts } | { refused: ReportedRow[] }> {
    await client.query('BEGIN');
    const created = await adopt(client);
    const refused = await refusals(client);
    if (refused.length) {
      await client.query('ROLLBACK');
      return { refused };
    }
    await plan(client);
    const counts = countsOf(created, await planned(client));
    await apply(client, by);
    await client.query(dryRun ? 'ROLLBACK' : 'COMMIT');
    return { counts };
  }
}

function countsOf(created: Created, { opened, edited, moved, released, revived, ...changed }: Planned): ImportCounts {
  return {
    created: { ...created, assignments: opened },
    changed: { ...changed, assignments: edited },
    moved,
    released,
    revived,
  };
}
