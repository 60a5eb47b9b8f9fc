import { createHash } from 'node:crypto';

// What a record of the benchmarks holds. Every id follows from a running number, so that a case can ask for it.

/** Rows per location and organization that the benchmarks ask for by name. */
export type Named = 'five' | 'twenty' | 'thousand' | 'hundredThousand' | 'million' | 'longHistory' | 'shortHistory';

export interface PlannedOrganization {
  /** Its running number; its ids follow from it. */
  index: number;
  name?: Named;
  firstUser: number;
  users: number;
  /** The first of its numbers: those of users, those of workspaces, then free ones. */
  firstNumber: number;
  /** Current numbers of users. */
  lines: number;
  firstWorkspace: number;
  workspaces: number;
  free: number;
}

export interface RecordPlan {
  name: RecordName;
  organizations: PlannedOrganization[];
  /** Closed rows, all together. */
  closedRows: number;
  /** Intervals of the number with the long history; 0: there is none. */
  intervals: number;
}

const LINES_PER_WORKSPACE = 2;
const FREE_NUMBERS = 10;
/** Customers of the partner, which is the last organization. */
export const PARTNERS_CUSTOMERS = 50;

interface Size {
  organizations: number;
  users: number;
  workspaces: number;
  /** Current rows; as many are closed. */
  rows: number;
  intervals: number;
  named: Partial<Record<Named, { lines: number; users: number }>>;
}

const FIVE = { five: { lines: 5, users: 5 } };
const HISTORIES = { longHistory: { lines: 5, users: 5 }, shortHistory: { lines: 5, users: 5 } };
const LISTS = { ...FIVE, twenty: { lines: 20, users: 20 }, thousand: { lines: 1_000, users: 1_000 }, ...HISTORIES };

/** Others' numbers around an organization of five. */
const around = (rows: number): Size => ({
  organizations: Math.max(4, Math.ceil(rows / 200)),
  users: Math.ceil(rows * 0.3),
  workspaces: Math.ceil(rows / 20),
  rows,
  intervals: 0,
  named: FIVE,
});

const SIZES = {
  large: {
    organizations: 10_000,
    users: 600_000,
    workspaces: 100_000,
    rows: 2_000_000,
    intervals: 10_000,
    named: {
      ...LISTS,
      hundredThousand: { lines: 100_000, users: 33_334 },
      million: { lines: 1_000_000, users: 333_334 },
    },
  },
  small: {
    organizations: 500,
    users: 30_000,
    workspaces: 5_000,
    rows: 100_000,
    intervals: 10_000,
    named: {
      ...LISTS,
      hundredThousand: { lines: 5_000, users: 1_667 },
      million: { lines: 50_000, users: 16_667 },
    },
  },
  // An organization of five, and a partner beside it.
  empty: { organizations: 2, users: 6, workspaces: 2, rows: 9, intervals: 0, named: FIVE },
  hundred: around(100),
  thousand: around(1_000),
  tenThousand: around(10_000),
  hundredThousand: around(100_000),
} satisfies Record<string, Size>;

export type RecordName = keyof typeof SIZES;

/** How many current rows a record has. */
export const rowsOf = (name: RecordName): number => SIZES[name].rows;

export function planOf(name: RecordName): RecordPlan {
  const { organizations: count, users, workspaces, rows, intervals, named }: Size = SIZES[name];
  const given = Object.entries(named) as [Named, { lines: number; users: number }][];
  const others = count - given.length;
  const othersUsers = users - total(given.map(([, size]) => size.users));
  // One workspace is that of the organization of five.
  const othersWorkspaces = workspaces - 1;
  const othersLines = rows - total(given.map(([, size]) => size.lines)) - LINES_PER_WORKSPACE * workspaces;
  const organizations: PlannedOrganization[] = [];
  let [firstUser, firstNumber, firstWorkspace] = [0, 0, 0];
  const add = (size: { lines: number; users: number; workspaces: number; name?: Named }): void => {
    organizations.push({
      ...{ index: organizations.length, name: size.name, users: size.users, lines: size.lines },
      ...{ workspaces: size.workspaces, free: FREE_NUMBERS, firstUser, firstNumber, firstWorkspace },
    });
    firstUser += size.users;
    firstNumber += size.lines + LINES_PER_WORKSPACE * size.workspaces + FREE_NUMBERS;
    firstWorkspace += size.workspaces;
  };
  for (const [name, size] of given) add({ ...size, workspaces: name === 'five' ? 1 : 0, name });
  for (let i = 0; i < others; i++) {
    const share = (of: number): number => Math.floor(((i + 1) * of) / others) - Math.floor((i * of) / others);
    add({ users: share(othersUsers), lines: share(othersLines), workspaces: share(othersWorkspaces) });
  }
  return { name, organizations, closedRows: rows, intervals };
}

const total = (numbers: number[]): number => numbers.reduce((sum, number) => sum + number, 0);

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const asUuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

// The same as what fill-record.ts says in SQL.
export const organizationUuid = (index: number): string => asUuid(md5(`organization uuid ${index}`));
export const organizationObjectId = (index: number): string => md5(`organization object ${index}`).slice(0, 24);
export const locationUuid = (index: number): string => asUuid(md5(`location ${index}`));
export const userObjectId = (user: number): string => md5(`user object ${user}`).slice(0, 24);
export const workspaceUuid = (workspace: number): string => asUuid(md5(`workspace ${workspace}`));
export const e164 = (number: number): string => `+49${3_000_000_000 + number}`;

/** The user and provider of a user's number, by its place in the organization. */
export function holderOf({ firstUser, users }: PlannedOrganization, line: number) {
  const provider = ['twilio', 'sinch', 'textgrid'][Math.floor(line / users) % 3]!;
  return { user: userObjectId(firstUser + (line % users)), provider };
}
