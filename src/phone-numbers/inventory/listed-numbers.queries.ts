import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import { HAS_RESTED, RESTED_BEFORE, RESTS_UNTIL } from '../assignments/resting.js';
import { byKey } from '../record/by-key.js';
import { isCurrentOf } from '../record/current-assignments.js';
import { numberedValues, type NamedValues } from '../record/named-values.js';
import type { Provider } from '../record/number-assignment.entity.js';
import type { NumberState } from '../record/phone-number.entity.js';
import { IS_MAIN } from './entry-parts.js';

// The numbers of the record by E.164, then its lines without a number by organization and extension. A statement looks at
// so many rows of an index, in that order, and answers those that are asked for: however few they are, it ends.

/** Of what an index gives the rows in order. `extension`: the numbers that have it in an organization. */
export type ListedSource = 'record' | 'organization' | 'location' | 'extension';

/** How far a statement looked. */
export interface LookedAt {
  lookedAt: number;
  /** The keyset of the last row; null: it looked at none. */
  lastKey: string[] | null;
}

/** A number or a line. What it does not have is null. */
export interface ListedRow {
  /** Its keyset. */
  key: string[];
  number: string | null;
  state: NumberState | null;
  organization: { id: string; uuid: string; objectId: string; name: string | null } | null;
  location: { uuid: string; name: string | null } | null;
  isMain: boolean;
  lineId: string | null;
  userObjectId: string | null;
  workspaceUuid: string | null;
  holderName: string | null;
  email: string | null;
  provider: Provider | null;
  line: 'primary' | 'alternate' | null;
  extension: string | null;
  receivesCalls: boolean | null;
  since: Date | null;
  restsUntil: Date | null;
}

/** Where none of those that were looked at is asked for there is one row, without an entry. */
export type StepRow = LookedAt & (ListedRow | { [Column in keyof ListedRow]: null });

// `a` is a line, `u` and `w` are its holder.
const HOLDERS = `
               LEFT JOIN ${byKey('users', 'a.user_id')} u ON true
               LEFT JOIN ${byKey('workspaces', 'a.workspace_id')} w ON true`;
const IS_NAMED = `coalesce(
                 position(lower(:text::text) IN lower(concat_ws(E'\\n', u.full_name, u.first_name, u.last_name, u.email,
                                                                w.name))) > 0
                 OR position(:digits::text IN a.extension) > 0, false)`;
const LINE = `a.id AS line_id, u.object_id AS user_object_id, a.workspace_id, coalesce(u.full_name, w.name) AS holder_name,
               u.email, a.provider, a.line, a.extension, a.receives_calls, a.held_since, ${IS_NAMED} AS is_named`;

/** Of a number `n`: one that is asked for before the others, else who receives its calls, else who has had it longest. */
const HOLDER = `LATERAL (
             SELECT ${LINE}
               FROM number_assignments a${HOLDERS}
              WHERE ${isCurrentOf('n.id')}
              ORDER BY coalesce(a.extension = :extension::text, false) DESC, ${IS_NAMED} DESC, a.receives_calls DESC,
                       a.held_since, a.list_position, a.id LIMIT 1)`;

const IS_ASKED = `(:state::text IS NULL OR n.state = :state) AND (:extension::text IS NULL OR h.extension = :extension)
              AND (:isHeld::boolean IS NULL OR (h.line_id IS NOT NULL) = :isHeld)
              AND (:text::text IS NULL OR position(:digits::text IN n.e164) > 0 OR h.is_named)
              AND (NOT :isFree::boolean OR NOT n.is_held AND n.state = 'ACTIVE' AND NOT n.is_service AND ${HAS_RESTED}
                                           AND NOT ${IS_MAIN})`;

/** `page` with what it belongs to. Few organizations and locations have many numbers: each is read once. */
const ANSWER = `,
         houses AS MATERIALIZED (
           SELECT o.* FROM organizations o WHERE o.id = ANY (ARRAY(SELECT DISTINCT organization_id FROM page))),
         located AS MATERIALIZED (
           SELECT l.* FROM locations l WHERE l.id = ANY (ARRAY(SELECT DISTINCT location_id FROM page)))
    SELECT (SELECT count(*)::int FROM looked) AS "lookedAt",
           (SELECT key FROM looked ORDER BY place DESC LIMIT 1) AS "lastKey",
           n.key, n.e164 AS number, n.state,
           CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'uuid', o.uuid, 'objectId', o.object_id,
                                                             'name', o.name) END AS organization,
           CASE WHEN l.id IS NOT NULL THEN json_build_object('uuid', l.id, 'name', l.name) END AS location,
           coalesce(l.main_phone_number_id = n.id, false) AS "isMain", n.line_id AS "lineId",
           n.user_object_id AS "userObjectId", n.workspace_id AS "workspaceUuid", n.holder_name AS "holderName", n.email,
           n.provider, n.line, n.extension, n.receives_calls AS "receivesCalls", n.held_since AS since,
           ${RESTS_UNTIL} AS "restsUntil"
      FROM (SELECT) one
      LEFT JOIN (page n LEFT JOIN houses o ON o.id = n.organization_id LEFT JOIN located l ON l.id = n.location_id) ON true
     ORDER BY n.place`;

const looked = (rows: string, order: string): string => `
         looked AS MATERIALIZED (SELECT r.*, row_number() OVER (ORDER BY ${order}) AS place FROM (${rows}) r)`;

