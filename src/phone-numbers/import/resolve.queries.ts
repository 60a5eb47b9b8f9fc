import type { ClientBase } from 'pg';

// `wanted`: the staged rows, met with what the record knows of them. `replaced`: the current assignments in whose place
// they stand: all about which an answer says the whole truth, so that what it does not list of them ends; of a CSV's
// rows, which stand in no answer, the very lines that they name, so that nothing ends. A mirror is the whole truth about
// its organizations, too: `mirrored` says whose lines of which kind it lists.

// A line's position counts within its holder, so that a file which lists other holders, too, puts it in no other place.
const WANTED = `
DROP TABLE IF EXISTS wanted;
CREATE TEMP TABLE wanted AS
SELECT t.*, CASE WHEN t.place IS NOT NULL THEN
       row_number() OVER (PARTITION BY t.kind, t.holder_key, t.place IS NULL ORDER BY t."row")::integer - 1 END AS list_position
  FROM (
SELECT s."row", s.answer, s.kind, s.lists, s.location_id, s.routing_prefix, s.e164, s.extension, s.line, s.provider,
       s.receives_calls, s.is_default, s.label, s.ring_pattern, s.list_position AS place, s.held_since,
       s.number_state, s.is_main_number, s.key_fault,
       coalesce(ou.id, oo.id, od.id) AS organization_id,
       -- the same for every spelling, also of an organization or holder that is not in the record yet
       coalesce(ou.uuid, oo.uuid, od.uuid, s.organization_uuid, s.organization_derived_id::uuid) AS organization_key,
       coalesce(uu.id, uo.id, ud.id, w.id) AS holder_id,
       coalesce(uu.uuid, uo.uuid, ud.uuid, w.id, s.holder_uuid, s.holder_derived_id::uuid) AS holder_key,
       coalesce(uu.organization_id, uo.organization_id, ud.organization_id, w.organization_id) AS holder_organization_id,
       coalesce(uu.erased_at, uo.erased_at, ud.erased_at) AS erased_at,
       -- named by both ids, but the record has them as those of two organizations, or one of them beside another one
       s.organization_uuid IS NOT NULL AND s.organization_object_id IS NOT NULL
         AND coalesce(ou.id, oo.id) IS NOT NULL AND ou.id IS DISTINCT FROM oo.id AS is_torn,
       CASE WHEN s.organization_uuid IS NOT NULL THEN s.organization_object_id END AS stated_object_id,
       l.organization_id AS location_organization_id,
       p.id AS phone_number_id,
       p.organization_id AS number_organization_id,
       p.location_id AS number_location_id
  FROM staged s
  LEFT JOIN organizations ou ON ou.uuid = s.organization_uuid
  LEFT JOIN organizations oo ON oo.object_id = s.organization_object_id
  -- one that is known by the other id only, from which this one is derived
  LEFT JOIN organizations od ON ou.id IS NULL AND oo.id IS NULL AND od.object_id = s.organization_derived_id
  LEFT JOIN users uu ON s.kind = 'user' AND uu.uuid = s.holder_uuid
  LEFT JOIN users uo ON s.kind = 'user' AND uo.object_id = s.holder_object_id
  LEFT JOIN users ud ON uu.id IS NULL AND uo.id IS NULL AND s.kind = 'user' AND ud.object_id = s.holder_derived_id
  LEFT JOIN workspaces w ON s.kind = 'workspace' AND w.id = s.holder_uuid
  LEFT JOIN locations l ON l.id = s.location_id
  LEFT JOIN phone_numbers p ON p.e164 = s.e164) t;
ANALYZE wanted`;

// A location that was removed comes back with the prefix that it had, where the file says none.
const REVIVED_PREFIXES = `
UPDATE wanted w SET routing_prefix = l.routing_prefix FROM locations l
 WHERE l.id = w.location_id AND l.removed_at IS NOT NULL
   AND NOT EXISTS (SELECT FROM wanted s WHERE s.location_id = l.id AND s.routing_prefix IS NOT NULL)`;

