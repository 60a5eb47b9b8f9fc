import { deepStrictEqual, ok } from 'node:assert/strict';
import type { Call } from './calls.js';
import type { RealRecord } from './real-record.js';
import type { RecordModel, Verdict } from './record-model.js';

/** As JSON has it: what is undefined is absent. */
export const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/**
 * Makes one call of the record and of the model, and throws where they differ: in what is said, in the change rows, or
 * in the list afterwards. Answers whether it changed something.
 */
export async function step(model: RecordModel, real: RealRecord, call: Call): Promise<boolean> {
  const trackingId = real.newTrackingId();
  const verdict = model.verdict(call);
  const said = await real.perform(call, trackingId);
  if (call.kind === 'list') {
    deepStrictEqual(said, asJson(verdict.said));
    return false;
  }
  await carryOut(model, real, { call, trackingId, verdict });
  deepStrictEqual(said, asJson(verdict.said));
  if (verdict.change) await compareList(model, real, call.organization);
  return verdict.change !== undefined;
}

/** The whole list of an organization. */
export async function compareList(model: RecordModel, real: RealRecord, organization: string): Promise<void> {
  const call = { kind: 'list', organization } as const;
  deepStrictEqual(await real.perform(call, ''), asJson(model.verdict(call).said));
}

interface Made {
  call: Call;
  trackingId: string;
  verdict: Verdict;
}

/** Holds the call's change row against the verdict, and lets the model go on at the instant that it names. */
async function carryOut(model: RecordModel, real: RealRecord, { call, trackingId, verdict }: Made): Promise<void> {
  const rows = await real.changes(trackingId);
  const { change, effects } = verdict;
  const expected = change && { ...change, ...real.authorOf(call), trackingId };
  deepStrictEqual(
    rows.map(({ at: _, ...row }) => row),
    expected ? [expected] : [],
  );
  if (!change) return;
  const at = rows[0]!.at.getTime();
  for (const { replaced } of effects) ok(!replaced || replaced.from < at, 'the instant is not after what it ends');
  ok(Math.abs(Date.now() - at) < 10_000, 'the instant is not of now');
  model.carryOut(effects, at);
}
