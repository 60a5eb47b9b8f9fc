import { Command } from 'commander';
import type { DemoOptions } from '../demo.js';
import { inForeground } from '../foreground.js';

/** `linebook demo`: a server with the examples in it. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('serves examples on an embedded database, and prints requests to try, until Ctrl-C')
    .option('--port <port>', 'TCP port of 127.0.0.1 (default: PORT, or 2212; 0 takes a free one)')
    .option('--data <directory>', 'data directory (default: LINEBOOK_DATA, or .linebook in the current folder)')
    .action(async (options: DemoOptions) => {
      // The server takes long to load, and no other verb needs it.
      const { demo } = await import('../demo.js');
      await inForeground((toldToStop) => demo(options, toldToStop));
    });
}
