import type { ClientBase } from 'pg';
import { ChangedBeforeLock } from '../../database/driver-error.js';
import { OrganizationNotReachable, PersonNotFound } from '../record/record.errors.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';
import type { LineHolder } from './line-holder.js';
import { lockLocations, lockUser } from './locks.js';
import { reachedPerson, type ReachedPersonRow } from './person-lines.queries.js';

/** A person whom the caller may change, locked together with the location that they are in, if they are in one. */
export type HeldPerson = ReachedPersonRow & { userId: string };

/**
 * Locks the person and before them their location, because an extension is the location's. What it answers, the
 * caller's reach included, was read under the locks. Throws OrganizationNotReachable, PersonNotFound.
 */
export async function holdPerson(client: ClientBase, personUuid: string, reach: Reach): Promise<HeldPerson> {
  const { userId, locationId } = await reachPerson(client, personUuid, reach);
  if (locationId) await lockLocations(client, [locationId]);
  await lockUser(client, userId);
  const person = await reachPerson(client, personUuid, reach);
  // To lock the other location now would be out of order.
  if (person.locationId !== locationId) throw new ChangedBeforeLock();
  return person;
}

/** The person as the caller reaches them now, not locked. Throws OrganizationNotReachable, PersonNotFound. */
export async function reachPerson(client: ClientBase, personUuid: string, reach: Reach): Promise<HeldPerson> {
  const found = await reachedPerson(client, personUuid, reach);
  // One's own organization is never refused, even where the record does not know it: then it has no person.
  if (!found && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
  if (!found?.userId) throw new PersonNotFound();
  return { ...found, userId: found.userId };
}

/** The person as one that holds lines of the location. */
export function asPersonLineHolder({ userId, objectId, ...person }: HeldPerson, locationId: string): LineHolder {
  return { ...person, locationId, kind: 'user', holderId: userId, subject: { userId: objectId } };
}
