import { reachedStatement } from '../tenants/reached-statement.js';

/** Which of the numbers are in an inventory; a row with nulls where none is. */
export const KNOWN_NUMBERS = reachedStatement<{ e164: string | null; isOwn: boolean | null }>(
  'known_numbers',
  `
         known AS MATERIALIZED (
           SELECT n.e164, n.organization_id = r.id AND ($7::uuid[] IS NULL OR coalesce(n.location_id = ANY ($7::uuid[]), false))
                    AS is_own
             FROM reached r CROSS JOIN LATERAL (
               SELECT * FROM phone_numbers WHERE e164 = ANY (:e164s::text[]) AND organization_id IS NOT NULL OFFSET 0) n)
    SELECT k.e164, k.is_own AS "isOwn" FROM reached r LEFT JOIN known k ON true`,
);

/** Which of the extensions the location has on a line; a row with nulls where it has none, or is not there. */
export const USED_EXTENSIONS = reachedStatement<{ locationUuid: string | null; extension: string | null }>(
  'used_extensions',
  `
         place AS MATERIALIZED (
           SELECT l.id FROM reached r JOIN locations l ON l.organization_id = r.id
            WHERE l.id = :location::uuid AND l.removed_at IS NULL AND ($7::uuid[] IS NULL OR l.id = ANY ($7::uuid[])))
    SELECT p.id AS "locationUuid", a.extension
      FROM reached r LEFT JOIN place p ON true
      LEFT JOIN LATERAL (
        SELECT extension FROM number_assignments
         WHERE location_id = p.id AND extension = ANY (:extensions::text[]) AND valid_to IS NULL OFFSET 0) a ON true`,
);
