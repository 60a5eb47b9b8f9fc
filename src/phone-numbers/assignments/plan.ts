// A line is the same as long as its holder, provider and number are; without a number, its extension.

/**
 * What has to happen so that the lines of `wanted` stand in the place of `replaced`: a row per line, whose `effect` is
 * open, edit (close and open again, since the same instant), release or keep.
 */
export const PLAN = `
SELECT coalesce(w.organization_id, r.organization_id) AS organization_id,
       coalesce(w.holder_id, r.holder_id) AS holder_id,
       coalesce(w.phone_number_id, r.phone_number_id) AS phone_number_id,
       r.id AS replaced_id, coalesce(r.held_since, w.held_since) AS held_since, w."row", w.kind, w.location_id, w.extension, w.line, w.provider,
       w.receives_calls, w.is_default, w.label, coalesce(w.ring_pattern, r.ring_pattern) AS ring_pattern, coalesce(w.list_position, r.list_position, 0) AS list_position,
       CASE WHEN r.id IS NULL THEN 'open'
            WHEN w."row" IS NULL THEN 'release'
            WHEN (w.receives_calls, w.is_default, w.label, w.extension, w.line, w.location_id, w.ring_pattern)
                 IS DISTINCT FROM (r.receives_calls, r.is_default, r.label, r.extension, r.line, r.location_id,
                                   CASE WHEN w.ring_pattern IS NOT NULL THEN r.ring_pattern END)
            THEN 'edit' ELSE 'keep' END AS effect
  FROM (SELECT *, coalesce('n' || phone_number_id, 'x' || extension) AS what
          FROM wanted WHERE kind IN ('user', 'workspace') AND (e164 IS NOT NULL OR extension IS NOT NULL)) w
  FULL JOIN (SELECT *, coalesce('n' || phone_number_id, 'x' || extension) AS what FROM replaced) r
    ON r.holder_id = w.holder_id AND r.what = w.what AND coalesce(r.provider, '') = coalesce(w.provider, '')`;
