import type { ClientBase } from 'pg';
import { CLOSE, INSTANT, OPEN } from '../assignments/carry-out.js';
import { SETTLE_LOCATIONS } from './new-locations.queries.js';
import { UNDO_NOTES } from './undo-notes.queries.js';
import { ClockBehind } from '../record/record.errors.js';

/** Who imports, for the rows in `changes`. */
export interface ImportedBy {
  subject: string;
  trackingId: string;
}

const CHANGES = `
WITH made AS (
  INSERT INTO changes (at, action, way, subject, organization_id, tracking_id, details)
  SELECT $1, 'import', 'cli', $2, t.organization_id, $3, jsonb_build_object(
           'opened', count(p.*) FILTER (WHERE p.effect IN ('open', 'edit')),
           'closed', count(p.*) FILTER (WHERE p.effect IN ('release', 'edit')), 'overwritten', 0)
         || coalesce((SELECT n.note FROM undo_notes n WHERE n.organization_id = t.organization_id), '{}')
    FROM (SELECT DISTINCT organization_id FROM touched) t LEFT JOIN plan p USING (organization_id)
   GROUP BY t.organization_id ORDER BY t.organization_id
  RETURNING id, organization_id)
INSERT INTO change_rows SELECT id, organization_id FROM made`;

// Between closing and opening: the tenant keys bind current rows only.
const SETTLE = [
  'UPDATE organizations o SET name = n.name FROM new_organizations n WHERE o.id = n.organization_id',
  SETTLE_LOCATIONS,
  `UPDATE users u SET full_name = n.full_name, first_name = n.first_name, last_name = n.last_name, email = n.email,
          location_id = n.location_id, distinctive_ring_enabled = n.distinctive_ring_enabled, removed_at = NULL
     FROM new_users n WHERE u.id = n.id`,
  `UPDATE workspaces w SET location_id = n.location_id, name = n.name, removed_at = NULL,
          distinctive_ring_enabled = n.distinctive_ring_enabled, calling_type = n.calling_type,
          calling_licence = n.calling_licence FROM new_workspaces n WHERE w.id = n.id`,
  `UPDATE phone_numbers p SET organization_id = n.organization_id, location_id = n.location_id
     FROM new_numbers n WHERE p.id = n.id`,
  'UPDATE phone_numbers p SET state = n.state FROM new_states n WHERE p.id = n.id',
  'UPDATE locations l SET main_phone_number_id = n.phone_number_id FROM new_main_numbers n WHERE l.id = n.id',
];

/**
 * Carries the plan out at one instant: a row in `changes` for each organization that it touches, then closes, settles,
 * opens. Writes nothing when nothing is touched. Throws ClockBehind.
 */
export async function apply(client: ClientBase, { subject, trackingId }: ImportedBy): Promise<void> {
  const { rows } = await client.query<{ at: Date; ahead: boolean }>(INSTANT);
  const { at, ahead } = rows[0]!;
  if (ahead) throw new ClockBehind();
  await client.query('CREATE TEMP TABLE change_rows (id bigint, organization_id uuid) ON COMMIT DROP');
  await client.query(UNDO_NOTES);
  await client.query(CHANGES, [at, subject, trackingId]);
  await client.query(CLOSE, [at]);
  for (const statement of SETTLE) await client.query(statement);
  await client.query(OPEN, [at]);
}
