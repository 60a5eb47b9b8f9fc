import type { ClientBase } from 'pg';

// What stands in the way of an undo: whatever the change touched that is not as the change left it. Under the locks.

/** One thing that stands in the way. Null: there is none, or it has no name. */
export interface Obstacle {
  /** E.164, an extension, or null. */
  what: string | null;
  kind: 'later' | 'ended' | 'holder' | 'extension' | 'line' | 'place' | 'main' | 'ring';
  /** Who has it now, and since when. */
  holder: string | null;
  holderId: string | null;
  since: Date | null;
  /** The later change. */
  changeId: string | null;
  action: string | null;
}

const of = (kind: Obstacle['kind'], number: string, assignment: string, change: string): string =>
  `'${kind}' AS kind, ${number}::bigint AS phone_number_id, ${assignment}::bigint AS assignment_id, ${change}::bigint AS change_id`;

const NONE = 'NULL';

// Numbers of which somebody's assignment began after the change.
const LATER = `
SELECT ${of('later', 'a.phone_number_id', 'a.id', 'a.opened_by')}, a.extension
  FROM (SELECT phone_number_id FROM opened UNION SELECT phone_number_id FROM closed UNION SELECT id FROM placed) t
  JOIN number_assignments a USING (phone_number_id)
 WHERE a.valid_from > (SELECT max(at) FROM undone) OR a.valid_from = (SELECT max(at) FROM undone)
       AND a.opened_by > (SELECT max(id) FROM undone)`;

const ENDED = `
SELECT ${of('ended', 'o.phone_number_id', NONE, 'a.closed_by')}, o.extension
  FROM opened o JOIN number_assignments a ON a.id = o.id WHERE a.valid_to IS NOT NULL`;

// Whose line it was is in another organization, in another location for a line there, or removed.
const HOLDER = `
SELECT ${of('holder', 'c.phone_number_id', 'c.id', NONE)}, c.extension
  FROM closed c LEFT JOIN users u ON u.id = c.user_id LEFT JOIN workspaces w ON w.id = c.workspace_id
  LEFT JOIN locations l ON l.id = c.location_id
 WHERE coalesce(u.organization_id, w.organization_id) <> c.organization_id OR u.removed_at IS NOT NULL
    OR w.removed_at IS NOT NULL OR l.removed_at IS NOT NULL
    OR c.location_id IS NOT NULL AND coalesce(u.location_id, w.location_id) IS DISTINCT FROM c.location_id`;

const stays = `a.valid_to IS NULL AND NOT EXISTS (SELECT FROM opened o WHERE o.id = a.id)`;

const EXTENSION = `
SELECT ${of('extension', NONE, 'a.id', 'a.opened_by')}, c.extension
  FROM closed c JOIN number_assignments a ON a.location_id = c.location_id AND a.extension = c.extension WHERE ${stays}`;

// A primary line or a default number that the holder has now, or the number itself in another way.
const LINE = `
SELECT ${of('line', 'c.phone_number_id', 'a.id', 'a.opened_by')}, c.extension
  FROM closed c JOIN number_assignments a ON a.holder_id = c.holder_id
 WHERE ${stays} AND (c.line = 'primary' AND a.line = 'primary' OR c.is_default AND a.is_default AND a.provider = c.provider)`;

// Its number is not where the change left it, or would not be where a line needs it.
const PLACE = `
SELECT ${of('place', 'n.id', NONE, NONE)}, NULL AS extension
  FROM placed p JOIN phone_numbers n USING (id)
 WHERE (n.organization_id, n.location_id, n.state, n.is_mobile, n.is_service) IS DISTINCT FROM
       ((p."to" ->> 'organizationId')::uuid, (p."to" ->> 'locationId')::uuid, p."to" ->> 'state',
        (p."to" ->> 'isMobile')::boolean, (p."to" ->> 'isService')::boolean)
UNION
SELECT ${of('place', 'n.id', NONE, NONE)}, NULL
  FROM closed c JOIN phone_numbers n ON n.id = c.phone_number_id LEFT JOIN placed p ON p.id = n.id
 WHERE CASE WHEN p.id IS NULL THEN n.organization_id ELSE (p."from" ->> 'organizationId')::uuid END
       IS DISTINCT FROM c.organization_id
    OR c.location_id IS NOT NULL AND c.location_id IS DISTINCT FROM
       CASE WHEN p.id IS NULL THEN n.location_id ELSE (p."from" ->> 'locationId')::uuid END
UNION
SELECT ${of('later', 'n.id', 'a.id', 'a.opened_by')}, NULL
  FROM placed p JOIN phone_numbers n USING (id) JOIN number_assignments a ON a.phone_number_id = n.id
 WHERE ${stays} AND (p."from" ->> 'organizationId')::uuid IS DISTINCT FROM a.organization_id
UNION
SELECT ${of('place', 'p.id', NONE, NONE)}, NULL
  FROM placed p JOIN locations l ON (l.id = (p."from" ->> 'locationId')::uuid)
 WHERE l.removed_at IS NOT NULL`;

const MAIN = `
SELECT ${of('main', 'l.main_phone_number_id', NONE, NONE)}, NULL AS extension
  FROM mains m JOIN locations l USING (id) WHERE l.main_phone_number_id IS DISTINCT FROM m."to"
UNION
SELECT ${of('main', 'p.id', NONE, NONE)}, NULL
  FROM placed p JOIN locations l ON l.main_phone_number_id = p.id AND l.id IS DISTINCT FROM (p."from" ->> 'locationId')::uuid
 WHERE NOT EXISTS (SELECT FROM mains m WHERE m.id = l.id)`;

const RING = `
SELECT ${of('ring', NONE, NONE, NONE)}, NULL AS extension
  FROM rings r LEFT JOIN users u ON u.id = r.user_id LEFT JOIN workspaces w ON w.id = r.workspace_id
 WHERE coalesce(u.distinctive_ring_enabled, w.distinctive_ring_enabled) IS DISTINCT FROM r."to"`;

const FOUND = `
CREATE TEMP TABLE obstacles ON COMMIT DROP AS
${[LATER, ENDED, HOLDER, EXTENSION, LINE, PLACE, MAIN, RING].map((query) => `SELECT * FROM (${query}) q`).join(' UNION ALL ')}`;

const FIRST = `
SELECT coalesce(n.e164, f.extension) AS what, f.kind, coalesce(u.full_name, w.name) AS holder,
       coalesce(u.object_id, w.id::text) AS "holderId", a.held_since AS since, c.id AS "changeId", c.action,
       (SELECT count(DISTINCT (phone_number_id, extension))::int FROM obstacles) AS count
  FROM obstacles f LEFT JOIN phone_numbers n ON n.id = f.phone_number_id
  LEFT JOIN number_assignments a ON a.id = f.assignment_id
  LEFT JOIN users u ON u.id = a.user_id LEFT JOIN workspaces w ON w.id = a.workspace_id
  LEFT JOIN changes c ON c.id = f.change_id
 ORDER BY a.valid_to IS NOT NULL, a.id IS NULL, n.e164, f.extension, c.id LIMIT 1`;

/** The first of the numbers by their digits, one that somebody has now before the others; and how many there are. */
export async function findObstacle(client: ClientBase): Promise<(Obstacle & { count: number }) | undefined> {
  await client.query(FOUND);
  return (await client.query<Obstacle & { count: number }>(FIRST)).rows[0];
}
