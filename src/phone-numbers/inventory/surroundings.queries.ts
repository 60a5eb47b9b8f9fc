import { reachedStatement } from '../tenants/reached-statement.js';

/** Where somebody or something is; a row with null where they are not there, or not within reach. */
export interface WhereRow {
  found: string | null;
  /** Null: in none. */
  locationUuid: string | null;
}

export const WHERE_WORKSPACE = reachedStatement<WhereRow>(
  'where_workspace',
  `
         one AS MATERIALIZED (
           SELECT w.id AS found, w.location_id FROM reached r JOIN workspaces w ON w.organization_id = r.id
            WHERE w.id = :uuid::uuid AND w.removed_at IS NULL AND ($7::uuid[] IS NULL OR w.location_id = ANY ($7::uuid[])))
    SELECT o.found, o.location_id AS "locationUuid" FROM reached r LEFT JOIN one o ON true`,
);

export const WHERE_PERSON = reachedStatement<WhereRow>(
  'where_person',
  `
         one AS MATERIALIZED (
           SELECT u.uuid AS found, u.location_id FROM reached r JOIN users u ON u.organization_id = r.id
            WHERE u.uuid = :uuid::uuid AND u.removed_at IS NULL AND ($7::uuid[] IS NULL OR u.location_id = ANY ($7::uuid[])))
    SELECT o.found, o.location_id AS "locationUuid" FROM reached r LEFT JOIN one o ON true`,
);

/** The location, and those within reach of the same country and PSTN provider; a row with null where it is not there. */
export const ALIKE_LOCATIONS = reachedStatement<{ locationUuid: string | null }>(
  'alike_locations',
  `
         one AS MATERIALIZED (
           SELECT l.* FROM reached r JOIN locations l ON l.organization_id = r.id
            WHERE l.id = :uuid::uuid AND l.removed_at IS NULL AND ($7::uuid[] IS NULL OR l.id = ANY ($7::uuid[])))
    SELECT a.id AS "locationUuid"
      FROM reached r LEFT JOIN (one o CROSS JOIN LATERAL (
             SELECT l.id FROM locations l
              WHERE l.organization_id = o.organization_id AND l.removed_at IS NULL
                AND ($7::uuid[] IS NULL OR l.id = ANY ($7::uuid[]))
                AND (l.id = o.id OR l.country = o.country AND l.pstn_connection = o.pstn_connection) OFFSET 0) a) ON true
     ORDER BY a.id = :uuid DESC, a.id`,
);
