import { explained } from './errors/explained.js';
import { loggedError } from './http/logged-error.js';

/**
 * Runs a server as this process: until SIGTERM or SIGINT, which `toldToStop` tells the work of.
 * Exits 0, or with what the work answers, when it is done, 2 when it could not be begun or ended, 1 on a bug.
 */
export async function inForeground(work: (toldToStop: Promise<void>) => Promise<number | void>): Promise<never> {
  // From the first moment: whoever stops a server that is still starting gets it stopped as well.
  const toldToStop = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
  });
  // That nobody reads the log any more is no reason to stop serving.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  // A bug. Node would print all of the error, and a driver's error carries what somebody sent.
  process.on('uncaughtException', (error) => {
    const line = { level: 'fatal', time: new Date().toISOString(), err: loggedError(error), msg: 'uncaught' };
    process.stderr.write(`${JSON.stringify(line)}\n`);
    process.exit(1);
  });
  try {
    const code = await work(toldToStop);
    process.exit(code ?? 0);
  } catch (error) {
    process.stderr.write(`${explained(error)}\n`);
    process.exit(2);
  }
}
