import type { ClientBase } from 'pg';
import { CLOSE, INSTANT, OPEN } from '../assignments/carry-out.js';
import type { ChangedBy } from '../record/record-change.js';
import { ClockBehind } from '../record/record.errors.js';

// A row for each organization that is concerned. The first one notes what the next undo needs beside the history.
const CHANGES = `
CREATE TEMP TABLE change_rows (id bigint, organization_id uuid) ON COMMIT DROP`;

const INSERT_CHANGES = `
WITH concerned AS (
  SELECT organization_id AS id FROM plan UNION SELECT organization_id FROM undone UNION SELECT other_organization_id FROM undone
   UNION SELECT ("from" ->> 'organizationId')::uuid FROM placed UNION SELECT ("to" ->> 'organizationId')::uuid FROM placed),
groups AS (SELECT "from", "to", jsonb_agg(id ORDER BY id) AS ids FROM placed GROUP BY 1, 2),
notes AS (
  SELECT '{}' || coalesce((SELECT jsonb_build_object('placed', jsonb_agg(jsonb_build_object(
                                    'from', g."to", 'to', g."from", 'phoneNumberIds', g.ids))) FROM groups g HAVING count(*) > 0), '{}')
         || coalesce((SELECT jsonb_build_object('mains', jsonb_agg(jsonb_build_object(
                               'locationId', m.id, 'from', m."to", 'to', m."from"))) FROM mains m HAVING count(*) > 0), '{}')
         || coalesce((SELECT jsonb_build_object('distinctiveRingEnabled', NOT r."to", 'userId', u.object_id,
                               'workspaceId', r.workspace_id) FROM rings r LEFT JOIN users u ON u.id = r.user_id), '{}') AS note),
made AS (
  INSERT INTO changes (at, action, way, subject, organization_id, tracking_id, details)
  SELECT $1, 'undo', $2, $3, c.id, $4,
         jsonb_build_object('undoes', (SELECT jsonb_agg(u.id ORDER BY u.id) FROM undone u))
         || CASE WHEN row_number() OVER (ORDER BY c.id) = 1 THEN (SELECT note FROM notes) ELSE '{}' END
    FROM concerned c WHERE c.id IS NOT NULL ORDER BY c.id
  RETURNING id, organization_id)
INSERT INTO change_rows SELECT id, organization_id FROM made`;

// Between closing and opening: the tenant keys bind current rows only. A main number leaves before its number does.
const SETTLE = [
  'UPDATE locations l SET main_phone_number_id = NULL FROM mains m WHERE l.id = m.id',
  `UPDATE phone_numbers n SET organization_id = (p."from" ->> 'organizationId')::uuid,
          location_id = (p."from" ->> 'locationId')::uuid, state = p."from" ->> 'state',
          is_mobile = (p."from" ->> 'isMobile')::boolean, is_service = (p."from" ->> 'isService')::boolean
     FROM placed p WHERE n.id = p.id`,
  'UPDATE locations l SET main_phone_number_id = m."from" FROM mains m WHERE l.id = m.id AND m."from" IS NOT NULL',
  'UPDATE users u SET distinctive_ring_enabled = NOT r."to" FROM rings r WHERE u.id = r.user_id',
  'UPDATE workspaces w SET distinctive_ring_enabled = NOT r."to" FROM rings r WHERE w.id = r.workspace_id',
];

/** Carries out the temporary table `plan` at one instant. Answers the ids of the new changes. Throws ClockBehind. */
export async function carryOutUndo(client: ClientBase, { way, subject, trackingId }: ChangedBy): Promise<string[]> {
  const { rows } = await client.query<{ at: Date; ahead: boolean }>(INSTANT);
  const { at, ahead } = rows[0]!;
  if (ahead) throw new ClockBehind();
  await client.query(CHANGES);
  await client.query(INSERT_CHANGES, [at, way, subject, trackingId]);
  await client.query(CLOSE, [at]);
  for (const statement of SETTLE) await client.query(statement);
  await client.query(OPEN, [at]);
  const made = await client.query<{ id: string }>('SELECT id FROM change_rows ORDER BY id');
  return made.rows.map(({ id }) => id);
}
