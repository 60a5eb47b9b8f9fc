import { HAS_RESTED, RESTED_BEFORE } from '../assignments/resting.js';
import { byKey } from '../record/by-key.js';
import { isCurrentOf } from '../record/current-assignments.js';

// Parts of the statements over an inventory (entries.queries.ts). An entry is a number `n`, with the line `o` of its owner
// if it has one; or a line `o` that has no number.

/** Common table expressions: the only locations that the caller reaches, and what HAS_RESTED needs. */
export const PLACES = `
         places AS MATERIALIZED (
           SELECT l.id FROM reached r JOIN locations l ON l.organization_id = r.id
            WHERE l.id = ANY ($7::uuid[]) AND l.removed_at IS NULL),
         ${RESTED_BEFORE('(SELECT id FROM reached)')}`;

// Whom the caller may see: a line is in a location, or its user is. Only for whom it matters is the user looked up.
const IS_SEEN = `(:onlyLocations::uuid[] IS NULL OR coalesce(
               coalesce(a.location_id, (SELECT v.location_id FROM users v WHERE v.id = a.user_id))
                 = ANY (:onlyLocations), false))`;

/** The line of who receives the number's calls, else of who has had it longest for outgoing calls, if the caller sees them. */
export const OWNER = `LATERAL (
             SELECT * FROM (
               SELECT a.* FROM number_assignments a WHERE ${isCurrentOf('n.id')} AND :readsOwner::boolean
                ORDER BY a.receives_calls DESC, a.held_since, a.list_position, a.id LIMIT 1) a
              WHERE ${IS_SEEN})`;

const mayBe = (value: string, type: string, column: string): string =>
  `(:${value}::${type} IS NULL OR ${column} = :${value})`;

// The planner takes IS NOT NULL for a condition that nearly every row meets, so that it reads on in the order of an index.
const nearlyAlways = (condition: string): string => `CASE WHEN ${condition} THEN true END IS NOT NULL`;

/** Whether the number `n` is its location's main number. Read for itself: a number that is not asked for costs its own row alone. */
export const IS_MAIN = `EXISTS (SELECT FROM locations l WHERE l.id = n.location_id AND l.main_phone_number_id = n.id OFFSET 0)`;

/** Whether a number is asked for, as far as it says itself. */
export const IS_ASKED_NUMBER = nearlyAlways(`
                  n.e164 >= :fromNumber::text AND n.e164 <= :toNumber::text
              AND ${mayBe('isHeld', 'boolean', 'n.is_held')} AND ${mayBe('state', 'text', 'n.state')}
              AND ${mayBe('isMobile', 'boolean', 'n.is_mobile')} AND ${mayBe('isService', 'boolean', 'n.is_service')}
              AND ${mayBe('isTollFree', 'boolean', '(n.e164 ~ :tollFreeForm::text)')}
              AND (:digits::text IS NULL OR position(:digits IN n.e164) > 0)
              AND (:e164s::text[] IS NULL OR n.e164 = ANY (:e164s))
              AND (NOT :isFree::boolean OR NOT n.is_held AND ${HAS_RESTED} AND NOT (:isOffered::boolean AND ${IS_MAIN}))`);

/** Whether an entry is asked for, as far as its owner's line says. Nobody's is no alternate. */
export const IS_ASKED_LINE = `${mayBe('isAlternate', 'boolean', `(o.line IS NOT DISTINCT FROM 'alternate')`)}
              AND ${mayBe('extension', 'text', 'o.extension')}`;

/** The same of a number whose owner is not read yet. */
export const IS_ASKED_OWNER = nearlyAlways(`NOT :asksLine::boolean OR EXISTS (
                    SELECT FROM (SELECT) one LEFT JOIN ${OWNER} o ON true WHERE ${IS_ASKED_LINE} OFFSET 0)`);

const LINE = 'o.id AS line_id, o.extension, o.line, o.user_id, o.workspace_id';

/** What of somebody's name is looked for, whatever the case. */
export const hasName = (names: string): string =>
  `(:ownerName::text IS NULL OR position(lower(:ownerName) IN lower(concat_ws(E'\\n', ${names}))) > 0)`;

/** Whether an entry is asked for, as far as its holder says. */
export const IS_ASKED_HOLDER = `
                  (:ownerKind::text IS NULL OR CASE :ownerKind WHEN 'user' THEN e.user_id ELSE e.workspace_id END IS NOT NULL)
              AND ${hasName('u.full_name, u.first_name, u.last_name, w.name')}`;

/** The columns of an entry, of a number `n` and its line `o`. */
export const NUMBER = `n.id AS number_id, n.e164, n.state, n.is_held, n.is_mobile, n.is_service, n.location_id, ${LINE}`;
/** The same columns, of a line `o` without a number. */
export const NUMBERLESS = `NULL::bigint AS number_id, NULL::text AS e164, NULL::text AS state, NULL::boolean AS is_held,
                  NULL::boolean AS is_mobile, NULL::boolean AS is_service, o.location_id, ${LINE}`;

/** Who holds an entry `e`, and their names. */
export const HOLDERS = `
             LEFT JOIN ${byKey('users', 'e.user_id')} u ON true
             LEFT JOIN ${byKey('workspaces', 'e.workspace_id')} w ON true`;
export const HOLDER = 'u.uuid AS user_uuid, u.full_name, u.first_name, u.last_name, w.name AS workspace_name';
