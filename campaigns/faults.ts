import { parseArgs } from 'node:util';
import { killedDatabase } from '../test/faults/killed-database.js';
import {
  CUT,
  faultsOf,
  FROZEN,
  FROZEN_AND_LOST,
  outage,
  stoppedProcesses,
  type Outage,
} from '../test/faults/outage.js';
import { Random } from '../test/ownership/random.js';

// The database goes away in all the ways that it can, for longer than the tests have time for (CONTRIBUTING, "Campaigns").

const OUTAGES: [string, Outage][] = [
  ['frozen wire', FROZEN],
  ['frozen wire, connections lost', FROZEN_AND_LOST],
  ['cut wire', CUT],
  ['stopped processes', stoppedProcesses()],
];

/** Prints what came of it; answers whether all of it was as it must be. */
export async function run(args: string[]): Promise<boolean> {
  const { seed, quick } = parseArgs({
    args,
    options: { seed: { type: 'string', default: '1' }, quick: { type: 'boolean', default: false } },
  }).values;
  if (!/^\d{1,6}$/.test(seed)) throw new Error('--seed: expected a whole number');
  const faults: string[] = [];
  for (const [what, how] of OUTAGES) faults.push(...(await gone(what, how, quick ? 3_500 : 15_000)));
  const kills = quick ? 3 : 20;
  const killed = await killedDatabase({ kills, random: new Random(Number(seed)) });
  const { writes, unknown, happened } = killed;
  console.log(`${kills} kills: ${writes} writes, ${unknown} of unknown outcome, of which ${happened} had happened`);
  faults.push(...killed.faults, ...(happened ? [] : ['no key had to tell of a write that happened']));
  faults.forEach((fault) => console.log(`  violation: ${fault}`));
  console.log(faults.length ? `${faults.length} violations` : 'no violation');
  return faults.length === 0;
}

async function gone(what: string, how: Outage, lastsMs: number): Promise<string[]> {
  const seen = await outage(how, { lastsMs });
  const { meanwhile, longestMs, unreadyAfterMs, readyAfterMs, lateMs } = seen;
  const [longest, unready, ready, late] = [longestMs, unreadyAfterMs, readyAfterMs, lateMs].map(Math.round);
  console.log(
    `${what} for ${lastsMs} ms: ${meanwhile.length} requests, the longest ${longest} ms; unready after ${unready} ms, ` +
      `ready ${ready} ms after the return; without the database ${late} ms at most`,
  );
  return faultsOf(seen).map((fault) => `${what}: ${fault}`);
}
