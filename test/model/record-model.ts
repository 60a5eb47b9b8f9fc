import type { Call } from './calls.js';
import type { Said } from './expected-answers.js';
import { importVerdict, type ImportSaid } from './import-model.js';
import {
  bySince,
  heldBefore,
  isProviderLine,
  type Effect,
  type Line,
  type OpenedBy,
  type ProviderLine,
} from './lines.js';
import { nextVerdict } from './next-model.js';
import { NEW } from './people-answers.js';
import { personVerdict } from './person-model.js';
import { placementVerdict } from './placement-model.js';
import { assignVerdict, releaseVerdict } from './provider-model.js';
import { readVerdict } from './read-model.js';
import { DAY_MS, type Person, type Roster } from './roster.js';
import { callingLine, providerLine } from './lines.js';

/** The row in `changes` that a call must leave. */
export interface ExpectedChange {
  action: string;
  organization: string;
  /** Where a number came from. */
  other?: string | null;
  details: object;
}

/** What a call must be answered, and what it does; without a change it does nothing. */
export interface Verdict {
  said: Said | ImportSaid;
  change?: ExpectedChange;
  effects: readonly Effect[];
  /** What else it does, once lines have ended and begun. */
  also?: (model: RecordModel, made: Made) => void;
}

/** What only the record knows of a call that changed something: its instant, and the ids of a person whom it made. */
export interface Made extends Omit<OpenedBy, 'at' | 'action'> {
  at: number;
  person?: Pick<Person, 'objectId' | 'uuid'>;
}

interface KnownPerson extends Person {
  isRemoved: boolean;
}

/** Where a number is; null: in no inventory, in no location. */
export interface Place {
  organization: string | null;
  location: string | null;
}

/** Who received a number's calls last, and until when; undefined: still. */
interface Receiver {
  userId: string;
  until?: number;
}

/** The record as its callers see it: the rules in plain words, with nobody else about. Its maps are never changed in place. */
export class RecordModel {
  lines: readonly Line[] = [];
  past: readonly Line[] = [];
  /** objectIds of those among whom drafts choose by their place; who is made takes the place of one who is removed. */
  slots: readonly string[];
  private people: ReadonlyMap<string, KnownPerson>;
  private places: ReadonlyMap<string, Place>;
  private receivers: ReadonlyMap<string, Receiver> = new Map();
  private restDays: ReadonlyMap<string, number>;
  private lastId = 0;

  constructor(
    readonly roster: Roster,
    readonly startedAt: number,
  ) {
    const { people, placed, restDays, organizations } = roster;
    this.slots = people.map(({ objectId }) => objectId);
    this.people = new Map(people.slice(0, 6).map((person) => [person.objectId, { ...person, isRemoved: false }]));
    this.places = new Map(placed.map(({ number, ...place }): [string, Place] => [number, place]));
    this.restDays = new Map([[organizations[1], restDays]]);
    for (const line of roster.lines) this.layOut(line);
  }

  private layOut({ holder, number, provider, extension, from, to }: Roster['lines'][number]): void {
    const organization = this.person(holder)?.organization ?? this.roster.organizations[0];
    const given = { organization, userId: holder, number };
    const wanted = provider
      ? providerLine({ ...given, provider, isDefault: true })
      : callingLine({ ...given, line: 'primary', extension: extension ?? null });
    const by = { subject: 'test', trackingId: 'test' };
    const change = { action: 'test', organization, details: {} };
    this.carryOut(
      { said: { status: 0, body: null }, change, effects: [{ effect: 'open', wanted }] },
      { ...by, at: this.startedAt - from * DAY_MS },
    );
    if (to === undefined) return;
    const effects: Effect[] = [{ effect: 'release', replaced: this.lines.at(-1)! }];
    this.carryOut({ said: { status: 0, body: null }, change, effects }, { ...by, at: this.startedAt - to * DAY_MS });
  }

  /** The same record again, to try what another order would have done. */
  copy(): RecordModel {
    return Object.assign(Object.create(RecordModel.prototype) as RecordModel, this);
  }

  /** Who is not removed, by objectId. */
  person(objectId: string): KnownPerson | undefined {
    const person = this.people.get(objectId);
    return person?.isRemoved ? undefined : person;
  }

  /** Also who is removed. */
  anybody(objectId: string): KnownPerson | undefined {
    return this.people.get(objectId);
  }

  /** Who is not removed, by UUID. */
  personOf(uuid: string): KnownPerson | undefined {
    return [...this.people.values()].find((person) => person.uuid === uuid && !person.isRemoved);
  }

