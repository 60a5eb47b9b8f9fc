import fc from 'fast-check';
import { PROVIDERS, type Call, type Entry, type Flags, type Provider } from './calls.js';
import type { ProviderLine } from './lines.js';
import { numberCallOf, numberDrafts, type NumberDraft } from './number-drafts.js';
import { personCallOf, personDrafts, type PersonDraft } from './person-drafts.js';
import { homeOf, number, person, place, rarely } from './places.js';
import type { RecordModel } from './record-model.js';

/** A call before it is known what the record holds: it chooses among lines and people by their place. */
export type Draft = ProviderDraft | NumberDraft | PersonDraft;

type ProviderDraft =
  | ({ do: 'assign'; person: number; provider: Provider; number: number; elsewhere: boolean; keep: boolean } & Flags)
  | { do: 'unassign'; person: number; provider: Provider; elsewhere: boolean }
  | { do: 'unassignHeld'; line: number }
  | ({ do: 'move'; line: number; provider: Provider } & Flags)
  | ({ do: 'replace'; line: number; joiner: number; provider: Provider; leaver?: number } & Flags)
  | ({ do: 'change'; line: number } & Flags)
  | { do: 'import'; second: boolean; entries: DraftEntry[] }
  | { do: 'importList'; second: boolean; edits: DraftEdit[] }
  | { do: 'list'; organization: number }
  | { do: 'at'; second: boolean; change: number; offset: number };

type DraftEntry = { person: number; provider: Provider; number: number } & Flags;
type DraftEdit = { person: number; drop: boolean; label?: string; isDefault?: boolean };

const provider = fc.constantFrom(...PROVIDERS);
const label = fc.constantFrom('a', 'b', ' a ', '');
const flags = fc.record({ isDefault: fc.boolean(), isInboundEnabled: fc.boolean(), label }, { requiredKeys: [] });
const withFlags = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.tuple(fc.record(fields), flags).map(([given, more]) => ({ ...given, ...more })) as fc.Arbitrary<T & Flags>;

const entry = fc.record(
  {
    person: fc.nat({ max: 3 }),
    provider,
    number: fc.nat({ max: 9 }),
    isDefault: rarely,
    isInboundEnabled: rarely,
    label: fc.constantFrom('a', 'c'),
  },
  { requiredKeys: ['person', 'provider', 'number', 'isInboundEnabled'] },
);
// An import would make the person that does not exist; here nobody comes or goes.
const wildEntry = withFlags<DraftEntry>({ person: fc.nat({ max: 5 }), provider, number });
const entries = (of: fc.Arbitrary<DraftEntry>) => fc.array(of, { minLength: 1, maxLength: 8, size: 'max' });
const edit = fc.record(
  { person: fc.nat({ max: 2 }), drop: rarely, label, isDefault: rarely },
  { requiredKeys: ['person', 'drop'] },
);

