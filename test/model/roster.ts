import { uuidOfObjectId } from '../../src/ids/derived-id.js';
import type { Provider } from './calls.js';

export interface Person {
  objectId: string;
  uuid: string;
  organization: string;
  /** Null: unknown to the record. */
  name: string | null;
  email: string | null;
  /** UUID. */
  location: string | null;
  /** For calling. */
  isLicensed: boolean;
}

/** A line that was laid out by hand. Instants are days before the scene. */
export interface LaidOut {
  /** objectId of a person, or UUID of the workspace. */
  holder: string;
  number: string | null;
  /** Null: a calling line, their primary. */
  provider: Provider | null;
  extension?: string;
  from: number;
  to?: number;
}

/** Who and what there is before the first call; the same for every scene but for its ids and numbers. */
export interface Roster {
  /** objectIds: two that exist, and one that does not. */
  organizations: readonly [string, string, string];
  /** UUIDs of the first two's. */
  locations: readonly [string, string];
  licences: readonly [string, string];
  /** Four of the first organization, two of the second; the seventh does not exist. */
  people: readonly Person[];
  /** Twenty: nine unknown to the record, and eleven that it has placed. */
  numbers: readonly string[];
  placed: readonly { number: string; organization: string; location: string | null }[];
  lines: readonly LaidOut[];
  /** Of the first organization and its location. */
  workspace: { id: string; name: string };
  /** How many days the second organization lets numbers rest; the first one does not. */
  restDays: number;
}

export const DAY_MS = 86_400_000;

const PEOPLE = [
  ['Sam Patel', 'sam@acme.example', { location: true, licence: true }],
  ['Lee', 'lee@acme.example', { location: true, licence: true }],
  [null, null, { location: true, licence: false }],
  ['Kim', null, { location: false, licence: false }],
  ['Bo', 'bo@other.example', { location: true, licence: true }],
  ['Ann', 'ann@other.example', { location: false, licence: false }],
  ['Nobody', null, { location: false, licence: false }],
] as const;

/** The roster of scene `n`, 0 to 65,535. */
export function rosterOf(n: number): Roster {
  const id = (last: number): string => `5f7b1c2e8a1d4e0000${n.toString(16).padStart(4, '0')}${last.toString(16)}`;
  const uuid = (kind: number): string => `00000000-0000-4000-80${kind}0-${n.toString(16).padStart(12, '0')}`;
  const organizations = [id(0xa0), id(0xb0), id(0xf0)] as const;
  const locations = [uuid(1), uuid(2)] as const;
  const numbers = Array.from(
    { length: 20 },
    (_, i) => `+1416${String(n).padStart(5, '0')}${String(i).padStart(2, '0')}`,
  );
  const people = PEOPLE.map(([name, email, { location, licence }], i) => {
    // Not in the order of the list, so that a list sorted by chance is seen.
    const objectId = id(0x10 + ((i * 5) % 7));
    const home = i < 4 ? 0 : i < 6 ? 1 : 2;
    const place = location ? locations[home as 0 | 1] : null;
    const ids = { objectId, uuid: uuidOfObjectId(objectId), organization: organizations[home] };
    return { ...ids, name, email, location: place, isLicensed: licence };
  });
  const workspace = { id: uuid(0), name: 'Lobby' };
  return {
    ...{ organizations, locations, people, numbers, workspace, restDays: 30 },
    licences: [uuid(3), uuid(4)],
    placed: placedOf(numbers, organizations, locations),
    lines: linesOf(numbers, people, workspace.id),
  };
}

function placedOf(
  numbers: readonly string[],
  [first, second]: readonly string[],
  [here, there]: readonly string[],
): Roster['placed'] {
  const of = (i: number, organization = first!, location: string | null = null) => ({
    number: numbers[i]!,
    organization,
    location,
  });
  return [
    ...[of(9), of(10, second), of(11, first, here), of(12, first, here), of(13, first, here), of(14, first, here)],
    ...[of(15, second, there), of(16, first, here), of(17), of(18, second, there), of(19, second)],
  ];
}

function linesOf(numbers: readonly string[], people: readonly Person[], workspace: string): LaidOut[] {
  const of = (holder: string, i: number | null, line: Partial<LaidOut> = {}): LaidOut => ({
    ...{ holder, number: i === null ? null : numbers[i]!, provider: 'twilio' as const, from: 0 },
    ...line,
  });
  const [, lee, nameless, kim, bo, ann] = people.map(({ objectId }) => objectId);
  return [
    // Those who have had them 10 days ago and 40 days ago last: one rests for 30 days, the other one has rested.
    ...[of(kim!, 17, { from: 50, to: 40 }), of(ann!, 19, { from: 50, to: 40 })],
    ...[of(kim!, 16, { from: 20, to: 10 }), of(ann!, 18, { from: 20, to: 10 })],
    ...[of(bo!, 10, { provider: 'sinch' }), of(workspace, 11, { provider: null })],
    of(lee!, null, { provider: null, extension: '101' }),
    of(nameless!, null, { provider: null, extension: '102' }),
  ];
}
