import type { ClientBase } from 'pg';
import { PLAN } from '../assignments/plan.js';
import type { Created } from './adopt.queries.js';
import { first, NEW_LOCATIONS } from './new-locations.queries.js';
import type { ImportCounts } from './report.js';

// What has to happen, as temporary tables: nothing is written before it is known which organizations change, because
// each of them gets one row in `changes`, to which everything opened and closed points.

const LINES = `CREATE TEMP TABLE plan ON COMMIT DROP AS ${PLAN}`;

const ORGANIZATIONS = `
CREATE TEMP TABLE new_organizations ON COMMIT DROP AS
SELECT o.id AS organization_id, o.id, n.name
  FROM (SELECT w.organization_id, ${first('organization_name')} AS name
          FROM wanted w JOIN staged s USING ("row") WHERE s.organization_name IS NOT NULL GROUP BY 1) n
  JOIN organizations o ON o.id = n.organization_id
 WHERE n.name IS DISTINCT FROM o.name`;

// Who has no other name is called by the first and the last one.
const USERS = `
CREATE TEMP TABLE new_users ON COMMIT DROP AS
SELECT x.* FROM (
SELECT u.organization_id, u.id,
       coalesce(n.name, u.full_name, nullif(concat_ws(' ', n.first_name, n.last_name), '')) AS full_name,
       coalesce(n.first_name, u.first_name) AS first_name, coalesce(n.last_name, u.last_name) AS last_name,
       coalesce(n.email, u.email) AS email, coalesce(n.location_id, u.location_id) AS location_id,
       coalesce(n.ring, u.distinctive_ring_enabled) AS distinctive_ring_enabled, u.removed_at IS NOT NULL AS revived
  FROM (SELECT w.holder_id, ${first('holder_name')} AS name, ${first('holder_first_name')} AS first_name,
               ${first('holder_last_name')} AS last_name, ${first('holder_email')} AS email,
               ${first('distinctive_ring')} AS ring,
               (array_agg(w.location_id ORDER BY w."row") FILTER (WHERE w.location_id IS NOT NULL))[1] AS location_id
          FROM wanted w JOIN staged s USING ("row") WHERE w.kind = 'user' GROUP BY 1) n
  JOIN users u ON u.id = n.holder_id) x JOIN users u USING (id)
 WHERE revived OR (x.full_name, x.first_name, x.last_name, x.email, x.location_id, x.distinctive_ring_enabled)
       IS DISTINCT FROM (u.full_name, u.first_name, u.last_name, u.email, u.location_id, u.distinctive_ring_enabled)`;

const WORKSPACES = `
CREATE TEMP TABLE new_workspaces ON COMMIT DROP AS
SELECT k.organization_id, k.id, n.location_id, coalesce(n.name, k.name) AS name,
       coalesce(n.ring, k.distinctive_ring_enabled) AS distinctive_ring_enabled,
       coalesce(n.calling_type, k.calling_type) AS calling_type,
       coalesce(n.calling_licence, k.calling_licence) AS calling_licence, k.removed_at IS NOT NULL AS revived
  FROM (SELECT s.holder_uuid, ${first('location_id')} AS location_id, ${first('holder_name')} AS name,
               ${first('distinctive_ring')} AS ring, ${first('calling_type')} AS calling_type,
               ${first('calling_licence')} AS calling_licence
          FROM staged s WHERE s.kind = 'workspace' GROUP BY 1) n
  JOIN workspaces k ON k.id = n.holder_uuid
 WHERE k.removed_at IS NOT NULL
    OR (n.location_id, coalesce(n.name, k.name), coalesce(n.ring, k.distinctive_ring_enabled),
        coalesce(n.calling_type, k.calling_type), coalesce(n.calling_licence, k.calling_licence))
       IS DISTINCT FROM (k.location_id, k.name, k.distinctive_ring_enabled, k.calling_type, k.calling_licence)`;

// A calling line takes its number to its location; a provider line leaves it where it is.
const NUMBERS = `
CREATE TEMP TABLE new_numbers ON COMMIT DROP AS
SELECT DISTINCT ON (p.id) w.organization_id, p.id, coalesce(w.location_id, p.location_id) AS location_id
  FROM wanted w JOIN phone_numbers p ON p.id = w.phone_number_id
 WHERE (w.organization_id, coalesce(w.location_id, p.location_id)) IS DISTINCT FROM (p.organization_id, p.location_id)
 ORDER BY p.id, w.location_id NULLS LAST`;

// What an inventory says of a number. The first state in the files' order counts.
const STATES = `
CREATE TEMP TABLE new_states ON COMMIT DROP AS
SELECT n.organization_id, p.id, n.state
  FROM (SELECT DISTINCT ON (phone_number_id) organization_id, phone_number_id, number_state AS state
          FROM wanted WHERE number_state IS NOT NULL ORDER BY phone_number_id, "row") n
  JOIN phone_numbers p ON p.id = n.phone_number_id AND p.state <> n.state`;

