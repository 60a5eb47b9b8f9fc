import { day, type Place, type World } from './world.js';
import type { RecordDatabase } from '../record-database.js';

// Numbers that have been in two places: each shows of itself what was there while it was there, and no more.

/** While these numbers were still where they came from. */
export const IN_THE_PAST = day(3).toISOString();

export async function layPasts(world: World, database: RecordDatabase): Promise<void> {
  const [here, there] = [world.place('home'), world.place('elsewhere at home')];
  const ways: [Place, Place][] = [
    [here, there],
    [there, here],
    [world.place('customer'), world.place('stranger')],
  ];
  for (const other of ['customer', 'stranger'].map((what) => world.place(what))) {
    ways.push([here, other], [other, here]);
  }
  // That a number is out of service is known only to those whose it is.
  world.place('stranger').marks.push('INACTIVE');
  for (const [from, to] of ways) {
    await layPassed(world, database, from, to);
    if (from.name !== to.name) await layMoved(world, database, from, to);
  }
  await layHeldElsewhere(world, there, here);
}

/** The number was somebody's there, and is somebody else's here. */
async function layPassed(world: World, database: RecordDatabase, from: Place, to: Place): Promise<void> {
  const number = world.newNumber();
  const [leaver, joiner] = [await world.person(from, from.location), await world.person(to, to.location)];
  from.marks.push(leaver.objectId);
  to.marks.push(joiner.objectId);
  const old = { number, held_since: day(2), is_default: false, opened_by: await world.change(from, 2) };
  const assignment = await world.rows.providerLine(from.organization, leaver.id, old);
  // To the millisecond its own: when a number was released is known only where it was.
  const at = new Date(day(4).getTime() + world.numbers.length);
  from.marks.push(at.toISOString());
  await world.rows.close(assignment, from.organization, { at, by: await world.change(from, 4) });
  await give(database, number, to);
  const line = { number, held_since: day(5), is_default: false, opened_by: await world.change(to, 5) };
  await world.rows.providerLine(to.organization, joiner.id, line);
  add(world, `number of ${from.what} that ${to.what} has`, number, [from, to]);
}

/** Somebody has moved with their number: where they were they are an id from then on, and in no location. */
async function layMoved(world: World, database: RecordDatabase, from: Place, to: Place): Promise<void> {
  const number = world.newNumber();
  const { id } = await world.person({ organization: from.organization, what: to.what }, from.location);
  const line = { number, held_since: day(2), is_default: false, label: `Label<${to.what}>` };
  const old = { ...line, opened_by: await world.change(from, 2) };
  const assignment = await world.rows.providerLine(from.organization, id, old);
  await world.rows.close(assignment, from.organization, { at: day(4), by: await world.change(from, 4) });
  await give(database, number, to);
  const { organization, location } = to;
  await database.query('UPDATE users SET organization_id = $2, location_id = $3 WHERE id = $1', [
    ...[id, organization.id, location],
  ]);
  const next = { ...line, valid_from: day(4), opened_by: await world.change(to, 4) };
  await world.rows.providerLine(organization, id, next);
  add(world, `number of one who moved from ${from.what} to ${to.what}`, number, [{ ...from, location: undefined }, to]);
}

/** A number of the inventory of one location that somebody of another one has. */
async function layHeldElsewhere(world: World, of: Place, by: Place): Promise<void> {
  const number = world.newNumber();
  await world.rows.number(of.organization, number, of.location);
  const { id } = await world.person(by, by.location);
  const line = { number, held_since: day(2), is_default: false, opened_by: await world.change(by, 2) };
  await world.rows.providerLine(by.organization, id, line);
  add(world, `number of ${of.what}, held ${by.what}`, number, [of, by]);
}

function add(world: World, what: string, number: string, of: Place[]): void {
  world.numbers.push({ what, of, ids: of[0]!, number });
}

async function give(database: RecordDatabase, number: string, { what, organization, location }: Place): Promise<void> {
  await database.query('UPDATE phone_numbers SET organization_id = $2, location_id = $3, state = $4 WHERE e164 = $1', [
    ...[number, organization.id, location, what === 'stranger' ? 'INACTIVE' : 'ACTIVE'],
  ]);
}