export const drafts: fc.Arbitrary<Draft> = fc.oneof(
  ...numberDrafts,
  ...personDrafts,
  {
    weight: 7,
    arbitrary: withFlags<Draft & object>({
      do: fc.constant('assign'),
      person,
      provider,
      number,
      elsewhere: rarely,
      keep: fc.nat({ max: 3 }).map((n) => n === 3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unassign' as const), person, provider, elsewhere: rarely }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unassignHeld' as const), line: place }) },
  { weight: 3, arbitrary: withFlags<Draft & object>({ do: fc.constant('move'), line: place, provider }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('replace' as const),
      line: place,
      joiner: person,
      provider,
      leaver: fc.option(person, { freq: 3, nil: undefined }),
      isInboundEnabled: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: withFlags<Draft & object>({ do: fc.constant('change'), line: place }) },
  // An import costs fifteen times as much as a call.
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      second: rarely,
      entries: fc.oneof(entries(entry), entries(wildEntry)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('importList' as const),
      second: rarely,
      edits: fc.array(edit, { minLength: 1, maxLength: 8, size: 'max' }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), organization: fc.nat({ max: 2 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('at' as const),
      second: rarely,
      change: place,
      offset: fc.constantFrom(0, 0, -1, 1, 30_000),
    }),
  },
);

/** The call that a draft means now; undefined where it chooses among lines and there is none. */
export function callOf(draft: Draft, model: RecordModel): Call | undefined {
  const { numbers, organizations } = model.roster;
  const userOf = (i: number): string => model.slots[i]!;
  switch (draft.do) {
    case 'assign': {
      const { do: _, person, number, elsewhere, ...fields } = draft;
      const organization = homeOf(model, person, elsewhere);
      return { kind: 'assign', organization, userId: userOf(person), phoneNumber: numbers[number]!, ...fields };
    }
    case 'unassign': {
      const { person, provider, elsewhere } = draft;
      return { kind: 'release', organization: homeOf(model, person, elsewhere), userId: userOf(person), provider };
    }
    case 'list':
      return { kind: 'list', organization: organizations[draft.organization]! };
    case 'at': {
      const instants = [...new Set([...model.past, ...model.lines].map(({ from }) => from))].sort((a, b) => b - a);
      const at = instants[draft.change % instants.length]! + draft.offset;
      return { kind: 'list', organization: organizations[draft.second ? 1 : 0], at };
    }
    case 'import':
    case 'importList': {
      const organization = organizations[draft.second ? 1 : 0];
      const entries =
        draft.do === 'import'
          ? draft.entries.map((one) => entryOf(one, model))
          : editedList(draft.edits, model, organization);
      return entries.length ? { kind: 'import', organization, entries } : undefined;
    }
    case 'unassignHeld':
    case 'change':
    case 'move':
    case 'replace': {
      const line = model.providerLines[draft.line % (model.providerLines.length || 1)];
      return line && callOfLine(draft, line, model);
    }
    case 'transfer':
    case 'remove':
    case 'removeHeld':
    case 'next':
    case 'nextForWorkspace':
    case 'rest':
    case 'takeReleased':
      return numberCallOf(draft, model);
    default:
      return personCallOf(draft, model);
  }
}

type LineDraft = Extract<ProviderDraft, { line: number }>;

function callOfLine(draft: LineDraft, line: ProviderLine, { slots }: RecordModel): Call {
  const { organization, userId, provider, number: phoneNumber } = line;
  if (draft.do === 'unassignHeld') return { kind: 'release', organization, userId, provider };
  if (draft.do === 'change') {
    const { do: _, line: __, ...fields } = draft;
    return { kind: 'assign', organization, userId, provider, phoneNumber, ...fields };
  }
  if (draft.do === 'move') {
    const { do: _, line: __, ...fields } = draft;
    return { kind: 'assign', organization, userId, phoneNumber, ...fields };
  }
  const { do: _, line: __, joiner, leaver, ...fields } = draft;
  const replaces = leaver === undefined ? userId : slots[leaver]!;
  return { kind: 'assign', organization, userId: slots[joiner]!, phoneNumber, replaces, ...fields };
}

function entryOf({ person, number, ...fields }: DraftEntry, { roster, slots }: RecordModel): Entry {
  return { userId: slots[person]!, phoneNumber: roster.numbers[number]!, ...fields };
}

/** What some users of the organization hold, as the list has it, with lines left out or changed. */
function editedList(edits: readonly DraftEdit[], model: RecordModel, organization: string): Entry[] {
  const own = model.providerLines.filter((line) => line.organization === organization);
  return own.flatMap((line, i) => {
    const { person, drop, label = line.label ?? undefined, isDefault = line.isDefault } = edits[i % edits.length]!;
    if (drop || model.slots[person] === line.userId) return [];
    const { userId, provider, number: phoneNumber, isInboundEnabled } = line;
    return [{ userId, provider, phoneNumber, isDefault, isInboundEnabled, label }];
  });
}