// The line that a CSV's row names, if its holder has it: the same number at the same provider or, without a number, the
// same extension (plan.ts).
const SAME_LINES = `
DROP TABLE IF EXISTS same_lines;
CREATE TEMP TABLE same_lines AS
SELECT w."row", a.id FROM wanted w JOIN number_assignments a
    ON a.phone_number_id = w.phone_number_id AND a.holder_id = w.holder_id AND a.provider IS NOT DISTINCT FROM w.provider
 WHERE w.answer IS NULL AND a.valid_to IS NULL
UNION ALL
SELECT w."row", a.id FROM wanted w JOIN number_assignments a
    ON a.holder_id = w.holder_id AND a.extension = w.extension AND a.phone_number_id IS NULL
 WHERE w.answer IS NULL AND w.e164 IS NULL AND a.valid_to IS NULL;
ANALYZE same_lines`;

// An empty cell leaves a line as it is. Since when it is held is not the file's to say any more.
const KEPT = `
UPDATE wanted w SET is_default = coalesce(w.is_default, a.is_default), label = coalesce(w.label, a.label),
       receives_calls = coalesce(w.receives_calls, a.receives_calls), line = coalesce(w.line, a.line),
       extension = coalesce(w.extension, a.extension), list_position = a.list_position, held_since = NULL
  FROM same_lines s JOIN number_assignments a USING (id)
 WHERE s."row" = w."row" AND (w.e164 IS NOT NULL OR w.extension IS NOT NULL)`;

// What a new line is where the file does not say it (organizations contract, rule 23); a number without a word of it
// does not become somebody's primary.
const FILLED_IN = `
UPDATE wanted SET is_default = coalesce(is_default, false), receives_calls = coalesce(receives_calls, true)
 WHERE answer IS NULL AND kind = 'user' AND provider IS NOT NULL AND e164 IS NOT NULL AND (is_default IS NULL OR receives_calls IS NULL);
UPDATE wanted SET line = 'alternate' WHERE answer IS NULL AND kind = 'workspace' AND e164 IS NOT NULL AND line IS NULL`;

const callingLine = (w: string): string =>
  `${w}.kind = 'user' AND ${w}.provider IS NULL AND (${w}.e164 IS NOT NULL OR ${w}.extension IS NOT NULL)`;

// A person's calling line is where the person is, whom another row puts there, or the record has there.
const LOCATED = `
UPDATE wanted w SET location_id = n.location_id, location_organization_id = l.organization_id
  FROM (SELECT p.holder_key, coalesce(min(p.location_id::text), min(u.location_id::text))::uuid AS location_id
          FROM wanted p LEFT JOIN users u ON u.id = p.holder_id
         WHERE p.holder_key IN (SELECT holder_key FROM wanted c WHERE location_id IS NULL AND ${callingLine('c')})
         GROUP BY 1) n LEFT JOIN locations l ON l.id = n.location_id
 WHERE n.holder_key = w.holder_key AND w.location_id IS NULL AND ${callingLine('w')}`;

// The first line of a person who has no primary is theirs, as it is when the workspaces face gives them one.
const PRIMARIES = `
UPDATE wanted w SET line = CASE WHEN n.place = 1 AND NOT n.has_primary THEN 'primary' ELSE 'alternate' END
  FROM (SELECT x."row", row_number() OVER (PARTITION BY x.holder_key ORDER BY x."row") AS place,
               p.holder_key IS NOT NULL AS has_primary
          FROM wanted x
          LEFT JOIN (SELECT holder_key FROM wanted WHERE kind = 'user' AND line = 'primary'
                     UNION
                     SELECT k.holder_key FROM wanted k JOIN number_assignments a ON a.holder_id = k.holder_id
                      WHERE ${callingLine('k')} AND a.valid_to IS NULL AND a.line = 'primary'
                        AND NOT EXISTS (SELECT FROM replaced r WHERE r.id = a.id)) p ON p.holder_key = x.holder_key
         WHERE x.line IS NULL AND ${callingLine('x')}) n
 WHERE n."row" = w."row" AND w.line IS NULL AND ${callingLine('w')}`;

