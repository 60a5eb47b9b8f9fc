import { PRINCIPALS, reachesOrganization, reachesPlace, type Principal } from './principals.js';
import { ROWS, type Row } from './routes.js';
import { NOTHING, type OrganizationName, type Place, type Thing, type World } from './world.js';

/** The organization, or the place in it, that a request names. */
export interface Target {
  what: string;
  /** Undefined: there is no such organization. */
  organization?: OrganizationName;
  /** Undefined: the organization alone is meant. */
  place?: Place;
  /** The request has no `orgId`, and so means the caller's own organization. */
  isUnnamed?: true;
}

export interface Cell {
  row: Row;
  caller: Principal;
  target: Target;
  thing: Thing;
  /** Whether the caller may; else the answer is that to `like`. */
  allowed: boolean;
  like: { target: Target; thing: Thing };
}

const NO_TARGET: Target = { what: 'nothing' };
const NEAR = ['home', 'stranger'];
const CROSSING = ['home', 'elsewhere at home', 'customer', 'stranger'];

/** Visible ASCII: that of a request and its repetitions. */
export const keyOf = ({ row, target, thing }: Cell): string =>
  encodeURIComponent([row.tries, target.what, target.isUnnamed, thing.what].join());

export const titleOf = ({ row, caller, target, thing }: Cell): string =>
  `${row.route}${row.tries ? ` (${row.tries})` : ''}: ${caller.what} asks for ${thing.what}${row.names ? ` in ${target.what}` : ''}`;

/** All cells of the table; `later`: the leaving customer has left. */
export function cellsOf(world: World, later: boolean): Cell[] {
  return ROWS.flatMap((row) => PRINCIPALS.flatMap((caller) => cellsOfRow(world, row, caller, later)));
}

function cellsOfRow(world: World, row: Row, caller: Principal, later: boolean): Cell[] {
  const things = [...(row.things?.(world) ?? thingsOf(world, row)), NOTHING];
  return targetsOf(world, row, caller).flatMap((target) =>
    things
      .filter((thing) => isTold(row, caller, target, thing))
      .map((thing) => cellOf(row, { caller, target, thing, later }))
      .filter(({ allowed }) => !allowed || row.done !== undefined),
  );
}

function thingsOf(world: World, row: Row): Thing[] {
  return world.places
    .filter((place) => row.needs?.every((kind) => place[kind]) ?? true)
    .map((place) => ({ what: place.what, of: [place], ids: place, number: place.users }));
}

function targetsOf(world: World, row: Row, caller: Principal): Target[] {
  if (!row.names) return [NO_TARGET];
  const places = thingsOf(world, row).map(({ of: [place] }) => place!);
  // What sticks to a place is about what is in it: who reaches it, the route's other row says.
  const asked = row.sticks ? places.filter(({ what }) => CROSSING.includes(what)) : places;
  const named = asked.map((place) => ({ what: place.what, organization: place.name, place }));
  const own: Target = { what: 'their own organization, unnamed', organization: caller.organization, isUnnamed: true };
  return [...named, NO_TARGET, ...(row.names === 'orgId' && !row.sticks ? [own] : [])];
}

/**
 * Which cells there are: each thing where it is; where the organization that is named is refused, also nothing in it. A thing
 * of each relation where it is not, for those who reach the organization that is named.
 */
function isTold(row: Row, caller: Principal, target: Target, { of, what }: Thing): boolean {
  const isWhereItIs = !row.names || of.includes(target.place!);
  if (!row.lets(caller)) return isWhereItIs && NEAR.includes(what);
  const isReachedAtFirst = isReached(caller, target, { write: row.writes ?? false, later: false });
  if (!of.length) return Boolean(target.place) && !isReachedAtFirst;
  if (!target.organization && !target.isUnnamed) return !row.names || what === 'home';
  return isWhereItIs || ((isReachedAtFirst || target.isUnnamed === true) && CROSSING.includes(what));
}

/** Whether somebody has done it under the same key: the thing is where it is looked for. */
export const isRepeated = ({ row, target, thing, allowed }: Cell): boolean =>
  !allowed && row.writes === true && (!row.names || thing.of.includes(target.place!));

interface Asked {
  caller: Principal;
  target: Target;
  thing: Thing;
  later: boolean;
}

function cellOf(row: Row, { caller, target, thing, later }: Asked): Cell {
  const reach = { write: row.writes ?? false, later };
  const cell = { row, caller, target, thing };
  const toNobody = { target: NO_TARGET, thing: NOTHING };
  if (!row.lets(caller)) return { ...cell, allowed: false, like: toNobody };
  const isTarget =
    !row.names ||
    (row.sticks ? target.place && reachesPlace(caller, target.place, reach) : isReached(caller, target, reach));
  const isThere =
    !row.names || thing.of.some((place) => (row.sticks ? place === target.place : place.name === target.organization));
  const reaches = (place: Place): boolean =>
    row.isOfOrganization ? reachesOrganization(caller, place.name, reach) : reachesPlace(caller, place, reach);
  const allowed = Boolean(isTarget) && isThere && thing.of.some(reaches);
  // Of an organization within reach it is told that it has no such thing; of all others, the same as of none.
  const isOfReached = row.names && (target.isUnnamed || isReached(caller, target, reach));
  return { ...cell, allowed, like: isOfReached ? { target, thing: NOTHING } : toNobody };
}

const isReached = (caller: Principal, { organization }: Target, reach: { write: boolean; later: boolean }): boolean =>
  organization !== undefined && reachesOrganization(caller, organization, reach);
