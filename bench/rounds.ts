import { databaseTime, peakMemory, processorTime } from './processor-time.js';
import { load, type Loading } from './load-client.js';
import type { MeasuredServer } from './measured-server.js';

/** How a server did in one round. Times of a request in milliseconds, of processors in microseconds per request. */
export interface Sample {
  perSecond: number;
  p50: number;
  p99: number;
  longest: number;
  serverMicros: number;
  databaseMicros: number;
  peakMib: number;
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** The same over all rounds. */
export type Figures = { [K in keyof Sample]: Spread };

export interface Variant {
  name: string;
  server: MeasuredServer;
  loading: Omit<Loading, 'seconds'>;
}

const WARMING_SHARE = 0.5;
// Of a round that ends after so many requests.
const MOST_SECONDS = 60;

/** Measures the variants in turn, so that what disturbs one round disturbs all of them; then the rounds together. */
export async function inTurn(
  variants: Variant[],
  { rounds, seconds, postmaster }: { rounds: number; seconds: number; postmaster: number },
): Promise<Record<string, Figures>> {
  const samples = new Map<string, Sample[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, server, loading } of variants) {
      // The first one only warms: what is compiled and cached then is measured in the others.
      const lasting = loading.turns ? MOST_SECONDS : round === 0 ? seconds * WARMING_SHARE : seconds;
      const sample = await sampleOf(server, { ...loading, seconds: lasting }, postmaster);
      if (round > 0) samples.get(name)!.push(sample);
    }
  }
  return Object.fromEntries([...samples].map(([name, of]) => [name, figuresOf(of)]));
}

/** Of a round in which a call failed: no figure of it is met. */
const NEVER: Sample = {
  ...{ perSecond: 0, p50: Infinity, p99: Infinity, longest: Infinity },
  ...{ serverMicros: Infinity, databaseMicros: Infinity, peakMib: Infinity },
};

async function sampleOf(server: MeasuredServer, loading: Loading, postmaster: number): Promise<Sample> {
  peakMemory(server.pid);
  const [server0, database0] = [processorTime(server.pid), databaseTime(postmaster, server.database)];
  const { requests, seconds, times, faults } = await load(server.url, loading);
  const [server1, database1] = [processorTime(server.pid), databaseTime(postmaster, server.database)];
  if (Object.keys(faults).length) {
    console.log(`  ${server.which} answered ${JSON.stringify(faults)}: counts as never answered`);
    return NEVER;
  }
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))]!;
  return {
    perSecond: requests / seconds,
    ...{ p50: at(0.5), p99: at(0.99), longest: at(1) },
    serverMicros: (server1 - server0) / 1_000 / requests,
    databaseMicros: (database1 - database0) / 1_000 / requests,
    peakMib: peakMemory(server.pid),
  };
}

function figuresOf(samples: Sample[]): Figures {
  const names = Object.keys(samples[0]!) as (keyof Sample)[];
  return Object.fromEntries(names.map((name) => [name, spreadOf(samples.map((one) => one[name]))])) as Figures;
}

export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)]!, min: sorted[0]!, max: sorted.at(-1)! };
}

/** What one request costs, in the server and in the database together. */
export const cost = ({ serverMicros, databaseMicros }: Figures): number => serverMicros.median + databaseMicros.median;
