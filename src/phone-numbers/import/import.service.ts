import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { isWorthRetrying } from '../../database/driver-error.js';
import { ImportRunning } from './import.errors.js';
import { ruleBehind } from '../assignments/backstops.js';
import { adopt } from './adopt.queries.js';
import { apply, type ImportedBy } from './apply.queries.js';
import { countsOf, plan, planned, releasedShare, type Planned } from './plan.queries.js';
import { plannedChanges, writeDownChanges } from './planned-changes.queries.js';
import type { Reading } from './reading.js';
import { Refusal } from './refusal.js';
import { findRefused, hearRefused, leaveOutRefused, leaveOutUnread } from './refusals.queries.js';
import type { ImportCounts, ImportOutcome, ImportReport } from './report.js';
import { fileRows } from './file-rows.js';
import { resolveKeys } from './keys.queries.js';
import { planForMany, refreshStatistics } from './large-imports.queries.js';
import { claimOrganizations, joinIds, resolve } from './resolve.queries.js';
import { RowIntake } from './row-intake.js';
import { stage } from './staging.js';
import type { NamedOrganization, StagedRow } from './staged-row.js';
import { OrganizationRequired } from './organization-required.js';

const MOST_TRIES = 4;
const MOST_ROWS_OF_A_SMALL_IMPORT = 10_000;
// As many as a terminal shows.
const MOST_EXPLAINED = 100;
// Of a mirror: a file that lost its second half must not take the numbers of half a company.
const MOST_RELEASED_UNASKED = 0.05;

export interface ImportFile {
  /** For the report. */
  name: string;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

export interface ImportOptions extends ImportedBy {
  /** Needed where a file names no organization. */
  organization?: NamedOrganization;
  /** What the files do not say of how they are written. */
  reading?: Reading;
  /** Since when a new line is held that does not say it; else since the import. */
  since?: Date;
  /** The files are all that their organizations have in their layouts: what others hold is released. Not with `partial`. */
  mirror?: boolean;
  /** A mirror may release more than a twentieth. */
  yes?: boolean;
  /** Takes the rows that hold, of those that contradict each other the first. */
  partial?: boolean;
  /** Does everything and takes it back. */
  dryRun: boolean;
}

/** Takes over what a vendor's API returned, or CSVs: all of all files or nothing (frame, section 3, "Import"). */
@Injectable()
export class ImportService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Imports files as one. Rows that do not hold go to the report as they are found.
   * Throws OrganizationRequired, ImportRunning, ClockBehind.
   */
  async import(files: readonly ImportFile[], options: ImportOptions, report: ImportReport): Promise<ImportOutcome> {
    // One session for all of it: the staged rows and the claim on the organizations end with it.
    const runner = this.dataSource.createQueryRunner();
    try {
      return await new ImportRun((await runner.connect()) as ClientBase, files, options, report).outcome();
    } finally {
      await runner.query('ROLLBACK; DISCARD TEMP; RESET ALL; SELECT pg_advisory_unlock_all()').catch(() => {});
      await runner.release();
    }
  }
}

class ImportRun {
  private refused = 0;
  private warned = 0;
  private staged = 0;
  private hasKeys = false;
  private readonly reading: { mirror: boolean };
  private readonly names: readonly string[];

  constructor(
    private readonly client: ClientBase,
    private readonly files: readonly ImportFile[],
    private readonly options: ImportOptions,
    private readonly report: ImportReport,
  ) {
    this.names = files.map(({ name }) => name);
    this.reading = { mirror: options.mirror ?? false };
  }

  async outcome(): Promise<ImportOutcome> {
    const counts = await this.run();
    return { refused: this.refused, warned: this.warned, counts };
  }

  private async run(): Promise<ImportCounts | undefined> {
    await stage(this.client, this.rows());
    if (this.isLarge) await planForMany(this.client);
    if (this.refused) await leaveOutUnread(this.client);
    await joinIds(this.client);
    for (let tries = 1; ; tries++) {
      // Before the locks, so that a bad file holds nobody up; again under them, where it counts.
      await this.check();
      if (this.refused && !this.options.partial) return undefined;
      const counts = await this.written(tries);
      if (counts !== 'once more') return counts;
    }
  }

