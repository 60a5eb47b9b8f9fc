import type { ClientBase } from 'pg';

// Rows that name a person by e-mail, a location by name or a workspace by its name there get the ids of what the record
// or another row of the files has under this key, else ids that are derived from the organization and the key: the same
// in every import, so that the second one finds what the first one made (docs/decisions/0034).

/** A key counts in any case, and however its accents are composed. */
const keyOf = (text: string): string => `lower(normalize(${text})) COLLATE "C"`;

/** A UUID of version 8 (RFC 9562, section 5.8). What it is derived from never changes: other ids would double everything. */
const derivedUuid = (kind: string, within: string, key: string): string => `
  overlay(overlay(left(encode(sha256(convert_to('linebook ${kind} ' || ${within} || ' ' || ${key}, 'UTF8')), 'hex'), 32)
    placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid`;

// Rows with keys stand in files of the organization that the operator names.
const ORGANIZATION = `
DROP TABLE IF EXISTS key_organization;
CREATE TEMP TABLE key_organization AS
SELECT coalesce(ou.id, oo.id, od.id) AS id,
       coalesce(ou.uuid, oo.uuid, od.uuid, s.organization_uuid, s.organization_derived_id::uuid) AS uuid
  FROM (SELECT * FROM staged WHERE kind = 'organization' ORDER BY "row" LIMIT 1) s
  LEFT JOIN organizations ou ON ou.uuid = s.organization_uuid
  LEFT JOIN organizations oo ON oo.object_id = s.organization_object_id
  LEFT JOIN organizations od ON od.object_id = s.organization_derived_id;
UPDATE staged SET key_fault = NULL WHERE key_fault IS NOT NULL`;

// Of what has been removed only where nothing else has the key.
const rankOf = (table: string): string => `CASE WHEN ${table}.removed_at IS NULL THEN 1 ELSE 2 END`;

/** Of the candidates of each key (\`key\`, \`id\`, \`rank\`) those of the best rank. */
const BEST = `
SELECT key, (array_agg(id ORDER BY id))[1] AS id, count(DISTINCT id) AS ids
  FROM (SELECT *, min(rank) OVER (PARTITION BY key) AS best FROM candidates) c WHERE rank = best GROUP BY key`;

const faultOf = (what: string): string =>
  `CASE WHEN b.ids > 1 THEN 'ambiguous ${what}' WHEN b.id IS NULL AND t.id IS NOT NULL THEN 'taken ${what}' END AS fault`;

const LOCATIONS = `
DROP TABLE IF EXISTS location_keys;
CREATE TEMP TABLE location_keys AS
WITH keys AS (SELECT DISTINCT ${keyOf('location_key')} AS key FROM staged WHERE location_key IS NOT NULL),
candidates AS (
  SELECT k.key, l.id, ${rankOf('l')} AS rank
    FROM key_organization o JOIN locations l ON l.organization_id = o.id JOIN keys k ON ${keyOf('l.name')} = k.key
   UNION ALL
  SELECT k.key, s.location_id, 1 FROM staged s JOIN keys k ON ${keyOf('s.location_name')} = k.key
   WHERE s.location_key IS NULL AND s.location_id IS NOT NULL),
best AS (${BEST})
SELECT k.key, coalesce(b.id, k.derived) AS id, b.id IS NOT NULL AS is_known, ${faultOf('location')}
  FROM (SELECT key, ${derivedUuid('location', 'o.uuid', 'key')} AS derived FROM keys, key_organization o) k
  LEFT JOIN best b USING (key) LEFT JOIN locations t ON t.id = k.derived;
ANALYZE location_keys;
UPDATE staged s SET location_id = k.id, key_fault = k.fault, location_name = CASE WHEN NOT k.is_known THEN s.location_key END
  FROM location_keys k WHERE ${keyOf('s.location_key')} = k.key`;

