import fc from 'fast-check';
import { guarded } from '../../src/phone-numbers/csv/guarded-text.js';
import { PSTN_CONNECTIONS } from '../../src/phone-numbers/record/location.entity.js';
import { PROVIDERS, RING_PATTERNS } from '../../src/phone-numbers/record/number-assignment.entity.js';
import { CALLING_LICENCES, CALLING_TYPES } from '../../src/phone-numbers/record/workspace.entity.js';
import { csv, usersCsv, workspacesCsv, type Row } from './csv-files.js';

// Companies as nobody would invent them, written as the CSV files that an operator would import.

/** The rows of a company's files; an empty cell says nothing. */
export interface Company {
  users: Row[];
  locations: Row[];
  workspaces: Row[];
  /** Numbers that nobody holds; the others are in the inventory by being held. */
  numbers: Row[];
}

export function companies(count: number, seed: number): Company[] {
  const drafts = fc.sample(DRAFT, { numRuns: count, seed });
  return drafts.map((draft, index) => company(draft, index));
}

/** Their files, a CSV of each layout. */
export const csvsOf = (all: readonly Company[]) => ({
  users: usersCsv(all.flatMap(({ users }) => users)),
  locations: csv(
    LOCATIONS,
    all.flatMap(({ locations }) => locations),
  ),
  workspaces: workspacesCsv(all.flatMap(({ workspaces }) => workspaces)),
  inventory: csv(
    INVENTORY,
    all.flatMap(({ numbers }) => numbers),
  ),
});

const LOCATIONS =
  'organization_id,organization_name,location_id,location_name,country,routing_prefix,address_1,address_2,city,state,postal_code,time_zone,preferred_language';
const INVENTORY = 'organization_id,location_id,phone_number,state,main_number';

// What a spreadsheet takes for a formula, what a CSV quotes, what begins like a guard of ours, and any character at all.
const BEGINNINGS = ['', '=', '+', '-', '@', '\t', '\r', "'", "'=", "''+", '"', ',', '\n', ' ', '\ufeff'];
const TEXT = fc
  .tuple(
    fc.constantFrom(...BEGINNINGS),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('', '\r\n', '"', "'"),
  )
  .map((parts) => guarded(parts.join('').replaceAll('\0', '')));
const flag = fc.constantFrom('true', 'false', 'TRUE', '');
const since = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString());
const heldSince = fc.option(since, { nil: '' });

const PATTERN = fc.constantFrom('', ...RING_PATTERNS);

const USER = fc.record({
  isKnownByUuid: fc.boolean(),
  name: TEXT,
  firstName: fc.option(TEXT, { nil: '' }),
  lastName: fc.option(TEXT, { nil: '' }),
  email: TEXT,
  location: fc.option(fc.nat(1), { nil: undefined }),
  ring: flag,
  callingLines: fc.array(
    fc.record({ isPrimary: fc.boolean(), hasExtension: fc.boolean(), pattern: PATTERN, heldSince }),
    {
      maxLength: 2,
    },
  ),
  lines: fc.array(
    fc.record({
      provider: fc.constantFrom(...PROVIDERS),
      isShared: fc.boolean(),
      isDefault: flag,
      isInbound: flag,
      label: TEXT,
      heldSince,
    }),
    { maxLength: 3 },
  ),
});

const WORKSPACE = fc.record({
  location: fc.nat(1),
  name: TEXT,
  ring: flag,
  type: fc.constantFrom('', ...CALLING_TYPES),
  licence: fc.constantFrom('', ...CALLING_LICENCES),
  lines: fc.array(
    fc.record({
      hasNumber: fc.boolean(),
      hasExtension: fc.boolean(),
      pattern: PATTERN,
      heldSince,
    }),
    { maxLength: 3 },
  ),
});

const NUMBER = fc.record({
  location: fc.constantFrom(undefined, 0, 1, 2),
  state: fc.constantFrom('ACTIVE', 'INACTIVE', ''),
  isMain: fc.boolean(),
});

const LOCATION = fc.record({
  name: TEXT,
  country: fc.constantFrom('', 'US', 'CA', 'JM'),
  hasPrefix: fc.boolean(),
  address: fc.record({
    address_1: TEXT,
    address_2: TEXT,
    city: TEXT,
    state: TEXT,
    postal_code: TEXT,
    time_zone: fc.constantFrom('', 'America/Chicago', 'Europe/Berlin'),
    preferred_language: fc.constantFrom('', 'en_us', 'de_de'),
    announcement_language: fc.constantFrom('', 'en_us'),
    latitude: fc.oneof(fc.constant(''), fc.double({ min: -90, max: 90, noNaN: true }).map(String)),
    longitude: fc.oneof(fc.constant(''), fc.double({ min: -180, max: 180, noNaN: true }).map(String)),
    notes: TEXT,
    pstn_connection: fc.constantFrom('', ...PSTN_CONNECTIONS),
  }),
});

const DRAFT = fc.record({
  known: fc.constantFrom('uuid' as const, 'objectId' as const, 'both' as const),
  name: TEXT,
  users: fc.array(USER, { maxLength: 4 }),
  locations: fc.tuple(LOCATION, LOCATION),
  workspaces: fc.array(WORKSPACE, { minLength: 1, maxLength: 4 }),
  numbers: fc.array(NUMBER, { maxLength: 4 }),
});
type Draft = (typeof DRAFT extends fc.Arbitrary<infer T> ? T : never) & object;

