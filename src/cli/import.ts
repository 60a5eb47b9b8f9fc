import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { BackupFound } from '../phone-numbers/backup/backup.errors.js';
import {
  INVENTORY_COLUMNS,
  LOCATIONS_COLUMNS,
  USERS_COLUMNS,
  WORKSPACES_COLUMNS,
  type Columns,
} from '../phone-numbers/csv/columns.js';
import { changesAnything, type ImportOutcome } from '../phone-numbers/import/report.js';
import { ImportService, type ImportFile, type ImportOptions } from '../phone-numbers/import/import.service.js';
import { OrganizationRequired } from '../phone-numbers/import/organization-required.js';
import { instantOrDayFrom } from '../phone-numbers/record/instant.js';
import { COULD_NOT_RUN, REFUSED, WOULD_CHANGE } from './exit-codes.js';
import { organizationOption } from './ids.js';
import { ImportPlan } from './import-plan.js';
import { ImportProgress } from './import-progress.js';
import { readingFrom, withReadingOptions, type ReadingOptions } from './import-reading.js';
import { ImportReports } from './import-reports.js';
import { summaryOf } from './import-summary.js';
import { dataOption, operator, withNewRecord, type RecordOptions } from './record.js';
import { restore } from './restore.js';
import { WrongUsage } from './usage.errors.js';

interface Options extends RecordOptions, ReadingOptions {
  organization?: string;
  organizationName?: string;
  since?: string;
  partial: boolean;
  mirror: boolean;
  yes: boolean;
  dryRun: boolean;
  report?: string;
  plan?: string;
}

const FILES =
  'JSON of either face (one response or an array of them), a CSV or workbook (.xlsx) of users, workspaces, numbers or locations, or a backup; - is standard input';

export function importCommand(): Command {
  const command = new Command('import')
    .description('imports what a vendor’s API returned, or spreadsheets: all files or nothing')
    .argument('<file...>', FILES)
    .option(
      '--organization <id>',
      'the organization of rows that name none, in any spelling; needed for JSON of the organizations face',
    )
    .option('--organization-name <name>', 'its name')
    .option(
      '--since <date>',
      'since when new lines are held if their row does not say it: a date, or an instant with offset',
    )
    .option('--partial', 'import the valid rows; of rows that contradict each other, the first', false)
    .option('--mirror', 'also release the lines that the files do not list', false)
    .option('--yes', 'let --mirror release more than 5 % of the current assignments', false)
    .option('--dry-run', 'say what would happen, and change nothing; exits 3 if something would change', false)
    .option('--report <file>', 'write each refused or warned row to this file, one JSON object per line')
    .option('--plan <file>', 'write each line and number that changes to this file, one JSON object per line');
  return withReadingOptions(command)
    .addOption(dataOption())
    .addHelpText(
      'after',
      `\nA CSV adds and updates rows. It releases nothing unless you pass --mirror. Its first line names the columns, in any order:
  users       ${columnsOf(USERS_COLUMNS)}
  workspaces  ${columnsOf(WORKSPACES_COLUMNS)}
  inventory   ${columnsOf(INVENTORY_COLUMNS)}
  locations   ${columnsOf(LOCATIONS_COLUMNS)}
Columns may be named in any case, with blanks or hyphens for underscores. Files are UTF-8, or UTF-16 with its mark, with
commas, semicolons or tabs. An empty cell changes nothing. A row without number and extension is a user or workspace without
a line. In the inventory, phone_number may be a range: +14165550100-+14165550199.

With --organization, rows need no ids: people are found or created by user_email, locations by location_name, workspaces by
workspace_name in their location. Exports of Webex Control Hub, Microsoft Teams and Twilio are recognized by their columns.

A file of export --all --history restores the whole record, as the owner, into a record that has no organization yet.

Exit codes: 0 done, 1 rows were refused, 2 could not run, 3 a dry run would change something.`,
    )
    .action(run);
}

function columnsOf({ required, optional }: Columns): string {
  return [...required, ...optional.map((column) => `[${column}]`)].join(',');
}

