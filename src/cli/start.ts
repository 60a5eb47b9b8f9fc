import { Command } from 'commander';
import { inForeground } from '../foreground.js';
import type { ServeOptions } from '../serve.js';

/** `linebook start`: the server in production, from the environment, as `npm start` in a checkout. */
export function startCommand(): Command {
  return new Command('start')
    .description('serves the record with the settings of the environment, until a signal (docs/operations.md)')
    .option('--embedded', 'run on the embedded database of LINEBOOK_DATA instead of DATABASE_URL')
    .option('--workers <n>', 'processes that share the port (default: WORKERS, or 1)')
    .action(async (options: ServeOptions) => {
      // The server takes long to load, and no other verb needs it.
      const { serve } = await import('../serve.js');
      await inForeground((toldToStop) => serve(options, toldToStop));
    });
}
