import type { ClientBase } from 'pg';
import { runPrepared } from '../../database/prepared-statement.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';
import type { Provider } from '../record/number-assignment.entity.js';

/** A user of an organization, by internal ids. */
export interface FoundUser {
  id: string;
  objectId: string;
  organizationId: string;
  organizationUuid: string;
  organizationObjectId: string;
}

const USER = {
  name: 'user_of_organization',
  text: `
    SELECT u.id, u.object_id AS "objectId", o.id AS "organizationId",
           o.uuid AS "organizationUuid", o.object_id AS "organizationObjectId"
      FROM organizations o JOIN users u ON u.organization_id = o.id
     WHERE (o.uuid = $1::uuid OR o.object_id = $2) AND (u.uuid = $3::uuid OR u.object_id = $4) AND u.removed_at IS NULL`,
};

/** Unlocked; `lockUsers` says whether he is still there. */
export async function findUser(
  client: ClientBase,
  organization: OrganizationId,
  user: UserId,
): Promise<FoundUser | undefined> {
  const values = [organization.uuid, organization.objectId, user.uuid, user.objectId];
  return (await runPrepared<FoundUser>(client, USER, values))[0];
}

const REPLACED = {
  name: 'provider_lines_replaced',
  text: `
    SELECT a.id FROM number_assignments a LEFT JOIN phone_numbers n ON n.id = a.phone_number_id
     WHERE a.user_id = $1 AND a.valid_to IS NULL AND a.provider IS NOT NULL AND (a.provider = $2 OR n.e164 = $3)
    UNION
    SELECT a.id FROM number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id
     WHERE a.user_id = $4 AND a.valid_to IS NULL AND a.provider IS NOT NULL AND a.receives_calls AND n.e164 = $3
     ORDER BY id`,
};

/**
 * The current lines that end, or are edited, when the user gets the number at the provider: all that he has there, and
 * the number wherever else he has it; and what receives the number's calls for the one that he takes over from.
 */
export async function replacedLines(
  client: ClientBase,
  userId: string,
  provider: Provider,
  e164?: string,
  takenOverFromId?: string,
): Promise<string[]> {
  const rows = await runPrepared<{ id: string }>(client, REPLACED, [userId, provider, e164, takenOverFromId]);
  return rows.map(({ id }) => id);
}

/** Whether the user receives the number's calls now. */
export async function receives(client: ClientBase, userId: string, e164: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id
      WHERE a.user_id = $1 AND n.e164 = $2 AND a.valid_to IS NULL AND a.receives_calls AND a.provider IS NOT NULL`,
    [userId, e164],
  );
  return rowCount! > 0;
}
