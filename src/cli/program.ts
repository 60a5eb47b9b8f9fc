import { Command } from 'commander';
import { RELEASE } from '../settings/release.js';
import { changesCommand } from './changes.js';
import { completionCommand } from './completion.js';
import { demoCommand } from './demo.js';
import { exportCommand } from './export.js';
import { importCommand } from './import.js';
import { licencesCommand } from './licences.js';
import { locationsCommand } from './locations.js';
import { migrateCommand } from './migrate.js';
import { numbersCommand } from './numbers.js';
import { organizationsCommand } from './organizations.js';
import { partnersCommand } from './partners.js';
import { reportCommand } from './report.js';
import { startCommand } from './start.js';
import { tokenCommand } from './token.js';
import { undoCommand } from './undo.js';
import { usersCommand } from './users.js';
import { EXAMPLES } from './verb-examples.js';
import { workspacesCommand } from './workspaces.js';

const VERBS = [
  changesCommand,
  demoCommand,
  exportCommand,
  importCommand,
  licencesCommand,
  locationsCommand,
  migrateCommand,
  numbersCommand,
  organizationsCommand,
  partnersCommand,
  reportCommand,
  startCommand,
  tokenCommand,
  undoCommand,
  usersCommand,
  workspacesCommand,
];

/** The program with its verbs. It throws where it would leave the process. */
export function linebookProgram(): Command {
  const program = new Command('linebook')
    .description('Works on the record of --data, DATABASE_URL or LINEBOOK_DATA.')
    .version(RELEASE, '--version', 'prints the version')
    .exitOverride();
  for (const verb of VERBS) program.addCommand(verb());
  program.addCommand(completionCommand(program));
  program.commands.forEach((verb) => prepare(verb, verb.name()));
  return program;
}

/** A verb throws, too, so that open databases close before the process ends. Its help ends with its examples. */
function prepare(command: Command, path: string): void {
  command.exitOverride();
  const examples = EXAMPLES[path];
  if (examples) command.addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`);
  command.commands.forEach((verb) => prepare(verb, `${path} ${verb.name()}`));
}
