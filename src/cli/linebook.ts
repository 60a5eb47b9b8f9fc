import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { explained } from '../errors/explained.js';
import { OperationRefused } from '../phone-numbers/record/operation-refused.js';
import { RELEASE } from '../settings/release.js';
import { changesCommand } from './changes.js';
import { completionCommand } from './completion.js';
import { databaseFailure } from './database-failure.js';
import { demoCommand } from './demo.js';
import { COULD_NOT_RUN, REFUSED } from './exit-codes.js';
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
import { workspacesCommand } from './workspaces.js';

const program = new Command('linebook')
  .description('The operator’s commands: which record they work on is said by --data or DATABASE_URL.')
  .version(RELEASE, '--version', 'prints the version')
  .exitOverride();
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
for (const verb of VERBS) program.addCommand(inherit(verb()));
program.addCommand(inherit(completionCommand(program)));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** A subcommand has its own way out of the process; ours sets the exit code and lets open databases close. */
function inherit(command: Command): Command {
  command.exitOverride();
  command.commands.forEach(inherit);
  return command;
}

function exitCodeOf(error: unknown): number {
  // Help and version are thrown too, with 0; a wrong option was explained by commander.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : COULD_NOT_RUN;
  process.stderr.write(`${explained(databaseFailure(error) ?? error)}\n`);
  return error instanceof OperationRefused ? REFUSED : COULD_NOT_RUN;
}
