import { parseArgs } from 'node:util';
import { FaultScene, type Seen } from '../test/faults/fault-scene.js';
import { faultsOf, slowClientsAt, type SlowSeen } from '../test/faults/slow-clients.js';
import { createDatabase } from '../test/record-database.js';
import { startServer } from '../test/start-server.js';
import { TOKEN_ENVIRONMENT } from '../test/tokens.js';

// Slow clients, more of them than the tests have time for, and what they cost others (CONTRIBUTING, "Campaigns").

const TIMEOUT_MS = 10_000;
const SLOW_EVERY_MS = 3_000;
const NORMAL_EVERY_MS = 20;
/** At once, so that the server has all its connections to the database before any descriptors are counted. */
const WARMING_UP = 30;

/** Prints what came of it; answers whether all of it was as it must be. Nothing is chosen, so there is no seed. */
export async function run(args: string[]): Promise<boolean> {
  const { quick } = parseArgs({
    args,
    options: { seed: { type: 'string' }, quick: { type: 'boolean', default: false } },
  }).values;
  const [heads, bodies] = quick ? [200, 100] : [2_000, 1_000];
  const { slow, here, elsewhere, failed } = await slowAndOthers(heads, bodies);
  console.log(
    `${heads} slow heads and ${bodies} slow bodies: ${slow.told} told 408, the last after ${slow.lastMs.toFixed(0)} ms; ` +
      `descriptors ${slow.descriptorsBefore} before, ${slow.descriptorsAfter} after`,
  );
  console.log(
    `others: ${failed} failed; p99 ${here.toFixed(1)} ms, at a server without slow clients ${elsewhere.toFixed(1)}`,
  );
  const faults = [
    ...faultsOf(slow, { heads, bodies, timeoutMs: TIMEOUT_MS }),
    ...(failed ? [`${failed} requests of others failed`] : []),
    ...(here <= 2 * elsewhere ? [] : [`p99 of others was ${(here / elsewhere).toFixed(1)} times that elsewhere`]),
  ];
  faults.forEach((fault) => console.log(`  violation: ${fault}`));
  console.log(faults.length ? `${faults.length} violations` : 'no violation');
  return !faults.length;
}

interface SlowAndOthers {
  slow: SlowSeen;
  /** p99 of the others, in ms: at the server that has the slow clients, and at another one meanwhile. */
  here: number;
  elsewhere: number;
  failed: number;
}

/**
 * Others ask two servers of one record the same, and one of the servers has the slow clients: whatever else the machine has
 * to do, and the clients themselves, delay both.
 */
async function slowAndOthers(heads: number, bodies: number): Promise<SlowAndOthers> {
  const database = await createDatabase();
  const scene = await FaultScene.lay(database);
  const env = { ...TOKEN_ENVIRONMENT, REQUEST_TIMEOUT_SECONDS: String(TIMEOUT_MS / 1_000) };
  const servers = [await startServer({ database, env }), await startServer({ database, env })] as const;
  try {
    for (const { url } of servers) {
      await Promise.all(Array.from({ length: WARMING_UP }, () => scene.next(url)));
    }
    const callers = servers.map(({ url }) => new Callers(scene, url));
    let seen: Seen[][] = [];
    const whenOver = async (): Promise<void> => {
      seen = await Promise.all(callers.map((one) => one.end()));
      scene.end();
    };
    const slow = await slowClientsAt(servers[0], {
      heads,
      bodies,
      timeoutMs: TIMEOUT_MS,
      everyMs: SLOW_EVERY_MS,
      whenOver,
    });
    const failed = seen.flat().filter(({ status }) => status < 200 || status > 299).length;
    const [here, elsewhere] = seen.map(p99) as [number, number];
    return { slow, here, elsewhere, failed };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await database.drop();
  }
}

/** One request every few milliseconds, whether the earlier ones are answered or not. */
class Callers {
  private readonly sent: Promise<Seen>[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(scene: FaultScene, url: string) {
    this.timer = setInterval(() => this.sent.push(scene.next(url)), NORMAL_EVERY_MS);
  }

  end(): Promise<Seen[]> {
    clearInterval(this.timer);
    return Promise.all(this.sent);
  }
}

function p99(seen: Seen[]): number {
  const times = seen.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  return times[Math.floor(0.99 * (times.length - 1))]!;
}
