// What a caller of the organizations face, and an operator who imports its answers, can ask of the record.

export const PROVIDERS = ['twilio', 'sinch', 'textgrid'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** The optional fields of a POST; absent is left out of the body. */
export interface Flags {
  isDefault?: boolean;
  isInboundEnabled?: boolean;
  label?: string;
}

/** One entry of a list, as the face writes it; ids are objectIds, numbers are E.164. */
export interface Entry extends Flags {
  userId: string;
  provider: Provider;
  phoneNumber: string;
}

export interface Assign extends Entry {
  kind: 'assign';
  organization: string;
  replaces?: string;
  keep?: boolean;
}

export interface Release {
  kind: 'release';
  organization: string;
  userId: string;
  provider: Provider;
}

/** The whole truth about the users of the entries. */
export interface Import {
  kind: 'import';
  organization: string;
  entries: readonly Entry[];
}

/** Without `at` as it is now; else milliseconds since 1970. */
export interface List {
  kind: 'list';
  organization: string;
  at?: number;
}

export type Call = Assign | Release | Import | List;

export interface Person {
  objectId: string;
  organization: string;
  /** Null: unknown to the record. */
  name: string | null;
  email: string | null;
}

/** Who and what there is before the first call; the same for every scene but for its ids and numbers. */
export interface Roster {
  /** objectIds: two that exist, and one that does not. */
  organizations: readonly [string, string, string];
  /** Four of the first organization, two of the second; the seventh does not exist. */
  people: readonly Person[];
  /** Twelve: nine unknown to the record, one free in the first organization, one of the second, one of a workspace. */
  numbers: readonly string[];
  free: string;
  others: string;
  workspaces: string;
  workspace: { id: string; name: string };
}

const NAMES = [
  ['Sam Patel', 'sam@acme.example'],
  ['Lee', 'lee@acme.example'],
  [null, null],
  ['Kim', null],
  ['Bo', 'bo@other.example'],
  ['Ann', 'ann@other.example'],
  ['Nobody', null],
] as const;

/** The roster of scene `n`, 0 to 65,535. */
export function rosterOf(n: number): Roster {
  const id = (last: number): string => `5f7b1c2e8a1d4e0000${n.toString(16).padStart(4, '0')}${last.toString(16)}`;
  const organizations = [id(0xa0), id(0xb0), id(0xf0)] as const;
  const numbers = Array.from(
    { length: 12 },
    (_, i) => `+1416${String(n).padStart(5, '0')}${String(i).padStart(2, '0')}`,
  );
  const people = NAMES.map(([name, email], i) => ({
    // Not in the order of the list, so that a list sorted by chance is seen.
    objectId: id(0x10 + ((i * 5) % 7)),
    organization: i < 4 ? organizations[0] : i < 6 ? organizations[1] : organizations[2],
    name,
    email,
  }));
  return {
    organizations,
    people,
    numbers,
    free: numbers[9]!,
    others: numbers[10]!,
    workspaces: numbers[11]!,
    workspace: { id: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`, name: 'Lobby' },
  };
}
