import { parseArgs } from 'node:util';
import { backupUnderLoad } from '../test/cli/backup-under-load.js';

// Backups while others write, more of them than the tests have time for (CONTRIBUTING, "Campaigns").

const WRITES_PER_SECOND = 200;

/** Prints what came of it; answers whether all of it was as it must be. The writes are the same for every seed. */
export async function run(args: string[]): Promise<boolean> {
  const { quick } = parseArgs({
    args,
    options: { seed: { type: 'string' }, quick: { type: 'boolean', default: false } },
  }).values;
  const backups = quick ? 3 : 30;
  const outcome = await backupUnderLoad({ backups, pauseMs: 5_000, writesPerSecond: WRITES_PER_SECOND });
  const { writes, writesPerSecond, size, faults } = outcome;
  console.log(
    `${backups} backups, the last of ${(size / 1e6).toFixed(1)} MB; ${writes} writes, ${writesPerSecond} a second`,
  );
  faults.slice(0, 20).forEach((fault) => console.log(`  violation: ${fault}`));
  console.log(faults.length ? `${faults.length} violations` : 'no violation');
  return faults.length === 0;
}
