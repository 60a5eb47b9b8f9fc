import { deepStrictEqual, ok } from 'node:assert/strict';
import { isRead, type Call, type Read } from './calls.js';
import type { RealRecord } from './real-record.js';
import type { RecordModel, Verdict } from './record-model.js';

/** As JSON has it: what is undefined is absent. */
export const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/**
 * Makes one call of the record and of the model, and throws where they differ: in what is said, in the change rows, or
 * in what is there afterwards. Answers whether it changed something.
 */
export async function step(model: RecordModel, real: RealRecord, call: Call): Promise<boolean> {
  const trackingId = real.newTrackingId();
  const verdict = model.verdict(call);
  const said = asJson(await real.perform(call, trackingId, model));
  if (!isRead(call)) await carryOut(model, real, { call, trackingId, verdict });
  deepStrictEqual(said, asJson(verdict.said));
  if (!verdict.change) return false;
  await Promise.all(readsAfter(call, verdict).map((read) => compare(model, real, read)));
  return true;
}

/** What shows best what a call has changed. */
function readsAfter(call: Call, { change, effects }: Verdict): Read[] {
  const { organization } = change!;
  if (call.kind === 'assign' || call.kind === 'release' || call.kind === 'import')
    return [{ kind: 'list', organization }];
  if (call.kind === 'transfer' || call.kind === 'remove') return [{ kind: 'lookUp', number: call.number }];
  const numbers = new Set(effects.flatMap(({ wanted, replaced }) => (wanted ?? replaced).number ?? []));
  const reads = [...numbers].slice(0, 2).map((number): Read => ({ kind: 'lookUp', number }));
  return 'person' in call ? [{ kind: 'numbersOf', organization, person: call.person }, ...reads] : reads;
}

export async function compare(model: RecordModel, real: RealRecord, read: Read): Promise<void> {
  const { said } = model.verdict(read);
  deepStrictEqual(asJson(await real.perform(read, 'MODEL_read', model)), asJson(said));
}

interface Asked {
  call: Call;
  trackingId: string;
  verdict: Verdict;
}

/** Holds the call's change row against the verdict, and lets the model go on at the instant that it names. */
async function carryOut(model: RecordModel, real: RealRecord, { call, trackingId, verdict }: Asked): Promise<void> {
  const rows = call.kind === 'rest' ? [] : await real.changes(trackingId);
  const { change, effects } = verdict;
  const expected = change && { other: null, ...change, ...real.authorOf(call), trackingId };
  deepStrictEqual(
    rows.map(({ at: _, ...row }) => row),
    expected ? [expected] : [],
  );
  if (!change) return verdict.also?.(model, { at: Date.now(), trackingId, subject: '' });
  const at = rows[0]!.at.getTime();
  for (const { replaced } of effects) ok(!replaced || replaced.from < at, 'the instant is not after what it ends');
  ok(Math.abs(Date.now() - at) < 10_000, 'the instant is not of now');
  model.carryOut(verdict, { at, trackingId, subject: real.authorOf(call).subject, person: real.personOf(trackingId) });
}
