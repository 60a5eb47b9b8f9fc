// What callers of the three faces, and an operator who imports the answers of one, can ask of the record.

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
  force?: boolean;
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

export interface LookUp {
  kind: 'lookUp';
  number: string;
}

/** `location`: UUID of one of the organization, or of another one. */
export interface Transfer {
  kind: 'transfer';
  number: string;
  organization: string;
  location?: string;
  release: boolean;
}

export interface Remove {
  kind: 'remove';
  number: string;
  release: boolean;
}

export interface Next {
  kind: 'next';
  organization: string;
  location?: string;
  holder: { userId: string; provider: Provider } | { workspace: string };
  force?: boolean;
  /** What was answered, where others may have been about to take what is first. */
  got?: string;
}

/** So long the organization lets numbers rest from now on. */
export interface Rest {
  kind: 'rest';
  organization: string;
  days: number;
}

/** `organization`: whose administrator asks; `person`: a UUID. */
export interface NumbersOf {
  kind: 'numbersOf';
  organization: string;
  person: string;
}

export interface AlternateChange {
  action: 'ADD' | 'DELETE';
  number: string;
  extension?: string;
}

export interface Alternates {
  kind: 'alternates';
  organization: string;
  person: string;
  changes: readonly AlternateChange[];
  force?: boolean;
}

/** What is left out stays as it is. */
export interface PersonWrite {
  name?: string;
  /** Whether they are to have a licence for calling; with one they are in the organization's location. */
  isLicensed?: boolean;
  number?: string;
  extension?: string;
}

export interface CreatePerson extends PersonWrite {
  kind: 'createPerson';
  organization: string;
  /** Whose place they take, who is removed: an objectId. */
  insteadOf: string;
  force?: boolean;
}

export interface UpdatePerson extends PersonWrite {
  kind: 'updatePerson';
  organization: string;
  person: string;
  force?: boolean;
}

export interface RemovePerson {
  kind: 'removePerson';
  organization: string;
  person: string;
}

export type PlacementCall = Transfer | Remove;
export type PersonCall = Alternates | CreatePerson | UpdatePerson | RemovePerson;
export type Read = List | LookUp | NumbersOf;
export type Write = Assign | Release | Import | PlacementCall | Next | PersonCall;
/** A request of one of the faces. */
export type Request = Exclude<Read | Write, Import>;
export type Call = Read | Write | Rest;

export const isRead = (call: Call): call is Read => ['list', 'lookUp', 'numbersOf'].includes(call.kind);
