import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { isRead, type Call, type Read } from './calls.js';
import { callOf, drafts, type Draft } from './drafts.js';
import type { ChangeRow, RealRecord } from './real-record.js';
import type { RecordModel } from './record-model.js';
import { asJson, step } from './step.js';

const CALLED_BEFORE = 10;
/** All orders of so many are tried. */
const MOST_AT_ONCE = 6;

export interface ConcurrencyFigures {
  runs: number;
  calls: number;
  changes: number;
}

interface Made {
  call: Call;
  /** Status and body, or what an import said; without the explanation of a conflict, which is read afterwards. */
  said: unknown;
  rows: Omit<ChangeRow, 'at'>[];
  trackingId: string;
  at?: number;
  person?: ReturnType<RealRecord['personOf']>;
}

/** Runs of a few calls at once: what they are answered and leave must be what some order of them would. */
export async function runConcurrent(
  real: RealRecord,
  { seed, runs }: { seed: number; runs: number },
): Promise<ConcurrencyFigures> {
  const figures = { runs: 0, calls: 0, changes: 0 };
  const before = fc.array(drafts, { minLength: CALLED_BEFORE, maxLength: CALLED_BEFORE, size: 'max' });
  const atOnce = fc.array(drafts, { minLength: 3, maxLength: MOST_AT_ONCE, size: 'max' });
  const property = fc.asyncProperty(before, atOnce, async (first, then) => {
    const model = await real.scene();
    for (const draft of first) {
      const call = callOf(draft, model);
      if (call) await step(model, real, call);
    }
    const made = await makeAll(model, real, callsAtOnce(then, model));
    figures.runs++;
    figures.calls += made.length;
    figures.changes += made.filter(({ at }) => at !== undefined).length;
    const left = await allOf(model, real);
    ok(isExplained(model, made, left), `no order of these explains them: ${JSON.stringify({ made, left }, null, 1)}`);
  });
  await fc.assert(property, { seed, numRuns: runs, endOnFailure: true });
  return figures;
}

/**
 * All chosen by what the record held before. Two imports of one organization exclude each other, which is no order; and how
 * long numbers rest is nobody's call.
 */
function callsAtOnce(chosen: readonly Draft[], model: RecordModel): Call[] {
  const importing = new Set<string>();
  return chosen.flatMap((draft) => {
    const call = draft.do === 'at' ? undefined : callOf(draft, model);
    if (!call || call.kind === 'rest' || (call.kind === 'import' && importing.has(call.organization))) return [];
    if (call.kind === 'import') importing.add(call.organization);
    return [call];
  });
}

async function makeAll(model: RecordModel, real: RealRecord, calls: readonly Call[]): Promise<Made[]> {
  const made = calls.map(async (call) => {
    const trackingId = real.newTrackingId();
    const said = withoutConflict(asJson(await real.perform(call, trackingId, model)));
    return { call: call.kind === 'next' ? { ...call, got: gotBy(said) } : call, said, trackingId };
  });
  const all: Made[] = [];
  for (const one of await Promise.all(made)) {
    const rows = isRead(one.call) ? [] : await real.changes(one.trackingId);
    for (const { subject, acting } of rows) deepStrictEqual({ subject, acting }, real.authorOf(one.call));
    all.push({ ...one, rows, at: rows[0]?.at.getTime(), person: real.personOf(one.trackingId) });
  }
  return all;
}

/** The free number that was got: the first one may have been another call's for a while, and in the end nobody's. */
const gotBy = (said: unknown): string | undefined => (said as { body?: { phoneNumber?: string } }).body?.phoneNumber;

/** Without the explanation of a conflict, which is read afterwards. */
function withoutConflict(said: unknown): unknown {
  const { body, ...rest } = said as { status?: number; body?: { conflict?: unknown; errors?: unknown } };
  if (rest.status !== 409 || !body) return said;
  const { conflict: _, errors: __, ...told } = body;
  return { ...rest, body: told };
}

const allOf = (model: RecordModel, real: RealRecord): Promise<unknown[]> =>
  Promise.all(readsOf(model).map(async (call) => asJson(await real.perform(call, 'MODEL_read', model))));

const readsOf = ({ roster }: RecordModel): Read[] => [
  ...roster.organizations.slice(0, 2).map((organization): Read => ({ kind: 'list', organization })),
  ...roster.numbers.map((number): Read => ({ kind: 'lookUp', number })),
];

/** Whether the model gives these answers in some order, each at its own instant, and ends with what is left. */
function isExplained(model: RecordModel, made: readonly Made[], left: readonly unknown[]): boolean {
  if (!made.length) return isSame(asJson(readsOf(model).map((call) => model.verdict(call).said)), left);
  return made.some((one) => {
    const verdict = model.verdict(one.call);
    const { change } = verdict;
    if (!isSame(withoutConflict(asJson(verdict.said)), one.said)) return false;
    if (one.rows.length !== (change ? 1 : 0)) return false;
    const after = model.copy();
    if (change) {
      const { action, organization, details, other } = one.rows[0]!;
      if (!isSame({ action, organization, details, other }, { other: null, ...change })) return false;
      const { subject, trackingId } = one.rows[0]!;
      after.carryOut(verdict, { at: one.at!, subject, trackingId, person: one.person });
    }
    const others = made.filter((other) => other !== one);
    return isExplained(after, others, left);
  });
}

function isSame(a: unknown, b: unknown): boolean {
  try {
    deepStrictEqual(a, b);
    return true;
  } catch {
    return false;
  }
}
