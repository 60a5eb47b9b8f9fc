/** How far ahead of the database's clock an instant still counts as now. */
export const MOST_SECONDS_AHEAD = 60;

/** Whether the instant $3 is further ahead than that. */
export const IS_AHEAD = `$3::timestamptz > clock_timestamp() + interval '${MOST_SECONDS_AHEAD} seconds'`;

// A row counts from valid_from until before valid_to; of the organization that it was closed in, whoever's the user and
// the number are today. An import may say that a holding is older than its row, and `since` is what is printed: so
// before valid_from a row counts from held_since on, but not while another row covers the instant, one that ended by
// the time this one began, and that is of the same holder (then it is the same holding, before an edit) or that
// received the number's calls as this one does. Thus no number has two receiving holders at one instant. A row that
// continues another one is the simple case of the first, and most are.
const BEGUN_AT = `(a.valid_from <= $3::timestamptz OR a.held_since <= $3::timestamptz AND NOT a.continues AND NOT EXISTS (
                  SELECT FROM number_assignments b
                   WHERE b.phone_number_id = a.phone_number_id AND b.held_since <= $3::timestamptz
                     AND b.valid_to > $3::timestamptz AND b.valid_to <= a.valid_from AND b.valid_from < a.valid_from
                     AND (b.holder_id = a.holder_id OR b.receives_calls AND a.receives_calls) OFFSET 0))`;

/** Of the rows `a` of number_assignments those that were held at the instant $3. */
export const HELD_AT = `(a.valid_to IS NULL OR a.valid_to > $3::timestamptz) AND ${BEGUN_AT}`;

// What is said of a person follows them: of somebody who has moved their former organization is shown the id alone.
const theirs = (column: string): string => `CASE WHEN u.organization_id = o.id THEN ${column} END`;
const LINE = `a.id, a.phone_number_id, a.provider, a.is_default, a.receives_calls, ${theirs('a.label')} AS label,
             a.held_since, a.list_position`;
const USER = `u.uuid AS user_uuid, u.object_id AS user_object_id, ${theirs('u.full_name')} AS full_name,
             ${theirs('u.email')} AS email`;

/**
 * The users' lines of the organization `o` at the instant $3, with the user: the current ones user by user (OFFSET 0),
 * and by an index on time the closed ones, among which a row that continues another counts from its beginning.
 */
export const PROVIDER_LINES_AT = `LATERAL (
             SELECT ${LINE}, ${USER}
               FROM users u
               JOIN LATERAL (SELECT a.* FROM number_assignments a
                              WHERE a.holder_id = u.id AND a.organization_id = o.id AND a.provider IS NOT NULL
                                AND a.valid_to IS NULL AND a.held_since <= $3::timestamptz AND ${BEGUN_AT}
                             OFFSET 0) a ON true
              WHERE u.organization_id = o.id
             UNION ALL
             SELECT ${LINE}, ${USER}
               FROM number_assignments a JOIN users u ON u.id = a.user_id
              WHERE a.organization_id = o.id AND a.provider IS NOT NULL AND a.valid_to IS NOT NULL
                AND tstzrange(CASE WHEN a.continues THEN a.valid_from ELSE a.held_since END, a.valid_to)
                    @> $3::timestamptz
                AND ${BEGUN_AT})`;

/** The lines at the instant $3 of the organization that is meant by $1 and $2, in the order of the list. */
export const ORGANIZATION_LINES_AT = `
    SELECT a.user_object_id AS "userObjectId", a.full_name AS "userName", a.email AS "userEmail",
           a.provider, n.e164 AS number, a.is_default AS "isDefault", a.receives_calls AS "receivesCalls", a.label
      FROM organizations o
      JOIN ${PROVIDER_LINES_AT} a ON true
      JOIN phone_numbers n ON n.id = a.phone_number_id
     WHERE o.uuid = $1::uuid OR o.object_id = $2
     ORDER BY a.user_object_id, a.held_since, a.list_position, a.id`;
