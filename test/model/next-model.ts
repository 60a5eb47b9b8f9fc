import type { Next, Provider } from './calls.js';
import { gotNext, NO_SUCH_LOCATION, NO_SUCH_USER, NO_SUCH_WORKSPACE, NONE_FREE } from './directory-answers.js';
import { callingLine, effectsOf, providerLine, type Line, type WantedLine } from './lines.js';
import type { RecordModel, Verdict } from './record-model.js';
import { refused, settled } from './settle.js';

// The free number that has rested longest.

export const nextVerdict = (model: RecordModel, call: Next): Verdict =>
  'workspace' in call.holder ? toWorkspace(model, call, call.holder.workspace) : toUser(model, call, call.holder);

function toUser(model: RecordModel, call: Next, { userId, provider }: { userId: string; provider: Provider }): Verdict {
  const { organization, location } = call;
  const { organizations, locations } = model.roster;
  if (model.person(userId)?.organization !== organization) return refused(NO_SUCH_USER);
  if (location !== undefined && location !== locations[organizations.indexOf(organization) as 0 | 1]) {
    return refused(NO_SUCH_LOCATION);
  }
  const number = pick(model, call, location);
  if (number === undefined) return refused(NONE_FREE);
  const own = model.providerLines.filter((line) => line.userId === userId);
  const replaced = own.filter((line) => line.number === number);
  const isDefault = !own.some((line) => line.provider === provider && line.number !== number && line.isDefault);
  const wanted = providerLine({ organization, userId, provider, number, isDefault });
  return given(model, call, { wanted: [wanted], replaced, details: { userId, provider } });
}

function toWorkspace(model: RecordModel, call: Next, userId: string): Verdict {
  const { organization } = call;
  const { organizations, locations } = model.roster;
  if (organization !== organizations[0]) return refused(NO_SUCH_WORKSPACE);
  const replaced = model.callingLinesOf(userId);
  const number = pick(model, call, locations[0]);
  if (number === undefined) return refused(NONE_FREE);
  const line = replaced.some((one) => one.line === 'primary' && one.number !== null) ? 'alternate' : 'primary';
  const wanted = callingLine({ organization, userId, number, line, extension: null });
  return given(model, call, { wanted: [wanted, ...replaced], replaced, details: { workspaceId: userId } });
}

/** Never one that somebody receives, and one that rests only by force. */
function pick(model: RecordModel, { organization, force, got }: Next, location?: string): string | undefined {
  const free = model.freeNumbers(organization, location, force);
  if (got !== undefined && free.includes(got)) return got;
  // Stable: those that were released at one instant, or never, stay in the order of their numbers.
  return free.sort((a, b) => compare(model.releasedAt(a), model.releasedAt(b)))[0];
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

interface Given {
  wanted: readonly WantedLine[];
  replaced: readonly Line[];
  details: object;
}

function given(model: RecordModel, { organization, force }: Next, { wanted, replaced, details }: Given): Verdict {
  const [line] = wanted as [WantedLine];
  const number = line.number!;
  const said = gotNext(model, line);
  const change = { action: 'number.next', organization, details: { ...details, numbers: [number] } };
  return settled(model, { effects: effectsOf(wanted, replaced), change, said, force, resting: () => NONE_FREE });
}
