import type { Entry, Import } from './calls.js';
import { changes, effectsOf, providerLine, type Effect, type Line } from './lines.js';
import type { RecordModel, Verdict } from './record-model.js';

/** What an import says: each refused row with its line in the file, and what was done. */
export interface ImportSaid {
  refused: { line: number; code: string }[];
  warned: number;
  counts?: unknown;
}

/** The file of an import, an entry per line from the second on. */
export function fileOf(entries: readonly Entry[]): string {
  return `{"assignments":[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]}`;
}

export function importVerdict(model: RecordModel, { organization, entries }: Import): Verdict {
  const listed = new Set(entries.map(({ userId }) => userId));
  const replaced = model.providerLines.filter(({ userId }) => listed.has(userId));
  const refused = entries.flatMap((entry, i) => {
    const code = refusalOf(model, entry, { organization, entries, replaced });
    return code ? [{ line: i + 2, code }] : [];
  });
  if (refused.length) return { said: { refused, warned: 0 }, effects: [] };
  const places = new Map<string, number>();
  const wanted = entries.map(({ userId, provider, phoneNumber, isDefault = false, isInboundEnabled = true, label }) => {
    const listPosition = places.get(userId) ?? 0;
    places.set(userId, listPosition + 1);
    const line = { organization, userId, provider, number: phoneNumber, isDefault, isInboundEnabled };
    return providerLine({ ...line, label: label || null, listPosition });
  });
  const effects = effectsOf(wanted, replaced);
  const count = (...of: string[]): number => effects.filter(({ effect }) => of.includes(effect)).length;
  const details = { opened: count('open', 'edit'), closed: count('release', 'edit') };
  const change = { action: 'import', organization, details };
  const back = [...listed].map((userId) => model.anybody(userId)!).filter(({ isRemoved }) => isRemoved);
  const said = { refused: [], warned: 0, counts: { ...countsOf(effects), revived: back.length } };
  const also: Verdict['also'] = (after) => back.forEach((person) => after.know({ ...person, isRemoved: false }));
  return { said, effects, change: changes(effects) ? change : undefined, also };
}

interface File extends Pick<Import, 'organization' | 'entries'> {
  replaced: readonly Line[];
}

/** The first rule that the entry breaks (docs/errors.md). */
function refusalOf(model: RecordModel, entry: Entry, { organization, entries, replaced }: File): string | undefined {
  const { userId, provider, phoneNumber } = entry;
  const of = (test: (other: Entry) => boolean): boolean => entries.filter(test).length > 1;
  const sameUser = (other: Entry): boolean => other.userId === userId && other.provider === provider;
  const receives = ({ isInboundEnabled = true }: Entry): boolean => isInboundEnabled;
  if (model.anybody(userId)?.organization !== organization) return 'holder_of_another_organization';
  if ((model.placeOf(phoneNumber)?.organization ?? organization) !== organization)
    return 'number_of_another_organization';
  if (of((other) => sameUser(other) && other.phoneNumber === phoneNumber)) return 'number_twice';
  if (receives(entry)) {
    if (of((other) => other.phoneNumber === phoneNumber && receives(other))) return 'second_inbound_holder';
    if (model.isReceived(phoneNumber, replaced)) return 'second_inbound_holder';
  }
  if (entry.isDefault && of((other) => sameUser(other) && other.isDefault === true)) return 'second_default';
  return undefined;
}

function countsOf(effects: readonly Effect[]) {
  const numbers = (effect: string): string[] =>
    effects.filter((one) => one.effect === effect).map(({ wanted, replaced }) => (wanted ?? replaced).number!);
  const opened = numbers('open');
  const released = numbers('release');
  const nothing = { organizations: 0, locations: 0, users: 0, workspaces: 0, numbers: 0 };
  return {
    created: { ...nothing, assignments: opened.filter((number) => !released.includes(number)).length },
    changed: { ...nothing, assignments: numbers('edit').length },
    moved: opened.filter((number) => released.includes(number)).length,
    released: released.filter((number) => !opened.includes(number)).length,
  };
}
