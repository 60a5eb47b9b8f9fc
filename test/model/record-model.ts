import type { Assign, Call, List, Person, Provider, Release, Roster } from './calls.js';
import {
  assigned,
  assignedAlready,
  HOLDER_CHANGED,
  listed,
  NOT_AVAILABLE,
  nothingThere,
  ORGANIZATION_NOT_FOUND,
  removed,
  USER_NOT_FOUND,
  type Said,
} from './expected-answers.js';
import { importVerdict, type ImportSaid } from './import-model.js';

/** What a user shall have. */
export interface WantedLine {
  organization: string;
  userId: string;
  provider: Provider;
  number: string;
  isDefault: boolean;
  isInboundEnabled: boolean;
  label: string | null;
  /** Undefined: as it was, else 0. */
  listPosition?: number;
}

/** What a user has or had; instants are milliseconds since 1970. Never changed in place, so that copies may share it. */
export interface Line extends WantedLine {
  /** In the order in which lines came to be. */
  id: number;
  listPosition: number;
  heldSince: number;
  from: number;
  /** The first instant after it. */
  to?: number;
}

export type Effect =
  | { effect: 'open' | 'edit' | 'keep'; wanted: WantedLine; replaced?: Line }
  | { effect: 'release'; replaced: Line; wanted?: undefined };

/** The row in `changes` that a call must leave. */
export interface ExpectedChange {
  action: string;
  organization: string;
  details: object;
}

/** What a call must be answered, and what it does; without a change it does nothing. */
export interface Verdict {
  said: Said | ImportSaid;
  change?: ExpectedChange;
  effects: readonly Effect[];
}

/** The record as a caller of the organizations face sees it: the rules in plain words, with nobody else about. */
export class RecordModel {
  lines: readonly Line[] = [];
  past: readonly Line[] = [];
  private owners: ReadonlyMap<string, string>;
  private lastId = 0;

  constructor(
    readonly roster: Roster,
    readonly startedAt: number,
  ) {
    const [first, second] = roster.organizations;
    this.owners = new Map([
      [roster.free, first],
      [roster.workspaces, first],
      [roster.others, second],
    ]);
    const wanted = { organization: second, userId: roster.people[4]!.objectId, provider: 'sinch' as const };
    const line = { ...wanted, number: roster.others, isDefault: true, isInboundEnabled: true, label: null };
    this.carryOut([{ effect: 'open', wanted: line }], startedAt);
  }

  /** The same record again, to try what another order would have done. */
  copy(): RecordModel {
    const { lines, past, owners, lastId } = this;
    return Object.assign(Object.create(RecordModel.prototype) as RecordModel, this, { lines, past, owners, lastId });
  }

  person(objectId: string): Person | undefined {
    return this.roster.people.slice(0, 6).find((person) => person.objectId === objectId);
  }

  ownerOf(number: string): string | undefined {
    return this.owners.get(number);
  }

  /** Numbers of the organization that nobody receives, by number. */
  freeNumbers(organization: string): string[] {
    return [...this.owners]
      .filter(([number, owner]) => owner === organization && !this.isReceived(number))
      .map(([number]) => number)
      .sort();
  }

  /** Whether somebody receives the number, but for the lines that are about to end. */
  isReceived(number: string, but: readonly Line[] = []): boolean {
    if (number === this.roster.workspaces) return true;
    return this.lines.some((line) => line.number === number && line.isInboundEnabled && !but.includes(line));
  }

  verdict(call: Call): Verdict {
    switch (call.kind) {
      case 'assign':
        return this.assign(call);
      case 'release':
        return this.release(call);
      case 'list':
        return { said: this.list(call), effects: [] };
      case 'import':
        return importVerdict(this, call);
    }
  }

