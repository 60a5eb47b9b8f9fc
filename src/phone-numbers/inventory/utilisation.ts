import type { DataSource } from 'typeorm';
import { RESTS_UNTIL } from '../assignments/resting.js';

/** How many numbers of a location are in each condition, or of an organization's numbers without one (`location` null). */
export interface Utilisation {
  organization: { id: string; uuid: string; name: string | null };
  location: { id: string; name: string | null } | null;
  held: number;
  free: number;
  resting: number;
  inactive: number;
}

// One statement that reads each number of the organization, or of the record, once.
const UTILISATION = `
  SELECT json_build_object('id', o.object_id, 'uuid', o.uuid, 'name', o.name) AS organization,
         CASE WHEN l.id IS NOT NULL THEN json_build_object('id', l.id, 'name', l.name) END AS location,
         c.held, c.free, c.resting, c.inactive
    FROM (SELECT n.organization_id, n.location_id,
                 count(*) FILTER (WHERE n.is_held)::int AS held,
                 count(*) FILTER (WHERE NOT n.is_held AND n.until IS NULL AND n.state = 'ACTIVE')::int AS free,
                 count(*) FILTER (WHERE NOT n.is_held AND n.until IS NOT NULL)::int AS resting,
                 count(*) FILTER (WHERE NOT n.is_held AND n.until IS NULL AND n.state <> 'ACTIVE')::int AS inactive
            FROM (SELECT n.organization_id, n.location_id, n.is_held, n.state, ${RESTS_UNTIL} AS until
                    FROM phone_numbers n JOIN organizations o ON o.id = n.organization_id
                   WHERE $1::uuid IS NULL OR n.organization_id = $1) n
           GROUP BY n.organization_id, n.location_id) c
    JOIN organizations o ON o.id = c.organization_id
    LEFT JOIN locations l ON l.id = c.location_id
   ORDER BY o.name, o.object_id, l.name, l.id`;

/** Of an organization (its internal id), or of all of them, by name; the numbers without a location come last. */
export function utilisationOf(record: DataSource, organizationId?: string): Promise<Utilisation[]> {
  return record.query(UTILISATION, [organizationId]);
}
