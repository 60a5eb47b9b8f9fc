import type { ClientBase } from 'pg';
import { ChangedBeforeLock } from '../../database/driver-error.js';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import type { UserId } from '../../ids/user-id.js';
import { lockLocations } from '../assignments/locks.js';

/** The internal id of a user of any organization, removed or not. Undefined: the record does not know them. */
export async function findAnyUser(client: ClientBase, { uuid, objectId }: UserId): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM users WHERE uuid = $1::uuid OR object_id = $2', [
    uuid,
    objectId,
  ]);
  return rows[0]?.id;
}

/** A line that a user or workspace has now. */
export interface HeldLine {
  /** The assignment's. */
  id: string;
  isCallingLine: boolean;
  /** Of the line or its number. */
  locationIds: string[];
}

const HELD_LINES = preparedStatement(
  'held_lines',
  `SELECT a.id, a.line IS NOT NULL AS "isCallingLine", array_remove(ARRAY[a.location_id, n.location_id], NULL) AS "locationIds"
     FROM number_assignments a LEFT JOIN phone_numbers n ON n.id = a.phone_number_id
    WHERE a.holder_id = $1 AND a.valid_to IS NULL ORDER BY a.id`,
);

/** They stay as they are while the holder is locked, but for where their numbers are. */
export async function heldLines(client: ClientBase, holderId: string): Promise<HeldLine[]> {
  return runPrepared(client, HELD_LINES, [holderId]);
}

/**
 * Locks the locations of what the holder has, which come before the holder in the order; answers what must be called
 * once the holder is locked: it reads the lines again, and throws ChangedBeforeLock where they are of other locations
 * by then.
 */
export async function holdLocationsOf(client: ClientBase, holderId: string): Promise<() => Promise<HeldLine[]>> {
  const held = new Set(locationsOf(await heldLines(client, holderId)));
  await lockLocations(client, [...held]);
  return async () => {
    const lines = await heldLines(client, holderId);
    // To lock another location now would be out of order.
    if (locationsOf(lines).some((id) => !held.has(id))) throw new ChangedBeforeLock();
    return lines;
  };
}

const GIVE_UP_LICENCES = preparedStatement('give_up_licences', 'DELETE FROM user_licences WHERE user_id = $1');

/** The licences are the organization's: who leaves it uses none of their units any more. The user is locked. */
export async function giveUpLicences(client: ClientBase, userId: string): Promise<void> {
  await runPrepared(client, GIVE_UP_LICENCES, [userId]);
}

const locationsOf = (lines: readonly HeldLine[]): string[] => lines.flatMap(({ locationIds }) => locationIds);
