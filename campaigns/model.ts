import { parseArgs } from 'node:util';
import { runChangeRows } from '../test/model/change-rows.js';
import { runConcurrent } from '../test/model/concurrency.js';
import { FAULTS, findFault } from '../test/model/faults.js';
import { runHistory } from '../test/model/random-history.js';
import { RealRecord } from '../test/model/real-record.js';
import { runSequences } from '../test/model/sequences.js';

// The record against a model in memory, longer than the tests have time for (CONTRIBUTING, "Campaigns").

/** A machine that is too slow must not go on for ever. */
const MOST_MINUTES_PER_PART = 40;

/** Prints what came of it; answers whether all of it was as it must be. */
export async function run(args: string[]): Promise<boolean> {
  const { seed, share } = optionsOf(args);
  console.log(`seed ${seed}`);
  const real = await RealRecord.start();
  const thousand = 1_000 * share;
  let good = await part('sequences of 50 commands', () => runSequences(real, { seed, runs: thousand / 2 }));
  good = (await part('calls at once', () => runConcurrent(real, { seed, runs: thousand / 10 }))) && good;
  const history = { seed, changes: thousand * 10, instants: thousand };
  good = (await part('random history', () => runHistory(real, history))) && good;
  good = (await part('change rows', () => runChangeRows(real, { seed, calls: thousand * 10 }))) && good;
  await real.stop();
  for (const fault of FAULTS) {
    good = (await part(`fault: ${fault.what}`, async () => ({ foundAfter: await findFault(fault, seed) }))) && good;
  }
  console.log(good ? 'no divergence, and every fault found' : 'diverged');
  return good;
}

function optionsOf(args: string[]): { seed: number; share: number } {
  const { values } = parseArgs({
    args,
    options: { seed: { type: 'string', default: '1' }, quick: { type: 'boolean', default: false } },
  });
  if (!/^\d{1,6}$/.test(values.seed)) throw new Error('--seed: expected a whole number');
  return { seed: Number(values.seed), share: values.quick ? 0.1 : 1 };
}

async function part(what: string, work: () => Promise<object>): Promise<boolean> {
  const started = Date.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error('did not end in time')), MOST_MINUTES_PER_PART * 60_000);
  });
  try {
    const figures = await Promise.race([work(), late]);
    console.log(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s, ${JSON.stringify(figures)}`);
    return true;
  } catch (error) {
    console.log(`${what}: ${(error as Error).message}`, (error as Error).cause ?? '');
    return false;
  } finally {
    clearTimeout(timer);
  }
}
