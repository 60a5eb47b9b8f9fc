import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { endLines } from '../assignments/line-writer.js';
import { lockNumbers, lockUser } from '../assignments/locks.js';
import type { ChangedBy } from '../record/record-change.js';
import { giveUpLicences, holdLocationsOf } from './holders.queries.js';

const REMOVE = preparedStatement('remove_user', 'UPDATE users SET removed_at = $2 WHERE id = $1');

/** For whom a user is removed; undefined: for the record's operators, wherever the user is. Ids are internal ones. */
export interface RemovedFor {
  organizationId: string;
  callerId: string;
}

/**
 * Marks the user as removed and ends all that they hold; their numbers stay in the inventory, and nobody has their
 * licences. Answers how many assignments ended; undefined: they had been removed before, or are in another organization.
 * Throws ClockBehind.
 */
export async function removeUser(
  client: ClientBase,
  userId: string,
  by: ChangedBy,
  removedFor?: RemovedFor,
): Promise<number | undefined> {
  const linesOnceLocked = await holdLocationsOf(client, userId);
  const { objectId, organizationId, removedAt } = await lockUser(client, userId);
  if (removedAt || (removedFor && removedFor.organizationId !== organizationId)) return undefined;
  const lines = (await linesOnceLocked()).map((line) => line.id);
  await lockNumbers(client, [], lines);
  const isPartner = removedFor !== undefined && removedFor.callerId !== organizationId;
  const otherOrganizationId = isPartner ? removedFor.callerId : undefined;
  const change = { ...by, action: 'user.remove', organizationId, otherOrganizationId, details: { userId: objectId } };
  const at = await endLines(client, lines, change);
  await giveUpLicences(client, userId);
  await runPrepared(client, REMOVE, [userId, at]);
  return lines.length;
}
