import { load, type Loading } from '../bench/load-client.js';
import type { MeasuredServer } from '../bench/measured-server.js';
import { arrivals, type Arrival } from '../bench/open-load.js';
import { processorTime } from '../bench/processor-time.js';
import type { Random } from '../test/ownership/random.js';
import { MixedRequests } from './mixed-requests.js';

const ROUNDS = 3;
const ROUND_SECONDS = 3;
const AFTERWARDS_SECONDS = 7;
/** Of the capacity: what a normal day is. */
const NORMAL_LOAD = 0.5;

export interface OverloadOptions {
  mix: MixedRequests;
  random: Random;
  /** Of clients that ask again as soon as they are answered, to measure the capacity: enough to keep the server busy. */
  connections: number;
  /** How many times the capacity. */
  times: number;
  seconds: number;
}

/** Times in milliseconds. */
export interface Pace {
  perSecond: number;
  p50: number;
  p99: number;
}

export interface OverloadSeen {
  /** Of the best round in which nobody had to be refused. */
  capacity: Pace;
  /** Requests a second. */
  offered: number;
  served: Pace;
  refused: Pace;
  /** Requests with another response, or none. */
  failed: number;
  /** How long after the overload everybody was served as quickly as at capacity; undefined: not while somebody looked. */
  normalAfterMs?: number;
  /** CPU of the server in microseconds. */
  micros: { served: number; refused: number };
}

/** Measures what a server can do, then asks for several times as much, then for half of it. */
export async function overload(server: MeasuredServer, options: OverloadOptions): Promise<OverloadSeen> {
  const { mix, random, connections, times, seconds } = options;
  const next = () => mix.next();
  const round = { connections, seconds: ROUND_SECONDS, next };
  await load(server.url, round);
  const rounds: Round[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await roundAt(server, round));
  const capacity = rounds.reduce((best, one) => (one.perSecond > best.perSecond ? one : best));
  const perSecond = times * capacity.perSecond;
  const before = processorTime(server.pid);
  const seen = await arrivals(server.url, { perSecond, seconds, next, random });
  const micros = (processorTime(server.pid) - before) / 1_000;
  const ended = performance.now();
  const normal = { perSecond: NORMAL_LOAD * capacity.perSecond, seconds: AFTERWARDS_SECONDS, next, random };
  const afterwards = await arrivals(server.url, normal);
  const [served, refused] = [seen.filter(isServed), seen.filter(({ status }) => status === 503)];
  return {
    capacity,
    offered: seen.length / seconds,
    served: paceOf(served, seconds),
    refused: paceOf(refused, seconds),
    failed: seen.length - served.length - refused.length,
    normalAfterMs: normalAfter(afterwards, ended, 2 * capacity.p99),
    micros: { served: capacity.micros, refused: (micros - served.length * capacity.micros) / refused.length },
  };
}

interface Round extends Pace {
  micros: number;
}

async function roundAt({ url, pid }: MeasuredServer, round: Loading): Promise<Round> {
  const before = processorTime(pid);
  const { requests, seconds, times } = await load(url, round);
  const micros = (processorTime(pid) - before) / 1_000 / requests;
  return { perSecond: requests / seconds, ...quantiles(times), micros };
}

const isServed = ({ status }: Arrival): boolean => MixedRequests.SERVED.includes(status);

function paceOf(seen: Arrival[], seconds: number): Pace {
  return { perSecond: seen.length / seconds, ...quantiles(Float64Array.from(seen, ({ tookMs }) => tookMs).toSorted()) };
}

function quantiles(sorted: Float64Array): { p50: number; p99: number } {
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

/** The begin of the first second after which nobody was refused and each second's p99 was at most this. */
function normalAfter(seen: Arrival[], from: number, mostMs: number): number | undefined {
  for (let second = AFTERWARDS_SECONDS - 1; second >= 0; second--) {
    const during = seen.filter(({ sentAt }) => Math.floor((sentAt - from) / 1_000) === second);
    const isNormal = during.every(isServed) && paceOf(during, 1).p99 <= mostMs;
    if (!isNormal) return second === AFTERWARDS_SECONDS - 1 ? undefined : (second + 1) * 1_000;
  }
  return 0;
}
