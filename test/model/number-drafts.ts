import fc from 'fast-check';
import { PROVIDERS, type Call, type Provider } from './calls.js';
import type { RecordModel } from './record-model.js';
import { homeOf, number, person, place, rarely } from './places.js';

// Where numbers are, who gets the next one, and how long they rest.

export type NumberDraft =
  | ({ do: 'transfer'; number: number; second: boolean; location: 'none' | 'own' | 'other'; unknown: boolean } & Ending)
  | ({ do: 'remove'; number: number } & Ending)
  | ({ do: 'removeHeld'; line: number } & Ending)
  | { do: 'next'; person: number; provider: Provider; location: boolean; elsewhere: boolean; force: boolean }
  | { do: 'nextForWorkspace'; elsewhere: boolean; force: boolean }
  | { do: 'rest'; second: boolean; days: number }
  | { do: 'takeReleased'; line: number; person: number; provider: Provider; force: boolean };

interface Ending {
  release: boolean;
}

const force = fc.nat({ max: 2 }).map((n) => n === 2);
const provider = fc.constantFrom(...PROVIDERS);
const release = fc.boolean();

export const numberDrafts: fc.WeightedArbitrary<NumberDraft>[] = [
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('transfer' as const),
      number,
      second: fc.boolean(),
      location: fc.constantFrom('none' as const, 'own' as const, 'own' as const, 'other' as const),
      unknown: rarely,
      release,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), number, release }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('removeHeld' as const), line: place, release }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('next' as const),
      person,
      provider,
      location: fc.boolean(),
      elsewhere: rarely,
      force,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('nextForWorkspace' as const), elsewhere: rarely, force }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rest' as const),
      second: fc.boolean(),
      days: fc.constantFrom(0, 30, 30),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('takeReleased' as const), line: place, person, provider, force }),
  },
];

/** The call that a draft means now; undefined where it chooses among what there is none of. */
export function numberCallOf(draft: NumberDraft, model: RecordModel): Call | undefined {
  const { organizations, locations, numbers, workspace } = model.roster;
  switch (draft.do) {
    case 'transfer': {
      const { second, location, unknown, release } = draft;
      const which = second ? 1 : 0;
      const places = { none: undefined, own: locations[which], other: locations[1 - which] };
      const organization = organizations[unknown ? 2 : which];
      return { kind: 'transfer', number: numbers[draft.number]!, organization, location: places[location], release };
    }
    case 'remove':
      return { kind: 'remove', number: numbers[draft.number]!, release: draft.release };
    case 'removeHeld': {
      const line = model.lines[draft.line % model.lines.length];
      return line?.number ? { kind: 'remove', number: line.number, release: draft.release } : undefined;
    }
    case 'next': {
      const { person, provider, elsewhere, force } = draft;
      const organization = homeOf(model, person, elsewhere);
      const location = draft.location ? locations[organizations.indexOf(organization) as 0 | 1] : undefined;
      const userId = model.slots[person]!;
      return { kind: 'next', organization, location, holder: { userId, provider }, force };
    }
    case 'nextForWorkspace': {
      const organization = organizations[draft.elsewhere ? 1 : 0];
      return { kind: 'next', organization, holder: { workspace: workspace.id }, force: draft.force };
    }
    case 'rest':
      return { kind: 'rest', organization: organizations[draft.second ? 1 : 0], days: draft.days };
    case 'takeReleased':
      return takeReleased(draft, model);
  }
}

/** A number that somebody has given up, back to them or to somebody else. */
function takeReleased(
  { line, person, provider, force }: Extract<NumberDraft, { do: 'takeReleased' }>,
  model: RecordModel,
): Call | undefined {
  const released = model.past.filter(({ number }) => number !== null && !model.isReceived(number));
  const phoneNumber = released[line % (released.length || 1)]?.number;
  if (!phoneNumber) return undefined;
  const organization = homeOf(model, person, false);
  return { kind: 'assign', organization, userId: model.slots[person]!, provider, phoneNumber, force };
}