const numbersAmong = (where: string, from = 'phone_numbers n'): string => `
           SELECT n.*, ARRAY[n.e164] AS key FROM ${from}
            WHERE ${where} AND n.e164 > :after::text AND n.e164 >= :fromNumber::text AND n.e164 <= :toNumber::text
            ORDER BY n.e164 LIMIT (SELECT :lookAt::integer)`;
const OF_ORGANIZATION = 'n.organization_id = :organization::uuid';
const WITH_EXTENSION = `(SELECT DISTINCT x.phone_number_id AS id FROM number_assignments x
                     WHERE x.organization_id = :organization::uuid AND x.extension = :extension::text
                       AND x.valid_to IS NULL) x
             JOIN ${byKey('phone_numbers', 'x.id')} n ON true`;
// Each number of an organization is in one of two indexes: of those that have a location, and of those that have none.
const NUMBERS: Record<ListedSource, string> = {
  record: numbersAmong('true'),
  organization: `
           SELECT * FROM ((${numbersAmong(`${OF_ORGANIZATION} AND n.location_id IS NOT NULL`)})
                          UNION ALL
                          (${numbersAmong(`${OF_ORGANIZATION} AND n.location_id IS NULL`)})) n
            ORDER BY n.e164 LIMIT (SELECT :lookAt)`,
  location: numbersAmong('n.location_id = :location::uuid'),
  extension: numbersAmong('(:location::uuid IS NULL OR n.location_id = :location)', WITH_EXTENSION),
};

const numbers = (source: ListedSource): string => `
    WITH ${RESTED_BEFORE(':organization::uuid')},${looked(NUMBERS[source], 'r.e164')},
         page AS MATERIALIZED (
           SELECT n.*, h.* FROM looked n LEFT JOIN ${HOLDER} h ON true
            WHERE ${IS_ASKED}
            ORDER BY n.place LIMIT (SELECT :atMost::integer))${ANSWER}`;

const linesAmong = (where: string, order: string): string => `
           SELECT a.*, ARRAY[a.organization_id::text, a.extension, a.id::text] AS key FROM number_assignments a
            WHERE a.valid_to IS NULL AND a.phone_number_id IS NULL AND a.extension IS NOT NULL AND ${where}
            ORDER BY ${order} LIMIT (SELECT :lookAt::integer)`;
/** No extension comes after it, in any collation. */
const LAST_EXTENSION = '9'.repeat(11);
const BY_EXTENSION = `(a.extension, a.id) > (:afterExtension::text, :afterLine::bigint)
              AND a.extension >= coalesce(:extension::text, '') AND a.extension <= coalesce(:extension, '${LAST_EXTENSION}')`;
const LINES = {
  record: linesAmong(
    '(a.organization_id, a.extension, a.id) > (:afterOrganization::uuid, :afterExtension::text, :afterLine::bigint)',
    'a.organization_id, a.extension, a.id',
  ),
  organization: linesAmong(`${OF_ORGANIZATION.replace('n.', 'a.')} AND ${BY_EXTENSION}`, 'a.extension, a.id'),
  location: linesAmong(`a.location_id = :location::uuid AND ${BY_EXTENSION}`, 'a.extension, a.id'),
};
type LineSource = keyof typeof LINES;

const lines = (source: LineSource): string => `
    WITH ${looked(LINES[source], 'r.organization_id, r.extension, r.id').trim()},
         page AS MATERIALIZED (
           SELECT NULL::bigint AS id, NULL::text AS e164, NULL::text AS state, NULL::boolean AS is_held,
                  NULL::timestamptz AS released_at, a.organization_id, a.location_id, a.key, a.place, ${LINE}
             FROM looked a${HOLDERS}
            WHERE (:extension::text IS NULL OR a.extension = :extension) AND (:text::text IS NULL OR ${IS_NAMED})
            ORDER BY a.place LIMIT (SELECT :atMost::integer))${ANSWER}`;

/** Reads one step of a list; a value that the statement does not name is left out. */
type Step = (dataSource: DataSource, values: NamedValues) => Promise<[StepRow, ...StepRow[]]>;

function step(name: string, text: string): Step {
  const { text: numbered, names } = numberedValues(text, 1);
  const statement = preparedStatement(name, numbered);
  return async (dataSource, values) => {
    const rows = await readPrepared<StepRow>(
      dataSource,
      statement,
      names.map((one) => values[one]),
    );
    return rows as [StepRow, ...StepRow[]];
  };
}

export const LISTED_NUMBERS: Record<ListedSource, Step> = {
  record: step('listed_numbers_record', numbers('record')),
  organization: step('listed_numbers_organization', numbers('organization')),
  location: step('listed_numbers_location', numbers('location')),
  extension: step('listed_numbers_extension', numbers('extension')),
};
export const LISTED_LINES: Record<LineSource, Step> = {
  record: step('listed_lines_record', lines('record')),
  organization: step('listed_lines_organization', lines('organization')),
  location: step('listed_lines_location', lines('location')),
};

/** The location's organization; undefined: there is no such location, or not in that organization. */
const LOCATION = preparedStatement(
  'listed_location',
  `SELECT o.id, o.uuid, o.object_id AS "objectId" FROM locations l JOIN organizations o ON o.id = l.organization_id
    WHERE l.id = $1 AND l.removed_at IS NULL AND ($2::uuid IS NULL OR o.id = $2)`,
);

export async function organizationOfLocation(dataSource: DataSource, location: string, organizationId?: string) {
  const values = [location, organizationId];
  return (await readPrepared<{ id: string; uuid: string; objectId: string }>(dataSource, LOCATION, values))[0];
}
