import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared, type PreparedStatement } from '../../database/prepared-statement.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';
import type { LockedNumber } from '../assignments/locks.js';

/** Where a free number is looked for. Ids are internal ones. */
export interface Where {
  organizationId: string;
  /** One of the organization's; undefined: anywhere in it. */
  locationId?: string;
  /** Whether numbers that rest count as free. */
  overridesRest: boolean;
}

// The one that has rested longest is the first by an index, and what rests comes last in it: each is looked at only until
// one is found. Numbers of services are nobody's, and a location's main number is not given away unasked.
const next = (inLocation: boolean, waiting: string): string => `
    WITH rested AS MATERIALIZED (
      SELECT CASE WHEN number_rest_days > 0 AND NOT $2::boolean
                  THEN clock_timestamp() - number_rest_days * interval '24 hours' ELSE 'infinity' END AS until
        FROM organizations WHERE id = $1::uuid)
    SELECT n.id, n.e164, n.organization_id AS "organizationId", n.location_id AS "locationId", n.state
      FROM phone_numbers n
     WHERE ${inLocation ? 'n.location_id = $3::uuid' : 'n.organization_id = $1::uuid'}
       AND NOT n.is_held AND n.state = 'ACTIVE' AND n.released_at <= (SELECT until FROM rested)
       AND CASE WHEN NOT n.is_service AND NOT EXISTS (
                  SELECT FROM locations l WHERE l.id = n.location_id AND l.main_phone_number_id = n.id OFFSET 0)
                THEN true END IS NOT NULL
     ORDER BY n.released_at, n.e164 LIMIT 1 FOR NO KEY UPDATE OF n${waiting}`;

const SKIPPING = ' SKIP LOCKED';
const STATEMENTS = {
  organization: [
    preparedStatement('next_number', next(false, SKIPPING)),
    preparedStatement('next_number_awaited', next(false, '')),
  ],
  location: [
    preparedStatement('next_number_in_location', next(true, SKIPPING)),
    preparedStatement('next_number_in_location_awaited', next(true, '')),
  ],
} satisfies Record<string, PreparedStatement[]>;

/**
 * Locks the free number that has rested longest; undefined: there is none. One that somebody else is about to take is
 * passed over, and waited for only where there is no other: it is free again if they are refused.
 */
export async function lockNextNumber(client: ClientBase, where: Where): Promise<LockedNumber | undefined> {
  const { organizationId, locationId, overridesRest } = where;
  const inLocation = locationId !== undefined;
  const values = [organizationId, overridesRest, ...(inLocation ? [locationId] : [])];
  for (const statement of STATEMENTS[inLocation ? 'location' : 'organization']) {
    const [number] = await runPrepared<LockedNumber>(client, statement, values);
    if (number) return number;
  }
  return undefined;
}

const PERSON = preparedStatement(
  'next_number_person',
  `SELECT u.uuid FROM organizations o JOIN users u ON u.organization_id = o.id
    WHERE (o.uuid = $1::uuid OR o.object_id = $2) AND (u.uuid = $3::uuid OR u.object_id = $4) AND u.removed_at IS NULL`,
);

/** The UUID of a user of the organization, not locked: their location is locked before them. */
export async function uuidOfUser(client: ClientBase, organization: OrganizationId, user: UserId) {
  const values = [organization.uuid, organization.objectId, user.uuid, user.objectId];
  return (await runPrepared<{ uuid: string }>(client, PERSON, values))[0]?.uuid;
}
