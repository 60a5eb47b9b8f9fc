import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../ask.js';
import { readFileSync } from 'node:fs';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer } from '../start-server.js';
import { FaultScene, type Seen } from './fault-scene.js';
import { FaultyWire } from './faulty-wire.js';

/** What is promised (docs/reliability.md). */
const ANSWERED_WITHIN_MS = 3_000;
const UNREADY_WITHIN_MS = 2_000;
const BACK_WITHIN_MS = 1_000;
/** More at once than there are connections: the others wait for their places when it happens. */
const AT_ONCE = 60;
const EVERY_MS = 50;
const REQUESTS_AFTER = 30;

/** What happens to the wire, and what ends it. */
export interface Outage {
  begin(wire: FaultyWire, database: RecordDatabase): void | Promise<void>;
  end(wire: FaultyWire): void | Promise<void>;
}

export const FROZEN: Outage = { begin: (wire) => wire.freeze(), end: (wire) => wire.thaw() };
/** As behind a firewall that forgets its connections: no byte of them ever arrives. */
export const FROZEN_AND_LOST: Outage = { begin: (wire) => wire.freeze(), end: (wire) => wire.thaw({ losing: true }) };
export const CUT: Outage = { begin: (wire) => wire.cut(), end: (wire) => wire.mend() };

/** All processes of the database are stopped: only where nobody else uses it. */
export function stoppedProcesses(): Outage {
  let stopped: number[] = [];
  return {
    begin: async (_wire, database) => {
      const rows = await database.query<{ pid: number }>('SELECT pid FROM pg_stat_activity');
      const pids = rows.map(({ pid }) => pid);
      const postmaster = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pids[0]}/stat`, 'utf8'))![1]);
      stopped = [postmaster, ...pids];
      for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    },
    end: () => {
      for (const pid of stopped.reverse()) process.kill(pid, 'SIGCONT');
    },
  };
}

export interface OutageSeen {
  /** Requests that were sent while it lasted, or had no answer yet when it began. */
  meanwhile: Seen[];
  longestMs: number;
  /** How long after its begin, or its end, readiness said so for good. */
  unreadyAfterMs: number;
  readyAfterMs: number;
  /** Sent a second after its end, and later by as much as `lateMs`. */
  after: Seen[];
  /**
   * How long a request that needs no database took at worst, from when it was due: on a machine with more to do than it
   * can, nobody keeps a promise, and it is not the database's fault.
   */
  lateMs: number;
}

export interface OutageOptions {
  main?: string;
  lastsMs: number;
}

/** A server of its own whose database goes away under load, and comes back. */
export async function outage(of: Outage, { main, lastsMs }: OutageOptions): Promise<OutageSeen> {
  const database = await createDatabase();
  const wire = await FaultyWire.to(database.url);
  const server = await startServer({ database: wire, main });
  const scene = await FaultScene.lay(database);
  try {
    const load = new Load(scene, server.url);
    await sleep(1_000);
    await of.begin(wire, database);
    const began = performance.now();
    load.burst();
    const unreadyAfterMs = await readiness(server.url, 503, began + lastsMs);
    await sleep(began + lastsMs - performance.now());
    await of.end(wire);
    const ended = performance.now();
    const readyAfterMs = await readiness(server.url, 200, ended + 2 * BACK_WITHIN_MS);
    await sleep(ended + BACK_WITHIN_MS + load.lateMs - performance.now());
    const after = await Promise.all(Array.from({ length: REQUESTS_AFTER }, () => scene.next(server.url)));
    const sent = await load.end();
    const meanwhile = sent.filter(({ at, tookMs }) => at + tookMs > began && at < ended);
    const longestMs = Math.max(...meanwhile.map(({ at, tookMs }) => at + tookMs - Math.max(at, began)));
    return { meanwhile, longestMs, unreadyAfterMs, readyAfterMs, after, lateMs: load.lateMs };
  } finally {
    scene.end();
    // First, or the server would wait for connections on which nothing arrives any more.
    await wire.cut();
    await server.stop();
    await database.drop();
  }
}

/** What is not as promised. */
export function faultsOf({ meanwhile, after, lateMs, ...seen }: OutageSeen): string[] {
  const [longestMs, unreadyAfterMs, readyAfterMs] = [seen.longestMs, seen.unreadyAfterMs, seen.readyAfterMs].map(
    (ms) => ms - lateMs,
  ) as [number, number, number];
  const failed = after.filter(({ status }) => status >= 500 || !status);
  const odd = meanwhile.filter(({ status }) => status !== 503 && (status < 200 || status > 299));
  return [
    ...(longestMs <= ANSWERED_WITHIN_MS ? [] : [`an answer took ${longestMs.toFixed(0)} ms`]),
    ...odd.map(({ what, status, code }) => `${what} was answered ${status} ${code}`),
    ...(unreadyAfterMs <= UNREADY_WITHIN_MS ? [] : [`unready after ${unreadyAfterMs.toFixed(0)} ms`]),
    ...(readyAfterMs <= BACK_WITHIN_MS ? [] : [`ready after ${readyAfterMs.toFixed(0)} ms`]),
    ...(failed.length ? [`${failed.length} of ${after.length} failed after its return`] : []),
  ];
}

/** A request every few milliseconds, whether the others are answered or not. */
class Load {
  lateMs = 0;
  private due = performance.now() + EVERY_MS;
  private readonly sent: Promise<Seen>[] = [];
  private readonly timer = setInterval(() => this.tick(), EVERY_MS);

  constructor(
    private readonly scene: FaultScene,
    private readonly url: string,
  ) {}

  burst(): void {
    for (let i = 0; i < AT_ONCE; i++) this.send();
  }

  end(): Promise<Seen[]> {
    clearInterval(this.timer);
    return Promise.all(this.sent);
  }

  private tick(): void {
    const { due } = this;
    this.due = performance.now() + EVERY_MS;
    const answered = (): void => void (this.lateMs = Math.max(this.lateMs, performance.now() - due));
    // One that is under way when the server ends says nothing.
    ask(`${this.url}/health/live`).then(answered, () => {});
    this.send();
  }

  private send(): void {
    this.sent.push(this.scene.next(this.url));
  }
}

/** How long until readiness says this; Infinity: not until then. */
async function readiness(url: string, status: number, until: number): Promise<number> {
  const from = performance.now();
  while (performance.now() < until) {
    if ((await ask(`${url}/health/ready`)).status === status) return performance.now() - from;
    await sleep(20);
  }
  return Infinity;
}