// A user of the files has the ids that the record knows them by, whichever one the files name.
const USERS = `
DROP TABLE IF EXISTS user_keys;
CREATE TEMP TABLE user_keys AS
WITH keys AS (SELECT DISTINCT ${keyOf('holder_key')} AS key FROM staged WHERE kind = 'user' AND holder_key IS NOT NULL),
known AS (
  SELECT k.key, u.uuid AS id, u.object_id, ${rankOf('u')} AS rank
    FROM key_organization o JOIN users u ON u.organization_id = o.id JOIN keys k ON ${keyOf('u.email')} = k.key
   UNION ALL
  SELECT k.key, coalesce(uu.uuid, uo.uuid, ud.uuid, s.holder_uuid, s.holder_derived_id::uuid),
         coalesce(uu.object_id, uo.object_id, ud.object_id, s.holder_object_id, s.holder_derived_id), 1
    FROM staged s JOIN keys k ON ${keyOf('s.holder_email')} = k.key
    LEFT JOIN users uu ON uu.uuid = s.holder_uuid
    LEFT JOIN users uo ON uo.object_id = s.holder_object_id
    LEFT JOIN users ud ON ud.object_id = s.holder_derived_id
   WHERE s.kind = 'user' AND s.holder_key IS NULL),
candidates AS (SELECT DISTINCT * FROM known),
best AS (${BEST})
SELECT k.key, coalesce(b.id, k.derived) AS id, b.id IS NOT NULL AS is_known,
       coalesce(c.object_id, left(encode(sha256(uuid_send(k.derived)), 'hex'), 24)) AS object_id, ${faultOf('user')}
  FROM (SELECT key, ${derivedUuid('user', 'o.uuid', 'key')} AS derived FROM keys, key_organization o) k
  LEFT JOIN best b USING (key)
  LEFT JOIN (SELECT DISTINCT ON (key, id) key, id, object_id FROM candidates ORDER BY 1, 2, 3) c
         ON c.key = k.key AND c.id = b.id
  LEFT JOIN users t ON t.uuid = k.derived AND t.erased_at IS NULL;
ANALYZE user_keys;
UPDATE staged s SET holder_uuid = k.id, holder_object_id = k.object_id, key_fault = coalesce(s.key_fault, k.fault),
       holder_email = CASE WHEN NOT k.is_known THEN s.holder_key END
  FROM user_keys k WHERE s.kind = 'user' AND ${keyOf('s.holder_key')} = k.key`;

// After the locations: a workspace has its name within one.
const WORKSPACES = `
DROP TABLE IF EXISTS workspace_keys;
CREATE TEMP TABLE workspace_keys AS
WITH names AS (SELECT DISTINCT location_id, ${keyOf('holder_key')} AS name FROM staged WHERE kind = 'workspace' AND holder_key IS NOT NULL),
keys AS (SELECT location_id, name, location_id || ' ' || name AS key FROM names),
candidates AS (
  SELECT k.key, w.id, ${rankOf('w')} AS rank
    FROM key_organization o JOIN workspaces w ON w.organization_id = o.id
    JOIN keys k ON k.location_id = w.location_id AND ${keyOf('w.name')} = k.name
   UNION ALL
  SELECT k.key, s.holder_uuid, 1 FROM staged s
    JOIN keys k ON k.location_id = s.location_id AND ${keyOf('s.holder_name')} = k.name
   WHERE s.kind = 'workspace' AND s.holder_key IS NULL),
best AS (${BEST})
SELECT k.location_id, k.name, coalesce(b.id, k.derived) AS id, b.id IS NOT NULL AS is_known, ${faultOf('workspace')}
  FROM (SELECT *, ${derivedUuid('workspace', 'o.uuid', 'key')} AS derived
          FROM keys CROSS JOIN (SELECT uuid FROM key_organization) o) k
  LEFT JOIN best b USING (key) LEFT JOIN workspaces t ON t.id = k.derived;
ANALYZE workspace_keys;
UPDATE staged s SET holder_uuid = k.id, key_fault = coalesce(s.key_fault, k.fault),
       holder_name = CASE WHEN NOT k.is_known THEN s.holder_key END
  FROM workspace_keys k
 WHERE s.kind = 'workspace' AND s.location_id = k.location_id AND ${keyOf('s.holder_key')} = k.name`;

/** Gives each staged row that names somebody or something by a key its ids, and a fault where they are not to be had. */
export async function resolveKeys(client: ClientBase): Promise<void> {
  for (const statement of [ORGANIZATION, LOCATIONS, USERS, WORKSPACES]) await client.query(statement);
  await client.query('ANALYZE staged');
}
