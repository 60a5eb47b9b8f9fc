import type { ClientBase } from 'pg';
import { ClockBehind } from '../record/record.errors.js';

const FURTHEST_AHEAD_SECONDS = 60;

// After the locks; every interval concerned has ended before, so that intervals neither touch nor overlap.
const INSTANT = `
WITH last AS (
  SELECT max(greatest(a.valid_from, a.valid_to)) AS at FROM number_assignments a
   WHERE a.phone_number_id IN (SELECT phone_number_id FROM plan WHERE effect <> 'keep')
      OR a.id IN (SELECT replaced_id FROM plan WHERE effect <> 'keep'))
SELECT at::text, extract(epoch FROM at - clock_timestamp())::float8 > ${FURTHEST_AHEAD_SECONDS} AS ahead
  FROM (SELECT greatest(date_trunc('milliseconds', clock_timestamp()), last.at + interval '1 millisecond') AS at FROM last) t`;

/** Who imports, for the rows in `changes`. */
export interface ImportedBy {
  subject: string;
  trackingId: string;
}

const CHANGES = `
WITH made AS (
  INSERT INTO changes (at, action, subject, organization_id, tracking_id, details)
  SELECT $1, 'import', $2, t.organization_id, $3, jsonb_build_object(
           'opened', count(p.*) FILTER (WHERE p.effect IN ('open', 'edit')),
           'closed', count(p.*) FILTER (WHERE p.effect IN ('release', 'edit')))
    FROM (SELECT DISTINCT organization_id FROM touched) t LEFT JOIN plan p USING (organization_id)
   GROUP BY t.organization_id ORDER BY t.organization_id
  RETURNING id, organization_id)
INSERT INTO import_changes SELECT id, organization_id FROM made`;

const CLOSE = `
UPDATE number_assignments a SET valid_to = $1, closed_by = c.id
  FROM plan p JOIN import_changes c USING (organization_id)
 WHERE a.id = p.replaced_id AND p.effect IN ('release', 'edit')`;

// Between closing and opening: the tenant keys bind current rows only.
const SETTLE = [
  'UPDATE organizations o SET name = n.name FROM new_organizations n WHERE o.id = n.organization_id',
  `UPDATE locations l SET name = n.name, routing_prefix = n.routing_prefix, removed_at = NULL
     FROM new_locations n WHERE l.id = n.id`,
  `UPDATE users u SET full_name = n.full_name, email = n.email, removed_at = NULL FROM new_users n WHERE u.id = n.id`,
  `UPDATE workspaces w SET location_id = n.location_id, name = n.name, removed_at = NULL,
          distinctive_ring_enabled = n.distinctive_ring_enabled FROM new_workspaces n WHERE w.id = n.id`,
  `UPDATE phone_numbers p SET organization_id = n.organization_id, location_id = n.location_id
     FROM new_numbers n WHERE p.id = n.id`,
];

// An edit keeps its start; so does a number that only changes its provider.
const OPEN = `
INSERT INTO number_assignments (organization_id, user_id, workspace_id, phone_number_id, location_id, extension, line,
  provider, receives_calls, is_default, label, ring_pattern, held_since, list_position, valid_from, opened_by)
SELECT p.organization_id, CASE WHEN p.kind = 'user' THEN p.holder_id END, CASE WHEN p.kind = 'workspace' THEN p.holder_id END,
       p.phone_number_id, p.location_id, p.extension, p.line, p.provider, p.receives_calls, p.is_default, p.label,
       p.ring_pattern,
       coalesce(p.held_since, (SELECT min(o.held_since) FROM plan o WHERE o.phone_number_id = p.phone_number_id
                                  AND o.holder_id = p.holder_id AND o.effect = 'release'), $1),
       p.list_position, $1, c.id
  FROM plan p JOIN import_changes c USING (organization_id)
 WHERE p.effect IN ('open', 'edit') ORDER BY p."row"`;

/**
 * Carries the plan out at one instant: a row in `changes` for each organization that it touches, then closes, settles,
 * opens. Writes nothing when nothing is touched. Throws ClockBehind.
 */
export async function apply(client: ClientBase, { subject, trackingId }: ImportedBy): Promise<void> {
  const { rows } = await client.query<{ at: string; ahead: boolean }>(INSTANT);
  const { at, ahead } = rows[0]!;
  if (ahead) throw new ClockBehind();
  await client.query('CREATE TEMP TABLE import_changes (id bigint, organization_id uuid) ON COMMIT DROP');
  await client.query(CHANGES, [at, subject, trackingId]);
  await client.query(CLOSE, [at]);
  for (const statement of SETTLE) await client.query(statement);
  await client.query(OPEN, [at]);
}
