import { open } from 'node:fs/promises';
import { Command } from 'commander';
import { changesAnything, type ImportReport, type ReportedRow } from '../phone-numbers/import/report.js';
import { ImportService, type ImportOptions } from '../phone-numbers/import/import.service.js';
import type { CsvLayout } from '../phone-numbers/import/csv-rows.js';
import { USERS_CSV } from '../phone-numbers/import/layouts/users-csv.js';
import { WORKSPACES_CSV } from '../phone-numbers/import/layouts/workspaces-csv.js';
import { OrganizationRequired } from '../phone-numbers/import/vendor-answers.js';
import { COULD_NOT_RUN, REFUSED, WOULD_CHANGE } from './exit-codes.js';
import { organizationOption } from './ids.js';
import { summaryOf } from './import-summary.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

interface Options extends RecordOptions {
  organization?: string;
  organizationName?: string;
  dryRun: boolean;
}

export function importCommand(): Command {
  return new Command('import')
    .description('takes over what a vendor’s API returned, or a CSV: each file as a whole, or nothing of it')
    .argument(
      '<file...>',
      'JSON of either face (one answer or an array of them), or a CSV of users or workspaces; - is standard input',
    )
    .option(
      '--organization <id>',
      'whose users the file lists, in any spelling; the organizations face’s JSON names none',
    )
    .option('--organization-name <name>', 'its name')
    .option('--dry-run', 'say what would happen, and change nothing; exits 3 if something would change', false)
    .addOption(dataOption())
    .addHelpText(
      'after',
      `\nA CSV adds and changes, and releases nothing. Its first line names the columns, in any order:
  users       ${columnsOf(USERS_CSV)}
  workspaces  ${columnsOf(WORKSPACES_CSV)}
An empty cell says nothing; a row without number and extension makes the user or the workspace alone.

Exit codes: 0 done, 1 a file was refused, 2 could not run, 3 a dry run would change something.`,
    )
    .action(run);
}

async function run(files: string[], { organization, organizationName, dryRun, data }: Options): Promise<void> {
  if (organizationName !== undefined && organization === undefined) {
    throw new WrongUsage('--organization-name needs --organization');
  }
  const named = organization === undefined ? undefined : organizationOption('--organization', organization);
  const options = { organization: named && { id: named, name: organizationName }, dryRun };
  await withRecord({ data }, async (record) => {
    const service = new ImportService(record);
    for (const file of files) raiseExitCode(await importFile(service, file, { ...options, ...operator() }));
  });
}

function columnsOf({ required, optional }: CsvLayout): string {
  return [...required, ...optional.map((column) => `[${column}]`)].join(',');
}

/** Imports one file, says what became of it, and answers the exit code for it. */
async function importFile(service: ImportService, file: string, options: ImportOptions): Promise<number> {
  const name = file === '-' ? 'standard input' : file;
  const say = (verdict: string, { line, column, code, reason }: ReportedRow): void => {
    const place = [name, line, column].filter((part) => part !== undefined).join(':');
    process.stderr.write(`${place}: ${verdict} ${code}: ${reason}\n`);
  };
  const report: ImportReport = { refused: (row) => say('refused', row), warned: (row) => say('warning', row) };
  try {
    const outcome = await service.import(await bytesOf(file), options, report);
    console.log(`${name}: ${summaryOf(outcome, options.dryRun)}`);
    if (!outcome.counts) return REFUSED;
    return options.dryRun && changesAnything(outcome.counts) ? WOULD_CHANGE : 0;
  } catch (error) {
    if (error instanceof OrganizationRequired) throw new WrongUsage(`${name}: ${error.reason}`);
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    process.stderr.write(`${name}: cannot be read: ${(error as Error).message}\n`);
    return COULD_NOT_RUN;
  }
}

/** Opened first, so that a missing file is said here and not by a stream that nobody listens to yet. */
async function bytesOf(file: string): Promise<AsyncIterable<Uint8Array>> {
  return file === '-' ? process.stdin : (await open(file)).createReadStream();
}

/** Of several files the worst counts: could not run, then refused, then would change. */
function raiseExitCode(code: number): void {
  const severity = [0, WOULD_CHANGE, REFUSED, COULD_NOT_RUN];
  const before = Number(process.exitCode ?? 0);
  if (severity.indexOf(code) > severity.indexOf(before)) process.exitCode = code;
}
