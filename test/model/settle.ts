import type { Said } from './expected-answers.js';
import { changes, type Effect, type WantedLine } from './lines.js';
import type { ExpectedChange, RecordModel, Verdict } from './record-model.js';
import { DAY_MS } from './roster.js';

export const refused = (said: Said): Verdict => ({ said, effects: [] });

export interface Settling {
  effects: readonly Effect[];
  change: ExpectedChange;
  said: Said;
  force?: boolean;
  /** What is said where a line's number rests. */
  resting: (line: WantedLine) => Said;
  /** The call changes more than lines. */
  alsoChanges?: boolean;
  also?: Verdict['also'];
}

/** What comes of a call that breaks no rule: nothing, a refusal because a number rests, or what it asks for. */
export function settled(model: RecordModel, settling: Settling): Verdict {
  const { effects, change, said, force = false, resting, alsoChanges = false, also } = settling;
  if (!alsoChanges && !changes(effects)) return { said, effects };
  const rest = restOf(model, effects);
  if (rest && !force) return refused({ ...resting(rest.line), restDays: rest.days });
  const details = rest ? { ...change.details, restOverridden: true } : change.details;
  return { said, effects, change: { ...change, details }, also };
}

/** The first line that takes a number which somebody else gave up not long ago, and for how many days it rests yet. */
function restOf(model: RecordModel, effects: readonly Effect[]): { line: WantedLine; days: number } | undefined {
  for (const { effect, wanted } of effects) {
    if (!wanted?.number || !wanted.isInboundEnabled || effect === 'keep') continue;
    const { number, organization, userId } = wanted;
    const until = model.restsUntil(number, organization);
    if (until && model.lastReceiver(number) !== userId) {
      return { line: wanted, days: Math.round((until - Date.now()) / DAY_MS) };
    }
  }
  return undefined;
}
