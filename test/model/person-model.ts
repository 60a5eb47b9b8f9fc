import type { Alternates, CreatePerson, PersonCall, PersonWrite, RemovePerson, UpdatePerson } from './calls.js';
import { callingLine, effectsOf, type Line, type WantedLine } from './lines.js';
import {
  DONE,
  extensionInUse,
  isPrimary,
  needsLicence,
  needsLine,
  NEW,
  notHeld,
  notInLocation,
  PERSON_NOT_FOUND,
  personSaid,
  rests,
  takenAlready,
  twice,
  WITHOUT_CALLING,
} from './people-answers.js';
import type { Said } from './expected-answers.js';
import type { RecordModel, Verdict } from './record-model.js';
import type { Person } from './roster.js';
import { refused, settled, type Settling } from './settle.js';

// People with lines in their location: the writes of the workspaces face.

export function personVerdict(model: RecordModel, call: PersonCall): Verdict {
  if (call.kind === 'createPerson') return create(model, call);
  const person = model.personOf(call.person);
  if (person?.organization !== call.organization) return refused(PERSON_NOT_FOUND);
  if (call.kind === 'removePerson') return remove(model, call, person);
  return call.kind === 'alternates' ? changeAlternates(model, call, person) : update(model, call, person);
}

/** They are in a location, and have a line there or a licence for one. */
export const hasCalling = (model: RecordModel, { objectId, location, isLicensed }: Person): boolean =>
  location !== null && (isLicensed || model.callingLinesOf(objectId).length > 0);

/** All that they had ends. */
function remove(model: RecordModel, { organization }: RemovePerson, person: Person): Verdict {
  const { objectId } = person;
  const effects = effectsOf(
    [],
    model.lines.filter(({ userId }) => userId === objectId),
  );
  const change = { action: 'user.remove', organization, details: { userId: objectId } };
  return {
    ...{ said: DONE, effects, change },
    also: (after) => after.know({ ...person, isLicensed: false, isRemoved: true }),
  };
}

function changeAlternates(model: RecordModel, call: Alternates, person: Person): Verdict {
  const { organization, changes, force } = call;
  if (!hasCalling(model, person)) return refused(WITHOUT_CALLING);
  const lines = model.callingLinesOf(person.objectId);
  const again = changes.findIndex(({ number }, i) => changes.slice(0, i).some((other) => other.number === number));
  if (again >= 0) return refused(twice(`phoneNumbers.${again}`));
  const touched: WantedLine[] = [];
  let kept: readonly Line[] = lines;
  for (const [i, { action, number, extension }] of changes.entries()) {
    const place = `phoneNumbers.${i}`;
    const own = kept.find((line) => line.number === number);
    if (own?.line === 'primary') return refused(isPrimary(place));
    if (action === 'DELETE' && !own) return refused(notHeld(place));
    kept = kept.filter((line) => line !== own);
    if (action === 'DELETE') continue;
    if (!isInLocation(model, number, person)) return refused(notInLocation(place));
    const line = { organization, userId: person.objectId, number, line: 'alternate' as const, place };
    touched.push(callingLine({ ...line, extension: extension ?? own?.extension ?? null }));
  }
  const wanted = [...touched, ...kept];
  const broken = brokenBy(model, { wanted, replaced: lines, location: person.location! });
  if (broken) return refused(broken);
  const change = { action: 'user.numbers', organization, details: { userId: person.objectId } };
  return settled(model, { effects: effectsOf(wanted, lines), change, said: DONE, force, resting: rests });
}

const isInLocation = (model: RecordModel, number: string, { organization, location }: Person): boolean => {
  const place = model.placeOf(number);
  return place?.organization === organization && place.location === location;
};

function create(model: RecordModel, call: CreatePerson): Verdict {
  const { organization, name = null, insteadOf } = call;
  const ids = { objectId: NEW, uuid: NEW, organization };
  const person = { ...ids, name, email: 'new@acme.example', location: null, isLicensed: false };
  return write(model, person, call, {
    ...{ action: 'user.create', alsoChanges: true },
    also: (after, { person: made }) => {
      after.slots = after.slots.map((objectId) => (objectId === insteadOf ? made!.objectId : objectId));
    },
  });
}

