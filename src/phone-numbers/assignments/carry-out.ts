// How a plan is carried out, at one instant. Each statement reads two relations that the writer provides, as tables or as
// common table expressions: `plan` (plan.ts) and `change_rows`, the row in `changes` of each organization.

const FURTHEST_AHEAD_SECONDS = 60;

// The last instant of all rows of the number `n`, by one look into an index each, however many there are: of the row that
// began last, of those for caller id only, and of the one that received its calls last, because no two of these overlap.
const LAST_INSTANT = `
SELECT greatest(l.valid_from, l.valid_to,
         (SELECT a.valid_to FROM number_assignments a
           WHERE a.phone_number_id = n.id AND NOT a.receives_calls AND a.valid_to IS NOT NULL
           ORDER BY a.valid_to DESC LIMIT 1),
         (SELECT a.valid_to FROM number_assignments a
           WHERE a.phone_number_id = n.id AND a.receives_calls ORDER BY a.valid_from DESC LIMIT 1))
  FROM (SELECT a.valid_from, a.valid_to FROM number_assignments a
         WHERE a.phone_number_id = n.id ORDER BY a.valid_from DESC LIMIT 1) l`;

// After the locks. Every interval concerned has ended before, so that intervals neither touch nor overlap.
export const INSTANT = `
SELECT at, extract(epoch FROM at - clock_timestamp())::float8 > ${FURTHEST_AHEAD_SECONDS} AS ahead
  FROM (SELECT greatest(date_trunc('milliseconds', clock_timestamp()), max(last) + interval '1 millisecond') AS at
          FROM (SELECT a.valid_from FROM plan p JOIN number_assignments a ON a.id = p.replaced_id WHERE p.effect <> 'keep'
                UNION ALL
                SELECT (${LAST_INSTANT})
                  FROM (SELECT DISTINCT phone_number_id AS id FROM plan WHERE effect <> 'keep') n) x (last)) t`;

// `continued` is true only where the holder keeps the number in the same organization and location: whose reach is by
// location sees a release where it goes on in another one.
export const CLOSE = `
UPDATE number_assignments a
   SET valid_to = $1, closed_by = c.id, continued = p.organization_id = a.organization_id AND p.phone_number_id IS NOT NULL
         AND (p.effect = 'edit' AND p.location_id IS NOT DISTINCT FROM a.location_id
              OR EXISTS (SELECT FROM plan o WHERE o.phone_number_id = p.phone_number_id AND o.holder_id = p.holder_id
                            AND o.location_id IS NOT DISTINCT FROM a.location_id AND o.effect = 'open'))
  FROM plan p JOIN change_rows c USING (organization_id)
 WHERE a.id = p.replaced_id AND p.effect IN ('release', 'edit')`;

// An edit keeps its start; so does a number that only changes its provider.
export const OPEN = `
INSERT INTO number_assignments (organization_id, user_id, workspace_id, phone_number_id, location_id, extension, line,
  provider, receives_calls, is_default, label, ring_pattern, held_since, list_position, valid_from, opened_by, continues)
SELECT p.organization_id, CASE WHEN p.kind = 'user' THEN p.holder_id END, CASE WHEN p.kind = 'workspace' THEN p.holder_id END,
       p.phone_number_id, p.location_id, p.extension, p.line, p.provider, p.receives_calls, p.is_default, p.label,
       p.ring_pattern,
       coalesce(p.held_since, (SELECT min(o.held_since) FROM plan o WHERE o.phone_number_id = p.phone_number_id
                                  AND o.holder_id = p.holder_id AND o.effect = 'release'), $1),
       p.list_position, $1, c.id,
       p.effect = 'edit' OR p.held_since IS NULL AND EXISTS (SELECT FROM plan o WHERE o.phone_number_id = p.phone_number_id
                                                                AND o.holder_id = p.holder_id AND o.effect = 'release')
  FROM plan p JOIN change_rows c USING (organization_id)
 WHERE p.effect IN ('open', 'edit') ORDER BY p."row"`;
