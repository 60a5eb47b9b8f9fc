// What files say of locations, beside who and what is there.

/** Columns of the record, and what they are called of the staged rows. */
const COLUMNS = [
  ['name', 'location_name'],
  ...['country', 'routing_prefix', 'address_1', 'address_2', 'city', 'state', 'postal_code', 'time_zone'].map(same),
  ...['preferred_language', 'announcement_language', 'latitude', 'longitude', 'notes', 'pstn_connection'].map(same),
] as const;

function same(column: string): readonly [string, string] {
  return [column, column];
}

const each = (write: (column: string, staged: string) => string): string =>
  COLUMNS.map(([column, staged]) => write(column, staged)).join(', ');

/** Of the staged rows `s` the first value in the files' order that says something. */
export const first = (column: string): string =>
  `(array_agg(s.${column} ORDER BY s."row") FILTER (WHERE s.${column} IS NOT NULL))[1]`;

/** Those that are others afterwards. */
export const NEW_LOCATIONS = `
CREATE TEMP TABLE new_locations ON COMMIT DROP AS
SELECT l.organization_id, l.id, ${each((column) => `coalesce(n.${column}, l.${column}) AS ${column}`)}
  FROM (SELECT s.location_id, ${each((column, staged) => `${first(staged)} AS ${column}`)}
          FROM staged s WHERE s.location_id IS NOT NULL GROUP BY 1) n
  JOIN locations l ON l.id = n.location_id
 WHERE l.removed_at IS NOT NULL
    OR (${each((column) => `coalesce(n.${column}, l.${column})`)}) IS DISTINCT FROM (${each((column) => `l.${column}`)})`;

/** A route is that of a local gateway. */
export const SETTLE_LOCATIONS = `
UPDATE locations l SET ${each((column) => `${column} = n.${column}`)}, removed_at = NULL,
       pstn_route_type = CASE WHEN n.pstn_connection = 'LOCAL_GATEWAY' THEN l.pstn_route_type END,
       pstn_route_id = CASE WHEN n.pstn_connection = 'LOCAL_GATEWAY' THEN l.pstn_route_id END
  FROM new_locations n WHERE l.id = n.id`;
