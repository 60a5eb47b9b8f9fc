import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { isRead, type Entry } from './calls.js';
import { callOf, drafts } from './drafts.js';
import type { RealRecord } from './real-record.js';
import type { RecordModel } from './record-model.js';
import { asJson, step } from './step.js';

export interface HistoryFigures {
  calls: number;
  changes: number;
  instants: number;
  /** Those of current holders, and of intervals of the past. */
  printed: number;
}

export interface HistoryOptions {
  seed: number;
  changes: number;
  instants: number;
}

/** One scene with a long history; then what `?at=` says against the log of it. */
export async function runHistory(
  real: RealRecord,
  { seed, changes, instants }: HistoryOptions,
): Promise<HistoryFigures> {
  const model = await real.scene();
  const calls = await makeHistory(model, real, { seed, changes });
  const log = [...model.past, ...model.lines];
  const places = fc.sample(fc.nat({ max: log.length - 1 }), { seed, numRuns: instants });
  const offsets = fc.sample(fc.constantFrom(-1, 0, 0, 1, 5), { seed, numRuns: instants });
  for (const [i, place] of places.entries()) {
    const { from, to, organization } = log[place]!;
    const at = (i % 2 && to !== undefined ? to : from) + offsets[i]!;
    const call = { kind: 'list', organization, at } as const;
    deepStrictEqual(await real.perform(call, 'MODEL_read', model), asJson(model.verdict(call).said));
  }
  const printed = await findPrinted(model, real, { seed, intervals: instants });
  return { calls, changes, instants, printed };
}

async function makeHistory(
  model: RecordModel,
  real: RealRecord,
  { seed, changes }: Omit<HistoryOptions, 'instants'>,
): Promise<number> {
  let calls = 0;
  let made = 0;
  for (let batch = 0; made < changes; batch++) {
    for (const draft of fc.sample(drafts, { seed: seed + batch, numRuns: 200 })) {
      const call = draft.do === 'at' ? undefined : callOf(draft, model);
      if (!call || isRead(call)) continue;
      calls++;
      if ((await step(model, real, call)) && ++made === changes) return calls;
    }
  }
  return calls;
}

interface Interval {
  userId?: string;
  provider?: string;
  isInboundEnabled: boolean;
  from?: string;
  since: string;
}

/** Asks for the very instants that the directory prints: each finds its holder, and a first instant the line as it was. */
async function findPrinted(
  model: RecordModel,
  real: RealRecord,
  { seed, intervals }: { seed: number; intervals: number },
): Promise<number> {
  const held = await Promise.all(model.roster.numbers.map((number) => holdersOf(real, number)));
  const past: [string, Interval][] = [];
  for (const number of model.roster.numbers) {
    for (const interval of await historyOf(real, number)) past.push([number, interval]);
  }
  const chosen = fc.sample(fc.nat({ max: past.length - 1 }), { seed, numRuns: Math.min(intervals, past.length) });
  const asked = [...held.flat(), ...chosen.map((i) => past[i]!)].filter(([, { provider }]) => provider);
  for (const [number, { userId, provider, isInboundEnabled, from, since }] of asked) {
    const organization = model.anybody(userId!)!.organization;
    const entriesAt = async (text: string): Promise<Entry[]> => {
      const { body } = (await real.perform(
        { kind: 'list', organization, at: Date.parse(text) },
        'MODEL_read',
        model,
      )) as {
        body: { assignments: Entry[] };
      };
      return body.assignments.filter((entry) => entry.userId === userId && entry.phoneNumber === number);
    };
    ok((await entriesAt(since)).length, `${number} is not found since ${since}`);
    if (from === undefined) continue;
    const then = (await entriesAt(from)).map((entry) => [entry.provider, entry.isInboundEnabled]);
    ok(
      then.some(([at, receives]) => at === provider && receives === isInboundEnabled),
      `${number} is not found from ${from}`,
    );
  }
  return asked.length;
}

async function holdersOf(real: RealRecord, number: string): Promise<[string, Interval][]> {
  const { status, body } = await real.ask('GET', `/api/phone-numbers/${encodeURIComponent(number)}`);
  if (status === 404) return [];
  return (body as { holders: Interval[] }).holders.map((holder) => [number, holder]);
}

async function historyOf(real: RealRecord, number: string): Promise<Interval[]> {
  const intervals: Interval[] = [];
  let path: string | undefined = `/api/phone-numbers/${encodeURIComponent(number)}/history`;
  while (path) {
    const { status, body, headers } = await real.ask('GET', path);
    if (status === 404) return [];
    intervals.push(...(body as { intervals: Interval[] }).intervals);
    const next: string | undefined = /<([^>]+)>; rel="next"/.exec(headers.link ?? '')?.[1];
    path = next && next.slice(new URL(next).origin.length);
  }
  return intervals;
}
