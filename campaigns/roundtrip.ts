import { parseArgs } from 'node:util';
import { companies, csvsOf } from '../test/cli/companies.js';
import { roundTrip } from '../test/cli/round-trip.js';

// Companies out and in again, more of them than the tests have time for (CONTRIBUTING, "Campaigns").

const TOGETHER = 20;

/** Prints what came of it; answers whether all of it was as it must be. */
export async function run(args: string[]): Promise<boolean> {
  const { seed, quick } = parseArgs({
    args,
    options: { seed: { type: 'string', default: '1' }, quick: { type: 'boolean', default: false } },
  }).values;
  if (!/^\d{1,6}$/.test(seed)) throw new Error('--seed: expected a whole number');
  const all = companies(quick ? TOGETHER : 10 * TOGETHER, Number(seed));
  console.log(`seed ${seed}, ${all.length} companies`);
  let good = true;
  for (let at = 0; at < all.length; at += TOGETHER) {
    const { faults, assignments } = await roundTrip(csvsOf(all.slice(at, at + TOGETHER)));
    console.log(
      `companies ${at + 1} to ${at + TOGETHER}: ${assignments} assignments, ${faults.join(', ') || 'all the same'}`,
    );
    good &&= !faults.length;
  }
  return good;
}
