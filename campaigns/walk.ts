import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { patchedDist } from '../test/patched-dist.js';
import { createDatabase } from '../test/record-database.js';
import { onServer, type TestServer } from '../test/start-server.js';
import { BY_OFFSET, WalkScene, type WalkedPage } from '../test/telephony/walk-scene.js';

// The pages of a large inventory in each order, one after the other, while others write to it all the time (CONTRIBUTING,
// "Campaigns").

const TOKEN_SECONDS = 4 * 3_600;
const ENTRIES = 100_000;
const QUICK_ENTRIES = 10_000;
const WRITES_PER_SECOND = 50;
const LEAST_WRITES_PER_SECOND = 40;
/** The last page may take so many times as long as the first, and what a machine's pauses add. */
const TIMES_AS_LONG = 2;
const PAUSE_MS = 5;
/** Sorting costs the whole inventory again for each page, so that these have larger ones. */
const ORDERS = { dn: 200, extension: 2_000, lastName: 2_000 };
type Order = keyof typeof ORDERS;

/** Prints what came of it; answers whether all of it was as it must be. */
export async function run(args: string[]): Promise<boolean> {
  const { seed, quick } = parseArgs({
    args,
    options: { seed: { type: 'string', default: '1' }, quick: { type: 'boolean', default: false } },
  }).values;
  if (!/^\d{1,6}$/.test(seed)) throw new Error('--seed: expected a whole number');
  const entries = quick ? QUICK_ENTRIES : ENTRIES;
  console.log(`seed ${seed}, ${entries} entries, ${WRITES_PER_SECOND} writes a second`);
  const database = await createDatabase();
  try {
    const scene = await WalkScene.lay(database, entries, Number(seed), TOKEN_SECONDS);
    const faults = await onServer((server) => faultsInOrders(server, scene), { database });
    const patched = await patchedDist(BY_OFFSET);
    try {
      const noticed = await onServer((server) => controlled(server, scene), { database, main: patched.main });
      if (!noticed) faults.push('nothing notices that a build counts entries instead of naming the last one');
    } finally {
      await patched.remove();
    }
    faults.forEach((fault) => console.log(`  violation: ${fault}`));
    console.log(faults.length ? `${faults.length} violations` : 'no violation');
    return !faults.length;
  } finally {
    await database.drop();
  }
}

async function faultsInOrders({ url }: TestServer, scene: WalkScene): Promise<string[]> {
  const faults: string[] = [];
  for (const order of Object.keys(ORDERS) as Order[]) {
    const walk = await walkedAmongWrites(url, scene, order);
    const found = faultsOf(scene, order, walk);
    console.log(`order=${order}: ${described(walk)}; ${found.join(', ') || 'each entry exactly once'}`);
    faults.push(...found.map((fault) => `order=${order}: ${fault}`));
  }
  return faults;
}

/** Whether a build that pages by the number of entries before is noticed. */
async function controlled({ url }: TestServer, scene: WalkScene): Promise<boolean> {
  const walk = await walkedAmongWrites(url, scene, 'dn');
  const found = scene.faultsOf(walk.pages);
  console.log(`control: ${described(walk)}; ${found.join(', ') || 'NOTHING NOTICED'}`);
  return found.length > 0;
}

interface Walk {
  pages: WalkedPage[];
  writes: number;
  tookMs: number;
}

function faultsOf(scene: WalkScene, order: Order, { pages, writes, tookMs }: Walk): string[] {
  // Whose holder changes has another last name, and another place in that order.
  const seen = order === 'lastName' ? scene.faultsOfUnmoved(pages) : scene.faultsOf(pages);
  const perSecond = (writes / tookMs) * 1_000;
  const [first, last] = ends(pages);
  return [
    ...seen,
    ...(perSecond >= LEAST_WRITES_PER_SECOND ? [] : [`only ${perSecond.toFixed(0)} writes a second`]),
    ...(last <= TIMES_AS_LONG * first + PAUSE_MS
      ? []
      : [`the last pages took ${(last / first).toFixed(1)} times as long`]),
  ];
}

function described({ pages, writes, tookMs }: Walk): string {
  const [first, last] = ends(pages);
  const perSecond = ((writes / tookMs) * 1_000).toFixed(0);
  return (
    `${pages.length} pages in ${(tookMs / 1_000).toFixed(1)} s, ${writes} writes meanwhile (${perSecond} a second), ` +
    `first pages ${first.toFixed(1)} ms, last pages ${last.toFixed(1)} ms`
  );
}

/** What a page of the first tenth took, and one of the last: medians, in ms. The very last page is no full one. */
function ends(pages: WalkedPage[]): [first: number, last: number] {
  const full = pages.slice(0, -1);
  const tenth = Math.max(1, Math.floor(full.length / 10));
  return [median(full.slice(0, tenth)), median(full.slice(-tenth))];
}

function median(pages: WalkedPage[]): number {
  const times = pages.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}

async function walkedAmongWrites(url: string, scene: WalkScene, order: Order): Promise<Walk> {
  // The first request opens the connections, and the first page must not pay for it.
  await scene.write(url);
  const writers = startedWriters(url, scene);
  const began = performance.now();
  const pages = await scene.walk(url, `order=${order}&max=${ORDERS[order]}`).finally(() => writers.stop());
  return { pages, writes: await writers.stop(), tookMs: performance.now() - began };
}

/** Writes at that rate, whether the one before is answered or not. */
function startedWriters(url: string, scene: WalkScene): { stop(): Promise<number> } {
  const agent = new Agent({ keepAlive: true });
  const sent: Promise<void>[] = [];
  const began = performance.now();
  let isOver = false;
  const sending = (async () => {
    while (!isOver) {
      const due = ((performance.now() - began) / 1_000) * WRITES_PER_SECOND;
      while (sent.length < due) sent.push(scene.write(url, agent));
      await sleep(5);
    }
    await Promise.all(sent);
    agent.destroy();
  })();
  // Whoever stops them is told of the fault.
  sending.catch(() => {});
  const stop = async (): Promise<number> => {
    isOver = true;
    await sending;
    return sent.length;
  };
  return { stop };
}