  know(person: KnownPerson): void {
    this.people = new Map([...this.people, [person.objectId, person]]);
  }

  /** Undefined: the record does not know the number. */
  placeOf(number: string): Place | undefined {
    return this.places.get(number);
  }

  put(number: string, place: Place): void {
    this.places = new Map([...this.places, [number, place]]);
  }

  setRest(organization: string, days: number): void {
    this.restDays = new Map([...this.restDays, [organization, days]]);
  }

  get providerLines(): ProviderLine[] {
    return this.lines.filter(isProviderLine);
  }

  linesWith(number: string): Line[] {
    return this.lines.filter((line) => line.number === number);
  }

  callingLinesOf(holder: string): Line[] {
    return this.lines.filter((line) => line.userId === holder && line.line !== null).sort(bySince);
  }

  /** Whether somebody receives the number, but for the lines that are about to end. */
  isReceived(number: string, but: readonly Line[] = []): boolean {
    return this.linesWith(number).some((line) => line.isInboundEnabled && !but.includes(line));
  }

  /** When somebody last ceased to receive the number's calls; where nobody ever did, before everything. */
  releasedAt(number: string): number {
    return this.receivers.get(number)?.until ?? -Infinity;
  }

  /** Until when the number may be nobody's but its last holder's in the organization; undefined: it may be anybody's. */
  restsUntil(number: string, organization: string): number | undefined {
    const until = this.releasedAt(number) + (this.restDays.get(organization) ?? 0) * DAY_MS;
    return this.restDays.get(organization) && until > Date.now() ? until : undefined;
  }

  lastReceiver(number: string): string | undefined {
    return this.receivers.get(number)?.userId;
  }

  /** Numbers of the organization, or of one of its locations, that nobody receives, by number; those that rest if wanted. */
  freeNumbers(organization: string, location?: string | null, alsoResting = false): string[] {
    return [...this.places]
      .filter(([, place]) => place.organization === organization && (!location || place.location === location))
      .map(([number]) => number)
      .filter((number) => !this.isReceived(number) && (alsoResting || !this.restsUntil(number, organization)))
      .sort();
  }

  verdict(call: Call): Verdict {
    switch (call.kind) {
      case 'assign':
        return assignVerdict(this, call);
      case 'release':
        return releaseVerdict(this, call);
      case 'import':
        return importVerdict(this, call);
      case 'transfer':
      case 'remove':
        return placementVerdict(this, call);
      case 'next':
        return nextVerdict(this, call);
      case 'rest':
        return {
          said: { status: 0, body: null },
          effects: [],
          also: (model) => model.setRest(call.organization, call.days),
        };
      case 'list':
      case 'lookUp':
      case 'numbersOf':
        return readVerdict(this, call);
      default:
        return personVerdict(this, call);
    }
  }

  /** Does what a verdict says, as the record has made it. */
  carryOut({ effects, change, also }: Verdict, made: Made): void {
    const { at, subject, trackingId, person } = made;
    const openedBy = { subject, trackingId, at: new Date(at).toISOString(), action: change?.action ?? '' };
    const ended = effects.flatMap(({ effect, replaced }) =>
      replaced && (effect === 'release' || effect === 'edit') ? [replaced] : [],
    );
    const opened = effects.flatMap((one): Line[] => {
      if (one.effect !== 'open' && one.effect !== 'edit') return [];
      const {
        wanted: { place: _, ...wanted },
        replaced,
      } = one;
      const userId = wanted.userId === NEW ? person!.objectId : wanted.userId;
      const listPosition = wanted.listPosition ?? replaced?.listPosition ?? 0;
      const heldSince = replaced?.heldSince ?? heldBefore(wanted, effects) ?? at;
      return [{ ...wanted, userId, id: ++this.lastId, listPosition, heldSince, from: at, openedBy }];
    });
    this.lines = [...this.lines.filter((line) => !ended.includes(line)), ...opened];
    this.past = [...this.past, ...ended.map((line) => ({ ...line, to: at }))];
    this.receivers = new Map([...this.receivers, ...receiversOf(ended, at), ...receiversOf(opened)]);
    for (const { number, organization } of opened) {
      if (number !== null && !this.placeOf(number)?.organization) this.put(number, { organization, location: null });
    }
    also?.(this, made);
  }
}

const receiversOf = (lines: readonly Line[], until?: number): [string, Receiver][] =>
  lines.flatMap(({ number, isInboundEnabled, userId }) =>
    number !== null && isInboundEnabled ? [[number, { userId, until }] as [string, Receiver]] : [],
  );
