import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';

// Every writer locks the rows it changes in one order: locations, users, workspaces, (unknown numbers), numbers, each by
// id (frame, section 1, "Writing"). Call these in the order in which they stand here.

const LOCK_LOCATIONS = preparedStatement(
  'lock_locations',
  'SELECT id FROM locations WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
);

/** Locks locations; those of a prefix, a main number or an extension that is about to change. */
export async function lockLocations(client: ClientBase, ids: readonly string[]): Promise<void> {
  await runPrepared(client, LOCK_LOCATIONS, [ids]);
}

/** What a location is once it is locked, removed or not. */
export interface LockedLocation {
  organizationId: string;
  removedAt: Date | null;
}

export async function lockLocation(client: ClientBase, id: string): Promise<LockedLocation | undefined> {
  const { rows } = await client.query<LockedLocation>(
    `SELECT organization_id AS "organizationId", removed_at AS "removedAt"
       FROM locations WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  return rows[0];
}

/** A user of an organization. `id` and `organizationId` are internal ids. */
export interface UserOfOrganization {
  id: string;
  uuid: string;
  objectId: string;
  organizationId: string;
  organizationUuid: string;
  organizationObjectId: string;
}

const LOCK_USERS_OF = preparedStatement(
  'lock_users_of_organization',
  `
    SELECT u.id, u.uuid, u.object_id AS "objectId", o.id AS "organizationId", o.uuid AS "organizationUuid",
           o.object_id AS "organizationObjectId"
      FROM organizations o JOIN users u ON u.organization_id = o.id
     WHERE (o.uuid = $1::uuid OR o.object_id = $2) AND (u.uuid = ANY($3::uuid[]) OR u.object_id = ANY($4::text[]))
       AND u.removed_at IS NULL
     ORDER BY u.id FOR NO KEY UPDATE OF u`,
);

/** Locks those of the users who are in the organization, once they are locked. */
export async function lockUsersOf(
  client: ClientBase,
  organization: OrganizationId,
  users: readonly UserId[],
): Promise<UserOfOrganization[]> {
  const uuids = users.map(({ uuid }) => uuid).filter(Boolean);
  const objectIds = users.map(({ objectId }) => objectId).filter(Boolean);
  return runPrepared(client, LOCK_USERS_OF, [organization.uuid, organization.objectId, uuids, objectIds]);
}

/** What a user is once they are locked, removed or not. */
export interface LockedUser {
  id: string;
  objectId: string;
  organizationId: string;
  removedAt: Date | null;
  erasedAt: Date | null;
}

const LOCK_USER = preparedStatement(
  'lock_user',
  `SELECT id, object_id AS "objectId", organization_id AS "organizationId", removed_at AS "removedAt",
          erased_at AS "erasedAt" FROM users WHERE id = $1 FOR NO KEY UPDATE`,
);

/** Locks one who is in the record, in whichever organization. */
export async function lockUser(client: ClientBase, id: string): Promise<LockedUser> {
  return (await runPrepared<LockedUser>(client, LOCK_USER, [id]))[0]!;
}

const LOCK_USERS = preparedStatement(
  'lock_users',
  'SELECT id FROM users WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
);

/** Locks users of whichever organization, removed or not. */
export async function lockUsers(client: ClientBase, ids: readonly string[]): Promise<void> {
  await runPrepared(client, LOCK_USERS, [ids]);
}

const LOCK_WORKSPACES = preparedStatement(
  'lock_workspaces',
  'SELECT id FROM workspaces WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
);

/** Locks workspaces of whichever organization, removed or not. */
export async function lockWorkspaces(client: ClientBase, ids: readonly string[]): Promise<void> {
  await runPrepared(client, LOCK_WORKSPACES, [ids]);
}

/** What a workspace is once it is locked; undefined where it has gone meanwhile. */
export interface LockedWorkspace {
  id: string;
  organizationId: string;
  locationId: string | null;
  name: string | null;
  callingType: string;
  callingLicence: 'professional' | 'common_area' | null;
  distinctiveRingEnabled: boolean;
}

const LOCK_WORKSPACE = preparedStatement(
  'lock_workspace',
  `SELECT id, organization_id AS "organizationId", location_id AS "locationId", name, calling_type AS "callingType",
          calling_licence AS "callingLicence", distinctive_ring_enabled AS "distinctiveRingEnabled"
     FROM workspaces WHERE id = $1 AND removed_at IS NULL FOR NO KEY UPDATE`,
);

export async function lockWorkspace(client: ClientBase, id: string): Promise<LockedWorkspace | undefined> {
  return (await runPrepared<LockedWorkspace>(client, LOCK_WORKSPACE, [id]))[0];
}

const MAKE_NUMBERS = preparedStatement(
  'make_numbers',
  'INSERT INTO phone_numbers (e164) SELECT DISTINCT unnest($1::text[]) AS e164 ORDER BY 1 ON CONFLICT DO NOTHING',
);

/** Makes the numbers that the record does not know yet, in nobody's inventory, in their order. */
export async function makeNumbers(client: ClientBase, e164s: readonly string[]): Promise<void> {
  await runPrepared(client, MAKE_NUMBERS, [e164s]);
}

/** A number once it is locked. */
export interface LockedNumber {
  id: string;
  e164: string;
  organizationId: string | null;
  locationId: string | null;
  state: 'ACTIVE' | 'INACTIVE';
}

// Both ways to the numbers by an index each: an OR of the two conditions reads the whole table.
const LOCK_NUMBERS = preparedStatement(
  'lock_numbers',
  `SELECT id, e164, organization_id AS "organizationId", location_id AS "locationId", state FROM phone_numbers
    WHERE id = ANY (ARRAY(SELECT id FROM phone_numbers WHERE e164 = ANY($1::text[])
                          UNION
                          SELECT a.phone_number_id FROM unnest($2::bigint[]) i (id)
                            JOIN LATERAL (SELECT * FROM number_assignments WHERE id = i.id OFFSET 0) a ON true))
    ORDER BY id FOR NO KEY UPDATE`,
);

/** Locks the numbers of these spellings and those of these assignments. */
export function lockNumbers(
  client: ClientBase,
  e164s: readonly string[],
  assignmentIds: readonly string[] = [],
): Promise<LockedNumber[]> {
  return runPrepared(client, LOCK_NUMBERS, [e164s, assignmentIds]);
}
