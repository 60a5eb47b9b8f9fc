import 'reflect-metadata';
import { CommanderError } from 'commander';
import { explained } from '../errors/explained.js';
import { OperationRefused } from '../phone-numbers/record/operation-refused.js';
import { databaseFailure } from './database-failure.js';
import { COULD_NOT_RUN, REFUSED } from './exit-codes.js';
import { linebookProgram } from './program.js';

try {
  await linebookProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // Help and version are thrown too, with 0; a wrong option was explained by commander.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : COULD_NOT_RUN;
  process.stderr.write(`${explained(databaseFailure(error) ?? error)}\n`);
  return error instanceof OperationRefused ? REFUSED : COULD_NOT_RUN;
}
