import type { RecordDatabase } from '../record-database.js';

// Each time that somebody began to receive a number's calls after somebody else had ceased to, at an instant before.
const FROM_SOMEBODY_ELSE = `
    SELECT a.opened_by, c.action, c.details ? 'restOverridden' AS forced,
           l.valid_to + o.number_rest_days * interval '24 hours' > a.valid_from AS rests
      FROM number_assignments a JOIN changes c ON c.id = a.opened_by JOIN organizations o ON o.id = a.organization_id
      JOIN LATERAL (SELECT * FROM number_assignments b
                     WHERE b.phone_number_id = a.phone_number_id AND b.receives_calls AND b.valid_from < a.valid_from
                     ORDER BY b.valid_from DESC LIMIT 1) l ON l.holder_id <> a.holder_id AND l.valid_to < a.valid_from
     WHERE a.receives_calls AND a.opened_by > $1`;

/** What must have no row, whatever happened. $1: the last change before; older rows were laid out by hand. */
const VIOLATIONS = {
  'two holders receive a number at one time': `
    SELECT FROM number_assignments a JOIN number_assignments b ON b.phone_number_id = a.phone_number_id AND b.id > a.id
     WHERE a.receives_calls AND b.receives_calls
       AND tstzrange(a.valid_from, a.valid_to) && tstzrange(b.valid_from, b.valid_to)`,
  'two current holders receive a number': `
    SELECT FROM number_assignments WHERE valid_to IS NULL AND receives_calls AND phone_number_id IS NOT NULL
     GROUP BY phone_number_id HAVING count(*) > 1`,
  'one holder has a number twice at one time': `
    SELECT FROM number_assignments a JOIN number_assignments b ON b.phone_number_id = a.phone_number_id AND b.id > a.id
       AND b.holder_id = a.holder_id AND b.provider IS NOT DISTINCT FROM a.provider
     WHERE tstzrange(a.valid_from, a.valid_to) && tstzrange(b.valid_from, b.valid_to)`,
  'an extension is on two lines of a location at one time': `
    SELECT FROM number_assignments a JOIN number_assignments b
        ON b.location_id = a.location_id AND b.extension = a.extension AND b.id > a.id
     WHERE tstzrange(a.valid_from, a.valid_to) && tstzrange(b.valid_from, b.valid_to)`,
  'a user has two defaults of a provider': `
    SELECT FROM number_assignments WHERE valid_to IS NULL AND is_default GROUP BY user_id, provider HAVING count(*) > 1`,
  'a holder has two primary lines': `
    SELECT FROM number_assignments WHERE valid_to IS NULL AND line = 'primary' GROUP BY holder_id HAVING count(*) > 1`,
  'a current line, its holder, number and location are not of one organization': `
    SELECT FROM number_assignments a LEFT JOIN users u ON u.id = a.user_id LEFT JOIN workspaces w ON w.id = a.workspace_id
      LEFT JOIN phone_numbers p ON p.id = a.phone_number_id LEFT JOIN locations l ON l.id = a.location_id
     WHERE a.valid_to IS NULL AND (a.organization_id <> coalesce(u.organization_id, w.organization_id)
        OR a.phone_number_id IS NOT NULL AND a.organization_id IS DISTINCT FROM p.organization_id
        OR a.location_id IS NOT NULL AND a.organization_id IS DISTINCT FROM l.organization_id
        OR a.line IS NOT NULL AND a.location_id IS DISTINCT FROM coalesce(w.location_id, u.location_id))`,
  'a number that rested went to somebody else, and nobody forced it': `
    SELECT FROM (${FROM_SOMEBODY_ELSE}) n WHERE rests AND NOT forced AND action <> 'import'`,
  'a change says that a rest was overridden, and none was': `
    SELECT FROM changes c WHERE c.id > $1 AND c.details ? 'restOverridden'
       AND NOT EXISTS (SELECT FROM (${FROM_SOMEBODY_ELSE}) n WHERE n.opened_by = c.id AND n.rests)`,
  'an interval does not begin at the instant and in the organization of its change': `
    SELECT FROM number_assignments a LEFT JOIN changes c ON c.id = a.opened_by
     WHERE a.opened_by > $1 AND (c.at, c.organization_id) IS DISTINCT FROM (a.valid_from, a.organization_id)`,
  'an interval does not end at the instant and in the organization of its change': `
    SELECT FROM number_assignments a LEFT JOIN changes c ON c.id = a.closed_by
     WHERE a.valid_to IS NOT NULL AND a.closed_by IS DISTINCT FROM NULL AND a.closed_by > $1
       AND (c.at IS DISTINCT FROM a.valid_to
            -- who moves takes their lines out of the organization that they come from, and so does a number
            OR CASE WHEN c.action IN ('user.move', 'inventory.transfer') THEN c.other_organization_id ELSE c.organization_id END
               IS DISTINCT FROM a.organization_id)`,
  'a change neither opened nor closed anything': `
    SELECT FROM changes c WHERE c.id > $1 AND c.action NOT IN ('import', 'user.move', 'user.remove', 'workspace.remove', 'location.remove',
                                                        'inventory.transfer', 'inventory.remove')
       AND NOT EXISTS (SELECT FROM number_assignments WHERE opened_by = c.id OR closed_by = c.id)`,
};

/** The invariants that the record breaks, with how often. None if all is well. */
export async function audit(database: Pick<RecordDatabase, 'query'>, lastChangeBefore = '0'): Promise<string[]> {
  const faults: string[] = [];
  for (const [what, sql] of Object.entries(VIOLATIONS)) {
    // Each statement has to use its parameter.
    const rows = await database.query(
      `${sql} ${sql.includes('$1') ? '' : '-- $1'}`,
      sql.includes('$1') ? [lastChangeBefore] : [],
    );
    if (rows.length) faults.push(`${what}: ${rows.length}`);
  }
  return faults;
}