  private async *rows(): AsyncGenerator<StagedRow> {
    const { organization, since, reading } = this.options;
    let file = 0;
    const intake = new RowIntake(
      {
        refused: (row) => (this.refused++, this.report.refused({ file: this.names[file], ...row })),
        warned: (row) => (this.warned++, this.report.warned({ file: this.names[file], ...row })),
        recognized: (what) => this.report.recognized?.({ ...what, file: this.names[file] }),
      },
      since,
    );
    for (; file < this.files.length; file++) {
      intake.file = file;
      try {
        const bytes = await this.files[file]!.open();
        for await (const row of fileRows(bytes, intake, organization, reading)) {
          this.staged++;
          this.hasKeys ||= row.holderKey !== undefined || row.locationKey !== undefined;
          this.report.staged?.();
          yield row;
        }
      } catch (error) {
        if (error instanceof OrganizationRequired) error.file = this.names[file];
        // A file that cannot be read on is reported like a row, and the next one is read.
        if (!(error instanceof Refusal) || error instanceof OrganizationRequired) throw error;
        intake.held({ line: 1, column: 1 }, () => {
          throw error;
        });
      }
    }
  }

  /**
   * Reports the rows that break a rule, and leaves them out of a partial import. From one snapshot: a line that somebody
   * edits meanwhile would else be looked up as the old one and then stand in the way as the new one.
   */
  private async check(): Promise<void> {
    const { client, options } = this;
    const partial = options.partial ?? false;
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await this.resolve();
    if (!(await claimOrganizations(client))) throw new ImportRunning();
    while (await findRefused(client, { partial })) {
      await this.hear();
      if (!partial) break;
      await leaveOutRefused(client);
      await this.resolve();
    }
    await client.query('COMMIT');
  }

  private async resolve(): Promise<void> {
    if (this.hasKeys) await resolveKeys(this.client);
    await resolve(this.client, this.reading);
  }

  private get isLarge(): boolean {
    return this.staged > MOST_ROWS_OF_A_SMALL_IMPORT;
  }

  private hear(): Promise<void> {
    const asked = { files: this.names, explained: MOST_EXPLAINED - this.refused };
    return hearRefused(this.client, asked, (row) => (this.refused++, this.report.refused(row)));
  }

  private async written(tries: number): Promise<ImportCounts | undefined | 'once more'> {
    try {
      return await this.transaction(tries);
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => {});
      const code = ruleBehind(error);
      if (code) {
        // A constraint cannot say which row it was; nothing is written all the same.
        this.refused++;
        this.report.refused({ code, reason: 'a row breaks this rule' });
        return undefined;
      }
      if (tries >= MOST_TRIES || !isWorthRetrying(error)) throw error;
      return 'once more';
    }
  }

  private async transaction(tries: number): Promise<ImportCounts | undefined | 'once more'> {
    const { client, options, report } = this;
    await client.query('BEGIN');
    // Somebody may have got the e-mail or the name since the check.
    if (this.hasKeys) await this.resolve();
    const created = await adopt(client, this.reading);
    if (await findRefused(client, { partial: false })) {
      const isRepeated = options.partial && tries < MOST_TRIES;
      if (!isRepeated) await this.hear();
      await client.query('ROLLBACK');
      return isRepeated ? 'once more' : undefined;
    }
    await plan(client);
    const effects = await planned(client);
    if (await this.releasesTooMuch(effects)) {
      await client.query('ROLLBACK');
      return undefined;
    }
    if (this.isLarge) await refreshStatistics(client);
    if (report.planned) await writeDownChanges(client);
    await apply(client, options);
    if (report.planned) await report.planned(await plannedChanges(client, this.names));
    await client.query(options.dryRun ? 'ROLLBACK' : 'COMMIT');
    // For whoever reads or imports next, before the database has looked by itself; it will where this fails. Not before
    // the commit, because to read all tables takes long, and the locks would be held for it.
    if (this.isLarge && !options.dryRun) await refreshStatistics(client).catch(() => {});
    return countsOf(created, effects);
  }

  private async releasesTooMuch(effects: Planned): Promise<boolean> {
    const { mirror, yes } = this.options;
    const share = mirror && !yes ? await releasedShare(this.client, effects) : 0;
    if (share <= MOST_RELEASED_UNASKED) return false;
    this.refused++;
    const percent = (share * 100).toFixed(1);
    const reason = `${effects.released} current assignments would be released, ${percent} % of all; say --yes if that is meant`;
    this.report.refused({ code: 'mirror_releases', reason });
    return true;
  }
}
