import { parseArgs } from 'node:util';
import { faultsOf, strangersAt } from '../test/http/strangers.js';
import { Random } from '../test/ownership/random.js';
import { startServer } from '../test/start-server.js';

// Strangers with large bodies, more of them than the tests have room for (CONTRIBUTING, "Campaigns").

/** Prints what came of it; answers whether all of it was as it must be. */
export async function run(args: string[]): Promise<boolean> {
  const { seed, quick } = parseArgs({
    args,
    options: { seed: { type: 'string', default: '1' }, quick: { type: 'boolean', default: false } },
  }).values;
  if (!/^\d{1,6}$/.test(seed)) throw new Error('--seed: expected a whole number');
  const strangers = quick ? 200 : 2_000;
  const server = await startServer();
  try {
    const outcome = await strangersAt(server, { strangers, random: new Random(Number(seed)) });
    const { startMib, peakMib, backAfterMs, refused } = outcome;
    console.log(`seed ${seed}, ${strangers} connections of 262,000 bytes: ${refused} told 401 before the last byte`);
    console.log(
      `memory: ${startMib.toFixed(1)} MiB before, ${peakMib.toFixed(1)} at most, back after ${backAfterMs ?? 'never'} ms`,
    );
    const faults = faultsOf(outcome, strangers);
    faults.forEach((fault) => console.log(`  violation: ${fault}`));
    console.log(faults.length ? `${faults.length} violations` : 'no violation');
    return faults.length === 0;
  } finally {
    await server.stop();
  }
}
