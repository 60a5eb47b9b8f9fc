import fc from 'fast-check';
import type { AlternateChange, Call } from './calls.js';
import { homeOf, person, place, rarely } from './places.js';
import type { RecordModel } from './record-model.js';

// People and their lines in a location. A number is chosen among those of the location, or rarely among all.

export type PersonDraft =
  | { do: 'numbersOf'; person: number; elsewhere: boolean }
  | { do: 'alternates'; person: number; elsewhere: boolean; changes: DraftChange[]; force: boolean }
  | ({ do: 'createPerson'; person: number } & DraftPerson)
  | ({ do: 'updatePerson'; person: number; elsewhere: boolean } & DraftPerson)
  | { do: 'removePerson'; person: number; elsewhere: boolean };

interface DraftChange {
  action: 'ADD' | 'DELETE';
  number: number;
  any: boolean;
  extension?: string;
}

interface DraftPerson {
  name?: string;
  isLicensed?: boolean;
  number?: number;
  any: boolean;
  extension?: string;
  force: boolean;
}

/** Mostly those who have calling. */
const caller = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(0, 0, 1, 1, 2, 4) }, { weight: 1, arbitrary: person });
const force = fc.nat({ max: 2 }).map((n) => n === 2);
const extension = fc.constantFrom('101', '102', '103', '104');
const change = fc.record(
  { action: fc.constantFrom('ADD' as const, 'ADD' as const, 'DELETE' as const), number: place, any: rarely, extension },
  { requiredKeys: ['action', 'number', 'any'] },
);
const written = {
  name: fc.constantFrom('Pat Lake', 'Max', 'Sam Patel'),
  isLicensed: fc.nat({ max: 3 }).map((n) => n > 0),
  number: place,
  any: rarely,
  extension,
  force,
};

export const personDrafts: fc.WeightedArbitrary<PersonDraft>[] = [
  { weight: 1, arbitrary: fc.record({ do: fc.constant('numbersOf' as const), person, elsewhere: rarely }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('alternates' as const),
      person: caller,
      elsewhere: rarely,
      changes: fc.array(change, { minLength: 1, maxLength: 3, size: 'max' }),
      force,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      { do: fc.constant('updatePerson' as const), person: caller, elsewhere: rarely, ...written },
      { requiredKeys: ['do', 'person', 'elsewhere', 'any', 'force'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record(
      { do: fc.constant('createPerson' as const), person: fc.nat({ max: 5 }), ...written },
      {
        requiredKeys: ['do', 'person', 'any', 'force'],
      },
    ),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('removePerson' as const), person, elsewhere: rarely }) },
];

/** The call that a draft means now; undefined where the place of who would be made is taken. */
export function personCallOf(draft: PersonDraft, model: RecordModel): Call | undefined {
  const objectId = model.slots[draft.person]!;
  if (draft.do === 'createPerson') {
    if (model.person(objectId)) return undefined;
    return { kind: 'createPerson', insteadOf: objectId, ...personOf(draft, model, homeOf(model, draft.person, false)) };
  }
  // Nobody is looked for where there are people.
  const organization = homeOf(model, draft.person, draft.elsewhere || draft.person === 6);
  const person = model.anybody(objectId)?.uuid ?? model.roster.people[draft.person]!.uuid;
  if (draft.do === 'updatePerson') return { kind: 'updatePerson', person, ...personOf(draft, model, organization) };
  if (draft.do !== 'alternates') return { kind: draft.do, organization, person };
  const changes = draft.changes.map(({ action, number, any, extension }): AlternateChange => {
    // What they have is taken from them, or rarely named again.
    const own =
      action === 'DELETE' || number % 3 === 0
        ? model.callingLinesOf(objectId).flatMap((line) => line.number ?? [])
        : [];
    return { action, number: pick(number, { any, own }, model, organization), extension };
  });
  return { kind: 'alternates', organization, person, changes, force: draft.force };
}

function personOf(
  { name, isLicensed, number, any, extension, force }: DraftPerson,
  model: RecordModel,
  organization: string,
) {
  const chosen = number === undefined ? undefined : pick(number, { any, own: [] }, model, organization);
  return { organization, name, isLicensed, number: chosen, extension, force };
}

function pick(
  i: number,
  { any, own }: { any: boolean; own: readonly string[] },
  model: RecordModel,
  organization: string,
): string {
  const { roster } = model;
  const location = roster.locations[roster.organizations.indexOf(organization) as 0 | 1];
  const here = roster.numbers.filter((number) => model.placeOf(number)?.location === location);
  const among = any ? roster.numbers : own.length ? own : here.length ? here : roster.numbers;
  return among[i % among.length]!;
}