// One takes the place of the one before; "is not" takes off the one that it is.
const MAIN_NUMBERS = `
CREATE TEMP TABLE new_main_numbers ON COMMIT DROP AS
SELECT l.organization_id, l.id, n.phone_number_id
  FROM (SELECT location_id, min(phone_number_id) AS phone_number_id FROM wanted WHERE is_main_number GROUP BY 1
        UNION ALL
        SELECT l.id, NULL FROM wanted w JOIN locations l ON l.id = w.number_location_id
         WHERE NOT w.is_main_number AND l.main_phone_number_id = w.phone_number_id
           AND NOT EXISTS (SELECT FROM wanted m WHERE m.is_main_number AND m.location_id = l.id)) n
  JOIN locations l ON l.id = n.location_id AND l.main_phone_number_id IS DISTINCT FROM n.phone_number_id`;

// The numbers that an inventory names; those of lines come with their lines.
const INVENTORY = `
CREATE TEMP TABLE inventory ON COMMIT DROP AS
SELECT w.phone_number_id AS id, bool_or(m.id IS NOT NULL OR w.number_organization_id IS NULL) AS is_new,
       bool_or(n.id IS NOT NULL OR s.id IS NOT NULL) AS is_changed
  FROM wanted w LEFT JOIN made_numbers m ON m.id = w.phone_number_id LEFT JOIN new_numbers n ON n.id = w.phone_number_id LEFT JOIN new_states s ON s.id = w.phone_number_id
 WHERE w.kind = 'number' GROUP BY 1`;

const TOUCHED = `
CREATE TEMP TABLE touched ON COMMIT DROP AS
SELECT organization_id FROM plan WHERE effect <> 'keep'
UNION ALL SELECT organization_id FROM made
UNION ALL SELECT organization_id FROM made_numbers
UNION ALL SELECT organization_id FROM new_organizations
UNION ALL SELECT organization_id FROM new_locations
UNION ALL SELECT organization_id FROM new_users
UNION ALL SELECT organization_id FROM new_workspaces
UNION ALL SELECT organization_id FROM new_numbers
UNION ALL SELECT organization_id FROM new_states
UNION ALL SELECT organization_id FROM new_main_numbers`;

/** Compares the file with the record, under the locks, and writes down what differs. */
export async function plan(client: ClientBase): Promise<void> {
  const tables = [LINES, ORGANIZATIONS, NEW_LOCATIONS, USERS, WORKSPACES, NUMBERS, STATES, MAIN_NUMBERS, INVENTORY];
  for (const table of tables) await client.query(table);
  await client.query('CREATE INDEX ON plan (replaced_id); CREATE INDEX ON plan (phone_number_id); ANALYZE plan');
  await client.query(TOUCHED);
}

/** What the plan does, but for what is created beside the assignments. */
export interface Planned {
  opened: number;
  edited: number;
  moved: number;
  released: number;
  organizations: number;
  locations: number;
  users: number;
  workspaces: number;
  /** Taken into an organization's inventory, and changed in it, by an inventory's rows. */
  newNumbers: number;
  numbers: number;
  revived: number;
}

// What was made just now gets its name like one that changes it, but counts as created only.
const changedOf = (table: string): string => `FROM ${table} n WHERE NOT EXISTS (SELECT FROM made m WHERE m.id = n.id)`;

const COUNTS = `
WITH numbers AS (
  SELECT phone_number_id AS id, bool_or(effect = 'open') AND bool_or(effect = 'release') AS moves
    FROM plan WHERE phone_number_id IS NOT NULL AND effect IN ('open', 'release') GROUP BY 1)
SELECT count(*) FILTER (WHERE p.effect = 'open' AND n.moves IS NOT TRUE)::int AS opened,
       count(*) FILTER (WHERE p.effect = 'open' AND n.moves)::int AS moved,
       count(*) FILTER (WHERE p.effect = 'release' AND n.moves IS NOT TRUE)::int AS released,
       count(*) FILTER (WHERE p.effect = 'edit')::int AS edited,
       (SELECT count(*)::int ${changedOf('new_organizations')}) AS organizations,
       (SELECT count(DISTINCT n.id)::int ${changedOf('(SELECT id FROM new_locations UNION SELECT id FROM new_main_numbers)')}) AS locations,
       (SELECT count(*)::int FROM inventory WHERE is_new) AS "newNumbers",
       (SELECT count(*)::int FROM inventory WHERE is_changed AND NOT is_new) AS numbers,
       (SELECT count(*)::int ${changedOf('new_users')} AND NOT revived) AS users,
       (SELECT count(*)::int ${changedOf('new_workspaces')} AND NOT revived) AS workspaces,
       (SELECT count(*)::int FROM new_users WHERE revived) + (SELECT count(*)::int FROM new_workspaces WHERE revived) AS revived
  FROM plan p LEFT JOIN numbers n ON n.id = p.phone_number_id`;

export async function planned(client: ClientBase): Promise<Planned> {
  return (await client.query<Planned>(COUNTS)).rows[0]!;
}

/** The share of the current lines that a mirror would release, of all that its organizations have in its layouts: 0 to 1. */
export async function releasedShare(client: ClientBase, { released }: Planned): Promise<number> {
  const { rows } = await client.query<{ all: number }>('SELECT count(*)::int AS "all" FROM replaced');
  return released / (rows[0]!.all || 1);
}

export function countsOf(created: Created, effects: Planned): ImportCounts {
  const { opened, edited, newNumbers, moved, released, revived, ...changed } = effects;
  return {
    created: { ...created, numbers: newNumbers, assignments: opened },
    changed: { ...changed, assignments: edited },
    moved,
    released,
    revived,
  };
}