async function run(paths: string[], { data, report, plan: planFile, ...given }: Options): Promise<void> {
  const options = { ...importOptions(given), ...operator() };
  await assertFilesDiffer(paths, { '--report': report, '--plan': planFile });
  const plan = new ImportPlan(planFile, options.dryRun);
  const progress = new ImportProgress(process.stderr);
  const reports = new ImportReports(report, progress);
  const files = paths.map((path) => fileOf(path, progress));
  try {
    const outcome = await plan.around((planned) => {
      reports.planned = planned;
      return withNewRecord({ data }, (record) => new ImportService(record).import(files, options, reports));
    });
    reports.end();
    console.log(`${paths.map(nameOf).join(', ')}: ${summaryOf(outcome, options.dryRun)}${plan.text()}`);
    process.exitCode = exitCodeFor(outcome, options);
  } catch (error) {
    if (error instanceof BackupFound)
      return restoreFound(error.file, paths, { ...options, data, plan: planFile }, reports);
    reports.end();
    if (error instanceof OrganizationRequired) throw new WrongUsage(`${error.file}: ${error.reason}`);
    if (!(error instanceof UnreadableFile)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = COULD_NOT_RUN;
  }
}

async function restoreFound(
  file: AsyncIterable<Uint8Array>,
  [path, ...others]: string[],
  { organization, since, partial, mirror, dryRun, data, plan }: ImportOptions & RecordOptions & { plan?: string },
  reports: ImportReports,
): Promise<void> {
  if (others.length || organization || since || partial || mirror || plan !== undefined) {
    throw new WrongUsage('a backup is imported alone, and with --dry-run and --data only');
  }
  const name = nameOf(path!);
  const { summary, fault, exitCode } = await restore(file, { dryRun, data }).finally(() => reports.end());
  if (fault) process.stderr.write(`${name}${fault}\n`);
  console.log(`${name}: ${summary}`);
  process.exitCode = exitCode;
}

function importOptions(given: Omit<Options, 'data' | 'report' | 'plan'>) {
  const { organization, organizationName, since, partial, mirror, yes, dryRun } = given;
  if (organizationName !== undefined && organization === undefined) {
    throw new WrongUsage('--organization-name needs --organization');
  }
  if (organizationName !== undefined && !organizationName.trim()) throw new WrongUsage('--organization-name is empty');
  if (mirror && partial) {
    throw new WrongUsage(
      '--mirror does not go together with --partial: what is refused would look like what is not listed',
    );
  }
  const id = organization === undefined ? undefined : organizationOption('--organization', organization);
  const sinceInstant = since === undefined ? undefined : instantOrDayFrom(since);
  if (since !== undefined && !sinceInstant) {
    throw new WrongUsage(
      '--since is no date like 2026-01-31, and no instant with offset like 2026-01-31T09:00:00+01:00',
    );
  }
  const reading = readingFrom(given);
  return {
    organization: id && { id, name: organizationName },
    since: sinceInstant,
    reading,
    partial,
    mirror,
    yes,
    dryRun,
  };
}

const nameOf = (path: string): string => (path === '-' ? 'standard input' : path);

function fileOf(path: string, progress: ImportProgress): ImportFile {
  const name = nameOf(path);
  return { name, open: () => Promise.resolve(bytesOf(path, name, progress)) };
}

async function assertFilesDiffer(paths: string[], written: Record<string, string | undefined>): Promise<void> {
  const named = Object.entries(written).filter((one): one is [string, string] => one[1] !== undefined);
  for (const [option, file] of named) {
    for (const path of paths) {
      if (await isOneFile(path, file)) throw new WrongUsage(`${option} names a file that is imported`);
    }
  }
  if (new Set(named.map(([, file]) => resolve(file))).size < named.length) {
    throw new WrongUsage(`${named.map(([option]) => option).join(' and ')} name one file`);
  }
}

/** Whatever they are called; also where one is what the shell opened as standard input. */
async function isOneFile(path: string, report: string): Promise<boolean> {
  // What cannot be looked at is told when it is opened.
  const [read, written] = await Promise.all(
    [path === '-' ? '/dev/stdin' : path, report].map((name) => stat(name).catch(() => undefined)),
  );
  return written?.isFile() === true && read?.dev === written.dev && read.ino === written.ino;
}

async function* bytesOf(path: string, name: string, progress: ImportProgress): AsyncGenerator<Uint8Array> {
  try {
    const isFile = path !== '-';
    progress.begin(name, isFile ? (await stat(path)).size : undefined);
    for await (const chunk of isFile ? createReadStream(path) : process.stdin) {
      progress.passed((chunk as Uint8Array).length);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new UnreadableFile(`${name}: cannot be read: ${(error as Error).message}`);
  }
}

class UnreadableFile extends Error {}

function exitCodeFor({ refused, counts }: ImportOutcome, { dryRun }: Pick<ImportOptions, 'dryRun'>): number {
  if (refused || !counts) return REFUSED;
  return dryRun && changesAnything(counts) ? WOULD_CHANGE : 0;
}
