import { PLACE_OF_NUMBER } from '../inventory/placed-numbers.queries.js';

// What an undo needs and the history of assignments does not have: where numbers and main numbers were, as ids, and whether
// anything was overwritten that nobody can put back. Before the tables of the record are settled.

const notMade = (table: string): string =>
  `SELECT n.organization_id FROM ${table} n WHERE NOT EXISTS (SELECT FROM made m WHERE m.id = n.id)`;

/** Writes the temporary table `undo_notes`, a row for each organization that has any. */
export const UNDO_NOTES = `
CREATE TEMP TABLE undo_notes ON COMMIT DROP AS
WITH moved AS (SELECT id FROM made_numbers UNION SELECT id FROM new_numbers UNION SELECT id FROM new_states),
places AS (
  SELECT n.id, coalesce(x.organization_id, n.organization_id) AS organization_id, ${PLACE_OF_NUMBER} AS place,
         m.id IS NOT NULL AS is_made,
         jsonb_build_object('organizationId', coalesce(x.organization_id, n.organization_id),
           'locationId', CASE WHEN x.id IS NULL THEN n.location_id ELSE x.location_id END,
           'state', coalesce(s.state, n.state)) AS after
    FROM moved JOIN phone_numbers n USING (id) LEFT JOIN made_numbers m USING (id)
    LEFT JOIN new_numbers x USING (id) LEFT JOIN new_states s USING (id)),
placed AS (
  SELECT organization_id, jsonb_build_object('from', "from", 'to', "to", 'phoneNumberIds', jsonb_agg(id ORDER BY id)) AS one
    FROM (SELECT organization_id, id, place || after AS "to",
                 CASE WHEN is_made THEN place || '{"organizationId": null, "locationId": null}' ELSE place END AS "from"
            FROM places) p
   GROUP BY organization_id, "from", "to"),
notes AS (
  SELECT organization_id, jsonb_build_object('placed', jsonb_agg(one)) AS note FROM placed GROUP BY 1
  UNION ALL
  SELECT n.organization_id, jsonb_build_object('mains', jsonb_agg(jsonb_build_object(
           'locationId', l.id, 'from', l.main_phone_number_id, 'to', n.phone_number_id)))
    FROM new_main_numbers n JOIN locations l ON l.id = n.id GROUP BY 1
  UNION ALL
  SELECT organization_id, jsonb_build_object('overwritten', count(*))
    FROM (${['new_organizations', 'new_locations', 'new_users', 'new_workspaces'].map(notMade).join(' UNION ALL ')}) o
   GROUP BY 1)
SELECT organization_id, jsonb_object_agg(k.key, k.value) AS note
  FROM notes, jsonb_each(note) k GROUP BY organization_id`;
