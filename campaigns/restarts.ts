import { parseArgs } from 'node:util';
import { restartsUnderLoad } from '../test/faults/restarts.js';

// Two instances behind a proxy are restarted again and again under load (CONTRIBUTING, "Campaigns"). Chance decides nothing
// here but when requests meet a restart, so there is no seed.

/** Prints what came of it; answers whether all of it was as it must be. */
export async function run(args: string[]): Promise<boolean> {
  const { quick, rate } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      seed: { type: 'string' },
      rate: { type: 'string', default: '200' },
    },
  }).values;
  if (!/^\d{1,4}$/.test(rate)) throw new Error('--rate: expected a whole number');
  const restarts = quick ? 5 : 50;
  const { requests, failed, refused, ended } = await restartsUnderLoad({ restarts, perSecond: Number(rate) });
  console.log(
    `${restarts} restarts, ${requests} requests at ${rate} a second: ${failed.length} failed; ` +
      `${ended} went to the other instance, of which ${refused} had been refused`,
  );
  failed
    .slice(0, 20)
    .forEach(({ what, status, code }) => console.log(`  violation: ${what} was answered ${status} ${code}`));
  return failed.length === 0;
}
