import type { ClientBase } from 'pg';

// Every writer locks the rows it changes in one order: locations, users, workspaces, (unknown numbers), numbers, each by
// id (frame, section 1, "Writing"). Call these in the order in which they stand here.

/** Locks locations; those of a prefix, a main number or an extension that is about to change. */
export async function lockLocations(client: ClientBase, ids: readonly string[]): Promise<void> {
  await client.query('SELECT id FROM locations WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [ids]);
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

/** Locks users, and answers which of them still are in the organization. */
export async function lockUsers(
  client: ClientBase,
  organizationId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string; here: boolean }>(
    `SELECT id, organization_id = $1 AND removed_at IS NULL AS here
       FROM users WHERE id = ANY($2::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    [organizationId, ids],
  );
  return new Set(rows.filter(({ here }) => here).map(({ id }) => id));
}

/** What a user is once he is locked, removed or not. */
export interface LockedUser {
  id: string;
  objectId: string;
  organizationId: string;
  removedAt: Date | null;
  erasedAt: Date | null;
}

/** Locks one who is in the record, in whichever organization. */
export async function lockUser(client: ClientBase, id: string): Promise<LockedUser> {
  const { rows } = await client.query<LockedUser>(
    `SELECT id, object_id AS "objectId", organization_id AS "organizationId", removed_at AS "removedAt",
            erased_at AS "erasedAt" FROM users WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  return rows[0]!;
}

/** What a workspace is once it is locked; undefined where it has gone meanwhile. */
export interface LockedWorkspace {
  id: string;
  organizationId: string;
  locationId: string;
  name: string | null;
  callingType: string;
  callingLicence: 'professional' | 'common_area' | null;
  distinctiveRingEnabled: boolean;
}

export async function lockWorkspace(client: ClientBase, id: string): Promise<LockedWorkspace | undefined> {
  const { rows } = await client.query<LockedWorkspace>(
    `SELECT id, organization_id AS "organizationId", location_id AS "locationId", name, calling_type AS "callingType",
            calling_licence AS "callingLicence", distinctive_ring_enabled AS "distinctiveRingEnabled"
       FROM workspaces WHERE id = $1 AND removed_at IS NULL FOR NO KEY UPDATE`,
    [id],
  );
  return rows[0];
}

/** Makes the numbers that the record does not know yet, in nobody's inventory, in their order. */
export async function makeNumbers(client: ClientBase, e164s: readonly string[]): Promise<void> {
  await client.query(
    'INSERT INTO phone_numbers (e164) SELECT DISTINCT unnest($1::text[]) AS e164 ORDER BY 1 ON CONFLICT DO NOTHING',
    [e164s],
  );
}

/** A number once it is locked. */
export interface LockedNumber {
  id: string;
  e164: string;
  organizationId: string | null;
  locationId: string | null;
  state: 'ACTIVE' | 'INACTIVE';
}

/** Locks the numbers of these spellings and those of these assignments. */
export async function lockNumbers(
  client: ClientBase,
  e164s: readonly string[],
  assignmentIds: readonly string[] = [],
): Promise<LockedNumber[]> {
  const { rows } = await client.query<LockedNumber>(
    `SELECT id, e164, organization_id AS "organizationId", location_id AS "locationId", state FROM phone_numbers
      WHERE e164 = ANY($1::text[])
         OR id IN (SELECT phone_number_id FROM number_assignments WHERE id = ANY($2::bigint[]))
      ORDER BY id FOR NO KEY UPDATE`,
    [e164s, assignmentIds],
  );
  return rows;
}

/** Locks the numbers of a location that is locked; answers how many they are. */
export async function lockNumbersOfLocation(client: ClientBase, locationId: string): Promise<number> {
  const { rowCount } = await client.query(
    'SELECT FROM phone_numbers WHERE location_id = $1 ORDER BY id FOR NO KEY UPDATE',
    [locationId],
  );
  return rowCount!;
}
