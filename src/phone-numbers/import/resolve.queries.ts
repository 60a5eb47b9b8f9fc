import type { ClientBase } from 'pg';

// `wanted`: the staged rows, met with what the record knows of them. `replaced`: the current assignments about which
// the file says the whole truth, so that what it does not list of them ends.

const WANTED = `
DROP TABLE IF EXISTS wanted;
CREATE TEMP TABLE wanted AS
SELECT s."row", s.answer, s.kind, s.location_id, s.routing_prefix, s.e164, s.extension, s.line, s.provider,
       s.receives_calls, s.is_default, s.label, s.ring_pattern, s.list_position,
       coalesce(ou.id, oo.id) AS organization_id,
       -- the same for every spelling, also of an organization or holder that is not in the record yet
       coalesce(ou.uuid, oo.uuid, s.organization_uuid, s.organization_derived_id::uuid) AS organization_key,
       coalesce(uu.id, uo.id, w.id) AS holder_id,
       coalesce(uu.uuid, uo.uuid, w.id, s.holder_uuid, s.holder_derived_id::uuid) AS holder_key,
       coalesce(uu.organization_id, uo.organization_id, w.organization_id) AS holder_organization_id,
       coalesce(uu.erased_at, uo.erased_at) AS erased_at,
       l.organization_id AS location_organization_id,
       p.id AS phone_number_id,
       p.organization_id AS number_organization_id,
       p.location_id AS number_location_id
  FROM staged s
  LEFT JOIN organizations ou ON ou.uuid = s.organization_uuid
  LEFT JOIN organizations oo ON oo.object_id = s.organization_object_id
  LEFT JOIN users uu ON s.kind = 'user' AND uu.uuid = s.holder_uuid
  LEFT JOIN users uo ON s.kind = 'user' AND uo.object_id = s.holder_object_id
  LEFT JOIN workspaces w ON s.kind = 'workspace' AND w.id = s.holder_uuid
  LEFT JOIN locations l ON l.id = s.location_id
  LEFT JOIN phone_numbers p ON p.e164 = s.e164;
ANALYZE wanted`;

// The organizations face knows a user's provider lines only, so his calling lines are not its to end.
const REPLACED = `
DROP TABLE IF EXISTS replaced;
CREATE TEMP TABLE replaced AS
SELECT a.* FROM number_assignments a
 WHERE a.valid_to IS NULL AND a.provider IS NOT NULL
   AND a.user_id IN (SELECT holder_id FROM wanted WHERE kind = 'user')
UNION ALL
SELECT a.* FROM number_assignments a
 WHERE a.valid_to IS NULL AND a.workspace_id IN (SELECT holder_id FROM wanted WHERE kind = 'workspace');
ANALYZE replaced`;

/** Looks up anew what the record knows of the staged rows. */
export async function resolve(client: ClientBase): Promise<void> {
  await client.query(WANTED);
  await client.query(REPLACED);
}

/**
 * Takes the lock under which two imports of one organization exclude each other, until the session ends.
 * Answers whether it was to be had for every organization of the file.
 */
export async function claimOrganizations(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ claimed: boolean }>(`
    SELECT pg_try_advisory_lock(hashtextextended('linebook import ' || organization_key, 0)) AS claimed
      FROM (SELECT DISTINCT organization_key FROM wanted ORDER BY 1) o`);
  return rows.every(({ claimed }) => claimed);
}
