import type { ClientBase } from 'pg';

// What an undo does, in the words of assignments/plan.ts: the lines that the change closed stand again in the place of
// those that it opened, from now on, as they were to the letter.

const WHAT = `coalesce('n' || phone_number_id, 'x' || extension) AS what, coalesce(provider, '') AS at_provider`;

const PLAN = `
CREATE TEMP TABLE plan ON COMMIT DROP AS
SELECT coalesce(c.organization_id, o.organization_id) AS organization_id, coalesce(c.holder_id, o.holder_id) AS holder_id,
       coalesce(c.phone_number_id, o.phone_number_id) AS phone_number_id, o.id AS replaced_id, o.held_since,
       row_number() OVER (ORDER BY c.id) AS "row",
       CASE WHEN coalesce(c.user_id, o.user_id) IS NULL THEN 'workspace' ELSE 'user' END AS kind,
       c.location_id, c.extension, c.line, c.provider, c.receives_calls, c.is_default, c.label, c.ring_pattern,
       coalesce(c.list_position, 0) AS list_position,
       CASE WHEN o.id IS NULL THEN 'open' WHEN c.id IS NULL THEN 'release' ELSE 'edit' END AS effect
  FROM (SELECT *, ${WHAT} FROM closed) c
  FULL JOIN (SELECT *, ${WHAT} FROM opened) o
    ON c.holder_id = o.holder_id AND c.what = o.what AND c.at_provider = o.at_provider;
CREATE INDEX ON plan (replaced_id);
CREATE INDEX ON plan (phone_number_id);
ANALYZE plan`;

export async function planUndo(client: ClientBase): Promise<void> {
  await client.query(PLAN);
}

/** One line of what an undo does. Null: there is none. */
export interface UndoStep {
  action: 'end' | 'assign' | 'change' | 'place';
  /** E.164, or the extension of a line without number. */
  number: string;
  holder: string | null;
  /** A user's 24 hex digits, or a workspace's UUID. */
  holderId: string | null;
  provider: string | null;
  /** Of a number that goes elsewhere: where to. Null: into no inventory. */
  organizationId: string | null;
}

const STEPS = `
SELECT CASE p.effect WHEN 'release' THEN 'end' WHEN 'open' THEN 'assign' ELSE 'change' END AS action,
       coalesce(n.e164, p.extension, a.extension) AS number, coalesce(u.full_name, w.name) AS holder,
       coalesce(u.object_id, w.id::text) AS "holderId", coalesce(p.provider, p.line, a.provider, a.line) AS provider,
       g.object_id AS "organizationId"
  FROM plan p LEFT JOIN phone_numbers n ON n.id = p.phone_number_id LEFT JOIN number_assignments a ON a.id = p.replaced_id
  LEFT JOIN users u ON u.id = p.holder_id LEFT JOIN workspaces w ON w.id = p.holder_id
  JOIN organizations g ON g.id = p.organization_id
UNION ALL
SELECT 'place', n.e164, NULL, NULL, NULL, g.object_id
  FROM placed p JOIN phone_numbers n USING (id) LEFT JOIN organizations g ON g.id = (p."from" ->> 'organizationId')::uuid
ORDER BY 2, 1 DESC, 4`;

export async function readSteps(client: ClientBase): Promise<UndoStep[]> {
  return (await client.query<UndoStep>(STEPS)).rows;
}

/** What an undo did. */
export interface UndoCounts {
  ended: number;
  assigned: number;
  changed: number;
  /** Numbers that are in the inventory, or of the state, that they were in. */
  placed: number;
}

const COUNTS = `
SELECT count(*) FILTER (WHERE effect = 'release')::int AS ended, count(*) FILTER (WHERE effect = 'open')::int AS assigned,
       count(*) FILTER (WHERE effect = 'edit')::int AS changed, (SELECT count(*)::int FROM placed) AS placed FROM plan`;

export async function countSteps(client: ClientBase): Promise<UndoCounts> {
  return (await client.query<UndoCounts>(COUNTS)).rows[0]!;
}