// The organizations face knows a user's provider lines only, so the user's calling lines are not its to end.
export const REPLACED = `
DROP TABLE IF EXISTS replaced;
CREATE TEMP TABLE replaced AS
SELECT a.* FROM number_assignments a
 WHERE a.valid_to IS NULL AND a.provider IS NOT NULL
   AND a.user_id IN (SELECT holder_id FROM wanted WHERE kind = 'user' AND answer IS NOT NULL)
UNION ALL
SELECT a.* FROM number_assignments a
 WHERE a.valid_to IS NULL AND a.workspace_id IN (SELECT holder_id FROM wanted WHERE kind = 'workspace' AND answer IS NOT NULL)
UNION ALL
SELECT a.* FROM number_assignments a WHERE a.valid_to IS NULL AND a.id IN (SELECT id FROM same_lines)
   AND NOT EXISTS (SELECT FROM wanted w WHERE w.holder_id = a.holder_id AND w.answer IS NOT NULL);
INSERT INTO replaced
SELECT a.* FROM number_assignments a JOIN mirrored m
    ON m.organization_id = a.organization_id AND m.lists = CASE WHEN a.workspace_id IS NOT NULL THEN 'workspace'
                                                                WHEN a.provider IS NOT NULL THEN 'user' ELSE 'calling' END
 WHERE a.valid_to IS NULL AND NOT EXISTS (SELECT FROM replaced r WHERE r.id = a.id)
   AND NOT (m.by_answers AND a.workspace_id IN (SELECT id FROM workspaces WHERE calling_type <> 'webexCalling'));
ANALYZE replaced`;

// The workspaces face answers for workspaces of webexCalling only, so its answers alone say nothing about others.
const mirrored = (mirror: boolean): string => `
DROP TABLE IF EXISTS mirrored;
CREATE TEMP TABLE mirrored AS
SELECT w.organization_id, l.lists, bool_and(w.answer IS NOT NULL) AS by_answers
  FROM wanted w JOIN (VALUES ('user', 'user'), ('person', 'user'), ('person', 'calling'), ('calling', 'calling'),
                             ('workspace', 'workspace')) l (said, lists) ON l.said = coalesce(w.lists, w.kind)
 WHERE ${mirror} AND w.organization_id IS NOT NULL GROUP BY 1, 2`;

const PAIRS = `
CREATE TEMP TABLE pairs AS SELECT DISTINCT organization_uuid AS uuid, organization_object_id AS object_id
  FROM staged WHERE organization_uuid IS NOT NULL AND organization_object_id IS NOT NULL`;

// Whoever is named by one id here and by both there is one organization, also before the record knows it.
const JOIN_IDS = `
UPDATE staged s SET organization_object_id = p.object_id, organization_derived_id = NULL
  FROM pairs p WHERE s.organization_uuid = p.uuid AND s.organization_object_id IS NULL;
UPDATE staged s SET organization_uuid = p.uuid, organization_derived_id = NULL
  FROM pairs p WHERE s.organization_object_id = p.object_id AND s.organization_uuid IS NULL`;

/** Gives each organization of the staged rows both of its ids, where a row says both. */
export async function joinIds(client: ClientBase): Promise<void> {
  const { rowCount } = await client.query(PAIRS);
  if (rowCount) await client.query(JOIN_IDS);
}

/** Looks up anew what the record knows of the staged rows. With `mirror`, they are all that their organizations have. */
export async function resolve(client: ClientBase, { mirror }: { mirror: boolean }): Promise<void> {
  const before = [WANTED, REVIVED_PREFIXES, LOCATED, SAME_LINES, KEPT, FILLED_IN];
  const statements = [...before, mirrored(mirror), REPLACED, PRIMARIES];
  for (const statement of statements) await client.query(statement);
}

/**
 * Takes the lock under which two imports of one organization exclude each other, until the session ends.
 * Answers whether it was to be had for every organization of the file.
 */
export async function claimOrganizations(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ claimed: boolean }>(`
    SELECT pg_try_advisory_lock(hashtextextended('linebook import ' || organization_key, 0)) AS claimed
      FROM (SELECT DISTINCT organization_key FROM wanted WHERE organization_key IS NOT NULL ORDER BY 1) o`);
  return rows.every(({ claimed }) => claimed);
}
