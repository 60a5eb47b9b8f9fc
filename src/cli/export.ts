import { Argument, Command } from 'commander';
import { ExportService } from '../phone-numbers/export/export.service.js';
import type { Selection } from '../phone-numbers/export/selection.js';
import { instantFrom } from '../phone-numbers/record/instant.js';
import { backUp } from './back-up.js';
import { COULD_NOT_RUN } from './exit-codes.js';
import { organizationAnswer, workspaceAnswers } from './face-answers.js';
import { organizationOption } from './ids.js';
import { ReaderGone, writeOutput, type Output } from './output.js';
import { dataOption, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

const LAYOUTS = ['users', 'workspaces', 'inventory', 'locations'] as const;
type Layout = (typeof LAYOUTS)[number];

interface Options extends RecordOptions {
  organization?: string;
  all: boolean;
  json: boolean;
  at?: string;
  history: boolean;
  forSpreadsheet: boolean;
  output?: string;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('writes who holds what, as CSV or as JSON of a face; import reads it back')
    .addArgument(new Argument('[layout]', 'what a row is').choices(LAYOUTS))
    .option('--organization <id>', 'of this organization, in any spelling')
    .option('--all', 'of all organizations', false)
    .option('--json', 'users: what the organizations face lists; workspaces: the workspaces face’s responses', false)
    .option('--at <instant>', 'who held what then, for example 2026-11-01T09:00:00Z')
    .option('--history', 'with --all: the whole record with its history, which import restores', false)
    .option('--for-spreadsheet', 'CSV that Excel and LibreOffice keep as it is, with names of locations', false)
    .option('--output <file>', 'a file that only you can read; without it standard output')
    .addOption(dataOption())
    .addHelpText('after', HELP)
    .action(run);
}

const HELP = `
CSV layouts:
  users       a row per number of a user at a provider and per calling line, and one for each user without either
  workspaces  a row per line of a workspace, and one for each workspace without a line
  inventory   a row per number of the organization, held or free
  locations   a row per location, with its address
UTF-8, with a header, commas and line feeds. Text that a spreadsheet would take for a formula begins with an apostrophe,
which import removes again. Removed users and workspaces are left out. The users' columns from first_name on are written only where a
user has such a name, a location or a calling line.

--for-spreadsheet writes each cell that a spreadsheet would take for a number or a date as a formula, ="+14165550102", and
begins with a byte order mark. import reads the file, and what a spreadsheet program saves of it.

--at lists the lines that were held then, also those of people who were removed since, and leaves out people without a
line. Names, prefixes and settings are today's. The organizations face's JSON names no organization, so it takes --organization.

--all --history is the backup, also for a move to another PostgreSQL: every row of the record, removed ones included, as
lines of JSON. docs/backup.md says how to schedule and how to restore it.

Exit codes: 0 done, 2 could not run or did not finish.`;

async function run(layout: Layout | undefined, options: Options): Promise<void> {
  try {
    await (options.history ? writeBackup(layout, options) : writeLayout(layout, options));
  } catch (error) {
    if (!(error instanceof ReaderGone)) throw error;
    process.exitCode = COULD_NOT_RUN;
  }
}

async function writeLayout(layout: Layout | undefined, options: Options): Promise<void> {
  const write = writerFor(layout, options);
  const selection = selectionFrom(options);
  await withRecord(options, (record) =>
    writeOutput(options.output, (output) => write(new ExportService(record), selection, output, options)),
  );
}

async function writeBackup(
  layout: Layout | undefined,
  { all, organization, json, at, forSpreadsheet, ...options }: Options,
) {
  if (layout || !all || organization !== undefined || json || at !== undefined || forSpreadsheet) {
    throw new WrongUsage('--history goes with --all and --output only: it is the whole record');
  }
  await withRecord(options, (record) => backUp(record, options));
}

type Writer = (service: ExportService, selection: Selection, output: Output, form: CsvOptions) => Promise<void>;
type CsvOptions = Pick<Options, 'forSpreadsheet'>;

const CSV: Record<Layout, Writer> = {
  users: (service, selection, output, form) => service.usersCsv(selection, output, form),
  workspaces: (service, selection, output, form) => service.workspacesCsv(selection, output, form),
  inventory: (service, selection, output, form) => service.inventoryCsv(selection, output, form),
  locations: (service, selection, output, form) => service.locationsCsv(selection, output, form),
};

const JSON_OF_FACE: Partial<Record<Layout, Writer>> = {
  users: (service, selection, output) => service.providerLines(selection, (lines) => output(organizationAnswer(lines))),
  workspaces: (service, selection, output) =>
    service.workspaceLines(selection, (workspaces) => output(workspaceAnswers(workspaces))),
};

function writerFor(layout: Layout | undefined, { all, json, at, forSpreadsheet }: Options): Writer {
  if (!layout) throw new WrongUsage(`say what to export: ${LAYOUTS.join(', ')}`);
  if (at !== undefined && (layout === 'inventory' || layout === 'locations')) {
    throw new WrongUsage(`--at does not go with ${layout}: it is what the organizations have now`);
  }
  if (!json) return CSV[layout];
  if (forSpreadsheet) throw new WrongUsage('--for-spreadsheet does not go with --json: it is about CSVs');
  if (all && layout === 'users') {
    throw new WrongUsage('--json of users takes --organization: the organizations face’s answer names none');
  }
  const writer = JSON_OF_FACE[layout];
  if (!writer) throw new WrongUsage(`--json does not go with ${layout}: no face lists it`);
  return writer;
}

function selectionFrom({ organization, all, at }: Options): Selection {
  if (all === (organization !== undefined)) throw new WrongUsage('say either --organization or --all');
  const instant = at === undefined ? undefined : instantFrom(at);
  if (at !== undefined && !instant) throw new WrongUsage('--at is no instant: write it like 2026-11-01T09:00:00Z');
  return {
    organization: organization === undefined ? undefined : organizationOption('--organization', organization),
    at: instant,
  };
}
