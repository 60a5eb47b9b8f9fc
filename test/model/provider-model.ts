import type { Assign, Release } from './calls.js';
import {
  assigned,
  assignedAlready,
  HOLDER_CHANGED,
  NOT_AVAILABLE,
  nothingThere,
  NUMBER_RESTS,
  removed,
  USER_NOT_FOUND,
} from './expected-answers.js';
import { effectsOf, providerLine } from './lines.js';
import type { RecordModel, Verdict } from './record-model.js';
import { refused, settled } from './settle.js';

// The writes of the organizations face: numbers of users at their providers.

export function assignVerdict(model: RecordModel, call: Assign): Verdict {
  const { organization, userId, provider, phoneNumber: number, replaces } = call;
  if (model.person(userId)?.organization !== organization) return refused(USER_NOT_FOUND);
  const taken = model.providerLines.filter(
    (line) => line.userId === replaces && line.number === number && line.isInboundEnabled,
  );
  const leaver = replaces && model.person(replaces)?.organization === organization;
  if (replaces && (!leaver || !taken.length)) return refused(HOLDER_CHANGED);
  const own = model.providerLines.filter(
    (line) => line.userId === userId && (line.provider === provider || line.number === number),
  );
  const replaced = [...new Set([...own, ...taken])];
  const { keep = false, isDefault = !keep, isInboundEnabled = true, force } = call;
  if ((model.placeOf(number)?.organization ?? organization) !== organization) return refused(NOT_AVAILABLE);
  if (isInboundEnabled && model.isReceived(number, replaced)) {
    return refused(assignedAlready(model, { organization, userId, number }));
  }
  const label = call.label?.trim() || null;
  const wanted = providerLine({ organization, userId, provider, number, isDefault, isInboundEnabled, label });
  const others = own.filter((line) => line.number !== number);
  const kept = others.filter(() => keep).map((line) => ({ ...line, isDefault: line.isDefault && !isDefault }));
  const change = { action: 'number.assign', organization, details: { userId, provider } };
  const said = assigned(provider, keep ? [] : others);
  const effects = effectsOf([wanted, ...kept], replaced);
  return settled(model, { effects, change, said, force, resting: () => NUMBER_RESTS });
}

export function releaseVerdict(model: RecordModel, { organization, userId, provider }: Release): Verdict {
  if (model.person(userId)?.organization !== organization) return refused(USER_NOT_FOUND);
  const replaced = model.providerLines.filter((line) => line.userId === userId && line.provider === provider);
  if (!replaced.length) return refused(nothingThere(provider));
  const change = { action: 'number.release', organization, details: { userId, provider } };
  return { said: removed(provider), effects: effectsOf([], replaced), change };
}