const update = (model: RecordModel, call: UpdatePerson, person: Person): Verdict =>
  write(model, person, call, { action: 'user.update' });

type Writing = Pick<Settling, 'alsoChanges' | 'also'> & { action: string };

function write(
  model: RecordModel,
  before: Person,
  call: PersonWrite & { force?: boolean },
  { action, alsoChanges = false, also }: Writing,
): Verdict {
  const { organization, objectId } = before;
  const { isLicensed = before.isLicensed, name = before.name, force } = call;
  const location = call.isLicensed ? locationOf(model, organization) : before.location;
  const person = { ...before, isLicensed, name, location };
  const lines = model.callingLinesOf(objectId);
  const wanted = wantedOf(model, person, { call, lines, wasLicensed: before.isLicensed });
  if ('status' in wanted) return refused(wanted);
  const broken = brokenBy(model, { wanted, replaced: lines, location: location! });
  if (broken) return refused(broken);
  const isOther = isLicensed !== before.isLicensed || name !== before.name || location !== before.location;
  const settling: Settling = {
    ...{ effects: effectsOf(wanted, lines), force, resting: rests, said: DONE, alsoChanges: alsoChanges || isOther },
    change: { action, organization, details: { userId: objectId } },
    also: (after, made) => {
      after.know({ ...person, ...made.person, isRemoved: false });
      also?.(after, made);
    },
  };
  const verdict = settled(model, settling);
  return verdict.said === DONE ? { ...verdict, said: saidAfter(model, verdict, person) } : verdict;
}

/** The person as they are afterwards. */
function saidAfter(model: RecordModel, verdict: Verdict, person: Person): Said {
  const after = model.copy();
  const nobody = { subject: '', trackingId: '', person: { objectId: NEW, uuid: NEW } };
  const at = Math.max(Date.now(), ...model.lines.map(({ from }) => from + 1));
  after.carryOut({ ...verdict, also: undefined }, { ...nobody, at });
  return personSaid(after, person);
}

const locationOf = ({ roster }: RecordModel, organization: string): string =>
  roster.locations[roster.organizations.indexOf(organization) as 0 | 1];

interface Asked {
  call: PersonWrite;
  lines: readonly Line[];
  wasLicensed: boolean;
}

/** The lines that the person shall have, or why they cannot. */
function wantedOf(model: RecordModel, person: Person, { call, lines, wasLicensed }: Asked): WantedLine[] | Said {
  const { isLicensed, location, organization, objectId } = person;
  const { number, extension } = call;
  if (wasLicensed && !isLicensed) return [];
  if (number === undefined && extension === undefined) {
    return isLicensed && !wasLicensed && !lines.length ? needsLine('licenses') : [...lines];
  }
  const place = number === undefined ? 'extension' : 'phoneNumbers';
  if (!isLicensed && !lines.length) return needsLicence(place);
  if (location === null) return needsLine(place);
  if (number !== undefined && !isInLocation(model, number, person)) return notInLocation(place);
  const ids = { organization, userId: objectId, number: number ?? null };
  const primary = callingLine({ ...ids, extension: extension ?? null, line: 'primary', place });
  return [primary, ...lines.filter((line) => line.line === 'alternate' && line.number !== (number ?? ''))];
}

interface Broken {
  wanted: readonly WantedLine[];
  replaced: readonly Line[];
  location: string;
}

/** A number that somebody else receives comes before an extension that another line of the location has. */
function brokenBy(model: RecordModel, { wanted, replaced, location }: Broken): Said | undefined {
  const received = wanted.find(({ number }) => number !== null && model.isReceived(number, replaced));
  if (received) return takenAlready(model, received, location);
  const others = model.lines.filter(
    (line) => line.line !== null && locationOf(model, line.organization) === location && !replaced.includes(line),
  );
  const inUse = wanted.find(
    (line) =>
      line.extension !== null &&
      [...wanted, ...others].some((other) => other !== line && other.extension === line.extension),
  );
  return inUse && extensionInUse(inUse.place ?? 'The request');
}