function company(draft: Draft, index: number): Company {
  const ids = new Ids(index);
  const organization = { ...ids.organization(draft.known), organization_name: draft.name };
  return {
    users: draft.users.flatMap((user, i) => userRows(user, i, organization, ids)),
    locations: draft.locations.map((_, i) => ({
      ...organization,
      ...locationOf(draft, i, ids),
      ...draft.locations[i]!.address,
    })),
    workspaces: draft.workspaces.flatMap((workspace, i) => workspaceRows(workspace, i, draft, organization, ids)),
    numbers: numberRows(draft.numbers, draft.known, ids),
  };
}

function locationOf({ locations }: Draft, location: number, ids: Ids): Row {
  const { name, country, hasPrefix } = locations[location]!;
  return {
    location_id: ids.uuid('location', location),
    location_name: name,
    country,
    routing_prefix: hasPrefix ? String(10 + location) : '',
  };
}

function userRows(user: Draft['users'][number], place: number, organization: Row, ids: Ids): Row[] {
  const holder = holderOf(user, place, organization, ids);
  const { lines } = user;

  const defaults = new Set<string>();
  const rows = lines.map((line) => {
    // One default for each provider; a number that somebody has already is for outbound caller id only.
    const isDefault = defaults.has(line.provider) ? 'false' : line.isDefault;
    if (isDefault.toLowerCase() === 'true') defaults.add(line.provider);
    const shared = line.isShared && place > 0 ? ids.sharedNumber : undefined;
    return {
      ...holder,
      provider: line.provider,
      phone_number: shared ?? ids.number(),
      is_default: isDefault,
      is_inbound_enabled: shared ? 'false' : line.isInbound,
      label: line.label,
      held_since: line.heldSince,
    };
  });
  const once = rows.filter((row, i) => rows.findIndex((other) => other.phone_number === row.phone_number) === i);
  const all = [...once, ...callingRows(user, holder, ids)];
  return all.length ? all : [holder];
}

function holderOf(user: Draft['users'][number], place: number, organization: Row, ids: Ids): Row {
  return {
    ...organization,
    user_id: user.isKnownByUuid ? ids.uuid('user', place) : ids.objectId(place),
    user_name: user.name,
    user_email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    distinctive_ring_enabled: user.ring,
    location_id: user.location === undefined ? '' : ids.uuid('location', user.location),
  };
}

/** The first one is the primary where the file says nothing. */
function callingRows({ location, callingLines }: Draft['users'][number], holder: Row, ids: Ids): Row[] {
  if (location === undefined) return [];
  return callingLines.map(({ isPrimary, hasExtension, pattern, heldSince }, i) => ({
    ...holder,
    phone_number: hasExtension && i === 0 ? '' : ids.number(),
    extension: hasExtension ? ids.extension() : '',
    primary: i > 0 ? 'false' : isPrimary ? 'true' : '',
    ring_pattern: pattern,
    held_since: heldSince,
  }));
}

function workspaceRows(
  { lines, ...workspace }: Draft['workspaces'][number],
  place: number,
  draft: Draft,
  organization: Row,
  ids: Ids,
): Row[] {
  const holder = {
    ...organization,
    ...locationOf(draft, workspace.location, ids),
    workspace_id: ids.uuid('workspace', place),
    workspace_name: workspace.name,
    distinctive_ring_enabled: workspace.ring,
    calling_type: workspace.type,
    calling_licence: workspace.licence,
  };
  const rows = lines.map(({ hasNumber, hasExtension, pattern, heldSince }, i) => ({
    ...holder,
    phone_number: hasNumber || i > 0 ? ids.number() : '',
    extension: hasExtension || !hasNumber ? ids.extension() : '',
    primary: i === 0 ? 'true' : 'false',
    ring_pattern: pattern,
    held_since: heldSince,
  }));
  return rows.length ? rows : [holder];
}

/** The third location has numbers, but no workspace. */
function numberRows(numbers: Draft['numbers'], known: Draft['known'], ids: Ids): Row[] {
  const withMain = new Set<number>();
  return numbers.map(({ location, state, isMain }) => {
    const isFirst = location !== undefined && isMain && !withMain.has(location);
    if (isFirst) withMain.add(location);
    return {
      ...ids.organization(known),
      location_id: location === undefined ? '' : ids.uuid('location', location),
      phone_number: ids.number(),
      state,
      main_number: String(isFirst),
    };
  });
}

/** Ids and numbers that no other company has. */
class Ids {
  private taken = 0;
  /** Of the company's first number, once it is given out. */
  sharedNumber?: string;

  constructor(private readonly company: number) {}

  uuid(kind: 'organization' | 'user' | 'location' | 'workspace', place = 0): string {
    const version = { organization: '4a', user: '4b', location: '4c', workspace: '4d' }[kind];
    return `${hex(this.company, 8)}-0000-${version}00-8000-${hex(place, 12)}`;
  }

  /** As its vendors know it: by one id or by both. */
  organization(known: 'uuid' | 'objectId' | 'both'): Row {
    const [uuid, objectId] = [this.uuid('organization'), `a0${hex(this.company, 22)}`];
    if (known === 'both') return { organization_id: uuid, organization_object_id: objectId };
    return { organization_id: known === 'uuid' ? uuid : objectId };
  }

  objectId(place: number): string {
    return `5f${hex(this.company, 10)}${hex(place, 12)}`;
  }

  number(): string {
    const number = `+1555${String(this.company * 100 + this.taken++).padStart(7, '0')}`;
    this.sharedNumber ??= number;
    return number;
  }

  extension(): string {
    return String(100 + this.taken++);
  }
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
