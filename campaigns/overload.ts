import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pin, pinDatabase, startMeasured, BOTH_CORES, CLIENT_CORE } from '../bench/measured-server.js';
import { Records } from '../bench/record/open-records.js';
import { planOf } from '../bench/record/record-plan.js';
import { Random } from '../test/ownership/random.js';
import { patchedDist, type Patches } from '../test/patched-dist.js';
import { MixedRequests } from './mixed-requests.js';
import { overload, type OverloadSeen } from './overloaded-server.js';

// Several times more requests than a server can serve (CONTRIBUTING, "Campaigns").

const RECORD = 'tenThousand';
/** For a control: everybody may wait. */
const WITHOUT_SHEDDING: Patches = {
  'fair-use/shares.js': {
    'WAITING_PER_PLACE = 16': 'WAITING_PER_PLACE = 1e9',
    'WAITING_PER_PLACE_WHEN_OVERLOADED = 2': 'WAITING_PER_PLACE_WHEN_OVERLOADED = 1e9',
  },
};
const CONTROL_SECONDS = 15;

interface Options {
  seed: number;
  /** Connections of the server to the database: what limits it, so that the cores have room for those who are refused. */
  pool: number;
  times: number;
  seconds: number;
}

/** Prints what came of it; answers whether all of it was as it must be. */
export async function run(args: string[]): Promise<boolean> {
  const { seed, quick, times, pool } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
      times: { type: 'string', default: '5' },
      pool: { type: 'string', default: '3' },
    },
  }).values;
  if (!/^\d{1,6}$/.test(seed)) throw new Error('--seed: expected a whole number');
  if (!/^\d{1,2}(\.\d)?$/.test(times)) throw new Error('--times: expected a number');
  if (!/^\d{1,2}$/.test(pool)) throw new Error('--pool: expected a whole number');
  const options = { seed: Number(seed), pool: Number(pool), times: Number(times), seconds: quick ? 6 : 60 };
  console.log(`seed ${seed}, ${options.seconds} s at ${times} times the capacity, ${pool} connections to the database`);
  const faults = faultsOf(await tried(options));
  faults.forEach((fault) => console.log(`  violation: ${fault}`));
  console.log(faults.length ? `${faults.length} violations` : 'no violation');
  const build = await patchedDist(WITHOUT_SHEDDING);
  try {
    console.log('control, a build in which everybody may wait:');
    const seen = await tried({ ...options, seconds: Math.min(options.seconds, CONTROL_SECONDS) }, build.main);
    const noticed = faultsOf(seen);
    console.log(noticed.length ? `  noticed: ${noticed.join('; ')}` : '  violation: nothing was noticed');
    return !faults.length && noticed.length > 0;
  } finally {
    await build.remove();
  }
}

/** On a copy of the record of its own; the server on one core, the database and the clients on the other. */
async function tried({ seed, pool, times, seconds }: Options, main?: string): Promise<OverloadSeen> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-overload-'));
  const records = await Records.open();
  try {
    const database = await records.copy(RECORD);
    const postmaster = await records.postmasterPid();
    const random = new Random(seed);
    const mix = new MixedRequests(planOf(RECORD), random);
    const env = {
      DATABASE_POOL_SIZE: String(pool),
      DATABASE_POOL_SHARE: '0.5',
      AUTH_SUPERADMIN_ORGANIZATIONS: mix.superadmins.join(),
    };
    pin(process.pid, CLIENT_CORE);
    pinDatabase(postmaster, CLIENT_CORE);
    const server = await startMeasured('linebook', { database, folder, env, main });
    const seen = await overload(server, { mix, random, connections: 3 * pool, times, seconds });
    await server.stop();
    await database.drop();
    print(seen);
    return seen;
  } finally {
    pin(process.pid, BOTH_CORES);
    await records.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function print({ capacity, offered, served, refused, failed, normalAfterMs, micros }: OverloadSeen): void {
  const rate = (perSecond: number): string => `${perSecond.toFixed(0)} a second`;
  const times = ({ p50, p99 }: { p50: number; p99: number }): string =>
    `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  console.log(`  capacity: ${rate(capacity.perSecond)}, ${times(capacity)}; offered: ${rate(offered)}`);
  console.log(
    `  served: ${rate(served.perSecond)}, ${times(served)}; refused: ${rate(refused.perSecond)}, ${times(refused)}`,
  );
  console.log(`  ${failed} failed; normal after ${normalAfterMs ?? 'never'} ms`);
  console.log(
    `  CPU of the server: ${micros.served.toFixed(0)} µs for a response, ${micros.refused.toFixed(0)} for a refusal`,
  );
}

/** What is not as promised (docs/reliability.md). */
function faultsOf({ capacity, served, refused, failed, normalAfterMs }: OverloadSeen): string[] {
  const goodput = served.perSecond / capacity.perSecond;
  const late = served.p99 / capacity.p99;
  return [
    ...(goodput >= 0.9 ? [] : [`only ${(100 * goodput).toFixed(0)} % of the capacity was served`]),
    ...(refused.p99 <= 50 ? [] : [`refused after ${refused.p99.toFixed(0)} ms at p99`]),
    ...(late <= 2 ? [] : [`served after ${late.toFixed(1)} times what it takes at capacity, at p99`]),
    ...(failed ? [`${failed} requests failed`] : []),
    ...(normalAfterMs !== undefined && normalAfterMs <= 5_000 ? [] : [`not normal within 5 s`]),
  ];
}