  private assign(call: Assign): Verdict {
    const refused = (said: Said): Verdict => ({ said, effects: [] });
    const { organization, userId, provider, phoneNumber: number, replaces } = call;
    if (this.person(userId)?.organization !== organization) return refused(USER_NOT_FOUND);
    const taken = this.lines.filter(
      (line) => line.userId === replaces && line.number === number && line.isInboundEnabled,
    );
    const leaver = replaces && this.person(replaces)?.organization === organization;
    if (replaces && (!leaver || !taken.length)) return refused(HOLDER_CHANGED);
    const own = this.lines.filter(
      (line) => line.userId === userId && (line.provider === provider || line.number === number),
    );
    const replaced = [...new Set([...own, ...taken])];
    const { keep = false, isDefault = !keep, isInboundEnabled = true } = call;
    if ((this.ownerOf(number) ?? organization) !== organization) return refused(NOT_AVAILABLE);
    if (isInboundEnabled && this.isReceived(number, replaced)) {
      return refused(assignedAlready(this, organization, number));
    }
    const label = call.label?.trim() || null;
    const wanted = { organization, userId, provider, number, isDefault, isInboundEnabled, label };
    const others = own.filter((line) => line.number !== number);
    const kept = others.filter(() => keep).map((line) => ({ ...line, isDefault: line.isDefault && !isDefault }));
    const effects = effectsOf([wanted, ...kept], replaced);
    const change = { action: 'number.assign', organization, details: { userId, provider } };
    const said = assigned(provider, keep ? [] : others);
    return { said, effects, change: changes(effects) ? change : undefined };
  }

  private release({ organization, userId, provider }: Release): Verdict {
    if (this.person(userId)?.organization !== organization) return { said: USER_NOT_FOUND, effects: [] };
    const replaced = this.lines.filter((line) => line.userId === userId && line.provider === provider);
    if (!replaced.length) return { said: nothingThere(provider), effects: [] };
    const change = { action: 'number.release', organization, details: { userId, provider } };
    return { said: removed(provider), effects: effectsOf([], replaced), change };
  }

  private list({ organization, at }: List): Said {
    if (organization === this.roster.organizations[2]) return ORGANIZATION_NOT_FOUND;
    const all = at === undefined ? this.lines : [...this.past, ...this.lines].filter((line) => isIn(line, at));
    return listed(
      this,
      all.filter((line) => line.organization === organization),
    );
  }

  /** Does what a verdict says, at the instant that the record gave it. */
  carryOut(effects: readonly Effect[], at: number): void {
    const ended = effects.flatMap(({ effect, replaced }) =>
      replaced && (effect === 'release' || effect === 'edit') ? [replaced] : [],
    );
    const opened = effects.flatMap((one): Line[] => {
      if (one.effect !== 'open' && one.effect !== 'edit') return [];
      const { wanted, replaced } = one;
      const listPosition = wanted.listPosition ?? replaced?.listPosition ?? 0;
      const heldSince = replaced?.heldSince ?? heldBefore(wanted, effects) ?? at;
      return [{ ...wanted, id: ++this.lastId, listPosition, heldSince, from: at }];
    });
    this.lines = [...this.lines.filter((line) => !ended.includes(line)), ...opened];
    this.past = [...this.past, ...ended.map((line) => ({ ...line, to: at }))];
    const taken = opened.filter(({ number }) => !this.owners.has(number));
    this.owners = new Map([
      ...this.owners,
      ...taken.map(({ number, organization }) => [number, organization] as const),
    ]);
  }
}

/** A holder whose number ends at one provider and begins at another has had it since before. */
function heldBefore({ userId, number }: WantedLine, effects: readonly Effect[]): number | undefined {
  const before = effects.flatMap(({ effect, replaced }) =>
    effect === 'release' && replaced.userId === userId && replaced.number === number ? [replaced.heldSince] : [],
  );
  return before.length ? Math.min(...before) : undefined;
}

const isIn = ({ from, to }: Line, at: number): boolean => from <= at && (to === undefined || at < to);

/** What has to happen so that the wanted lines stand in the place of the replaced ones. */
export function effectsOf(wanted: readonly WantedLine[], replaced: readonly Line[]): Effect[] {
  const same = (a: WantedLine, b: WantedLine): boolean =>
    a.userId === b.userId && a.provider === b.provider && a.number === b.number;
  const kept = wanted.map((line): Effect => {
    const before = replaced.find((one) => same(one, line));
    return { effect: !before ? 'open' : isEqual(before, line) ? 'keep' : 'edit', wanted: line, replaced: before };
  });
  const gone = replaced.filter((line) => !wanted.some((one) => same(one, line)));
  return [...kept, ...gone.map((line): Effect => ({ effect: 'release', replaced: line }))];
}

const isEqual = (a: WantedLine, b: WantedLine): boolean =>
  a.isDefault === b.isDefault && a.isInboundEnabled === b.isInboundEnabled && a.label === b.label;

export const changes = (effects: readonly Effect[]): boolean => effects.some(({ effect }) => effect !== 'keep');
