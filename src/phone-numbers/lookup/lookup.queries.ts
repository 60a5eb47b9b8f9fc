import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import type { Provider } from '../record/number-assignment.entity.js';
import { HAS_RESTED, RESTED_BEFORE, RESTS_UNTIL } from '../assignments/resting.js';
import { byKey } from '../record/by-key.js';
import { isCurrentOf } from '../record/current-assignments.js';
import { CALLER, readerValues, reads, readsLocation, readsOrganization, type Reader } from './reader.js';

/** A holder's line and the change that opened it. */
export interface LineRow {
  lineId: string;
  userObjectId: string | null;
  workspaceUuid: string | null;
  holderName: string | null;
  holderOrganizationId: string;
  holderOrganizationUuid: string;
  holderOrganizationObjectId: string;
  lineLocationUuid: string | null;
  provider: Provider | null;
  line: 'primary' | 'alternate' | null;
  extension: string | null;
  receivesCalls: boolean;
  since: Date;
  openedSubject: string;
  openedAt: Date;
  openedTrackingId: string;
  openedAction: string;
}

/** Of a number without a row of the statement's kind there is one row without a line. */
type OrNone<Row> = Row | { [Column in keyof Row]: null };

/** The number as far as the reader sees it, and a row per current holder whom they see. */
export type FoundRow = OrNone<LineRow> & {
  number: string;
  /** Whether the reader reaches the number itself; its own facts are null where they do not. */
  inReach: boolean;
  organizationId: string | null;
  organizationUuid: string | null;
  organizationObjectId: string | null;
  organizationName: string | null;
  locationUuid: string | null;
  locationName: string | null;
  state: 'ACTIVE' | 'INACTIVE' | null;
  lastReleasedAt: Date | null;
  restsUntil: Date | null;
};

const ENDED = 'e.valid_to IS NOT NULL AND NOT e.continued';
const nextOrganization = (number: string, after = ''): string => `(
             SELECT e.organization_id FROM number_assignments e
              WHERE e.phone_number_id = ${number} AND ${ENDED}${after} ORDER BY e.organization_id LIMIT 1)`;

// The number, its current rows, and the organizations that the reader sees among those whose it is or was. The
// organizations that somebody ceased to hold the number in are found one by one by an index, so that whoever may see
// nothing of a long history costs as little as whoever asks for a number that is not there. A row that continued is
// followed by one of the same organization and location, so that none is missed.
const NUMBER = `
    WITH RECURSIVE ${CALLER},
         number AS MATERIALIZED (
           SELECT n.*, ${reads('n.organization_id', 'n.location_id')} AS in_reach FROM phone_numbers n WHERE n.e164 = $6),
         current AS MATERIALIZED (
           SELECT a.* FROM number n JOIN number_assignments a ON ${isCurrentOf('n.id')}),
         ended_in AS (
           SELECT n.id AS number_id, ${nextOrganization('n.id')} AS id FROM number n
           UNION ALL
           SELECT i.number_id, ${nextOrganization('i.number_id', ' AND e.organization_id > i.id')}
             FROM ended_in i WHERE i.id IS NOT NULL),
         seen_organizations AS MATERIALIZED (
           SELECT i.id FROM (SELECT id FROM ended_in WHERE id IS NOT NULL UNION SELECT organization_id FROM current) i
            WHERE ${readsOrganization('i.id')})`;

// Whether the reader sees a row of number_assignments. A provider line has no location but its user's, while they are in the
// row's organization; it is looked up only for whom it matters. An array, which the planner takes for a condition that nearly every row meets: it reads on
// in the order of an index until it has enough, and never all rows first.
const usersLocationOf = (row: string): string =>
  `(SELECT v.location_id FROM users v WHERE v.id = ${row}.user_id AND v.organization_id = ${row}.organization_id)`;
const readsPlace = (row: string, usersLocation = usersLocationOf(row)) =>
  readsLocation(`coalesce(${row}.location_id, ${usersLocation})`);
const readsRow = (row: string, usersLocation?: string): string =>
  `array_position(ARRAY(SELECT id FROM seen_organizations), ${row}.organization_id) IS NOT NULL AND ${readsPlace(row, usersLocation)}`;

// The ends of the number in an organization that the reader sees.
const ENDS = `FROM seen_organizations r CROSS JOIN number n JOIN LATERAL (
                      SELECT e.valid_to FROM number_assignments e
                       WHERE e.phone_number_id = n.id AND e.organization_id = r.id AND ${ENDED} AND ${readsPlace('e')}`;

// `s` is a row of number_assignments, `h` its organization, `user` and `w` its holder, `b` the change that opened it. A name
// follows the person: somebody who has moved is only an id to the readers of their former organization.
const line = (user: string, usersOrganization: string): string => `
           s.id AS "lineId", ${user}.object_id AS "userObjectId", s.workspace_id AS "workspaceUuid",
           coalesce(CASE WHEN ${usersOrganization} = s.organization_id OR ${readsOrganization(usersOrganization)}
                         THEN ${user}.full_name END, w.name) AS "holderName", h.id AS "holderOrganizationId",
           h.uuid AS "holderOrganizationUuid", h.object_id AS "holderOrganizationObjectId",
           s.location_id AS "lineLocationUuid", s.provider, s.line, s.extension, s.receives_calls AS "receivesCalls",
           s.held_since AS since, b.subject AS "openedSubject", b.at AS "openedAt", b.tracking_id AS "openedTrackingId",
           b.action AS "openedAction"`;
const USER = `
                   LEFT JOIN ${byKey('users', 's.user_id')} u ON true`;
const OTHERS = `
                   JOIN ${byKey('organizations', 's.organization_id')} h ON true
                   LEFT JOIN ${byKey('workspaces', 's.workspace_id')} w ON true`;

// An edit closes a row and opens the next one of the same holding: who opened it is who opened the first.
const OPENED_BY = `(
                     SELECT f.opened_by FROM number_assignments f
                      WHERE f.phone_number_id = s.phone_number_id AND f.holder_id = s.holder_id
                        AND f.held_since = s.held_since AND f.valid_from >= s.held_since AND ${readsRow('f')}
                      ORDER BY f.valid_from, f.id LIMIT 1)`;

// An end is no release while the holder has the number by another row that the reader sees. Rows that receive calls do not
// overlap, so that the last one which had begun is the only one that may cover the instant; the others are known by an
// index of their own. OFFSET 0: asked for one end at a time, from the newest.
const RECEIVING = `(SELECT * FROM number_assignments t
                   WHERE t.phone_number_id = e.phone_number_id AND t.receives_calls AND t.valid_from <= e.valid_to
                   ORDER BY t.valid_from DESC LIMIT 1)`;
const keptBy = (rows: string, from = 'number_assignments'): string => `EXISTS (
                 SELECT FROM ${from} t
                  WHERE t.phone_number_id = e.phone_number_id AND t.holder_id = e.holder_id AND ${rows}
                    AND ${readsRow('t')} OFFSET 0)`;
const IS_RELEASE = `NOT ${keptBy('(t.valid_to IS NULL OR t.valid_to > e.valid_to)', RECEIVING)}
               AND NOT ${keptBy('NOT t.receives_calls AND t.valid_to IS NULL AND t.valid_from <= e.valid_to')}
               AND NOT ${keptBy('NOT t.receives_calls AND t.valid_to > e.valid_to AND t.valid_from <= e.valid_to')}`;

// Whoever sees a row sees a current one or a release: of the ends that they see the last one is a release.
const FIND = preparedStatement(
  'find_number',
  `${NUMBER}
    SELECT n.e164 AS number, n.in_reach AS "inReach", o.id AS "organizationId", o.uuid AS "organizationUuid",
           o.object_id AS "organizationObjectId", o.name AS "organizationName", l.id AS "locationUuid",
           l.name AS "locationName", CASE WHEN n.in_reach THEN n.state END AS state, released.at AS "lastReleasedAt",
           CASE WHEN n.in_reach THEN ${RESTS_UNTIL} END AS "restsUntil",
           held.*
      FROM number n
      LEFT JOIN organizations o ON n.in_reach AND o.id = n.organization_id
      LEFT JOIN locations l ON n.in_reach AND l.id = n.location_id
      CROSS JOIN (SELECT max(last.valid_to) AS at
                    ${ENDS} AND ${IS_RELEASE}
                       ORDER BY e.valid_to DESC LIMIT 1) last ON true) released
      LEFT JOIN (SELECT ${line('u', 'u.organization_id')}, s.list_position
                   FROM (SELECT s.*, ${OPENED_BY} AS first_opened_by
                           FROM current s WHERE ${readsRow('s')} OFFSET 0) s${USER}${OTHERS}
                   JOIN ${byKey('changes', 's.first_opened_by')} b ON true) held ON true
     WHERE n.in_reach OR held."lineId" IS NOT NULL OR released.at IS NOT NULL
     ORDER BY held."receivesCalls" DESC, held.since, held.list_position, held."lineId"`,
);

/** No row: the record has no such number, or nothing of it that the reader sees. */
export function findNumber(dataSource: DataSource, e164: string, reader: Reader) {
  return readPrepared<FoundRow>(dataSource, FIND, [...readerValues(reader), e164]);
}

/** A line from when to when, and the change that closed it. */
export interface IntervalRow extends LineRow {
  from: Date;
  /** Null, with the four below: current. */
  to: Date | null;
  closedSubject: string | null;
  closedAt: Date | null;
  closedTrackingId: string | null;
  closedAction: string | null;
}

/** A row per interval of the page. */
export type HistoryRow = OrNone<IntervalRow> & { number: string };

/** Where an interval stands in the history of its number; for ever, because neither value ever changes. */
export interface IntervalKey {
  from: Date;
  id: string;
}

const HISTORY = preparedStatement(
  'number_history',
  `${NUMBER},
         seen AS MATERIALIZED (
           SELECT n.* FROM number n
            WHERE n.in_reach OR EXISTS (SELECT FROM current s WHERE ${readsRow('s')})
               OR EXISTS (SELECT ${ENDS} LIMIT 1) one ON true))
    SELECT n.e164 AS number, page.*
      FROM seen n
      LEFT JOIN LATERAL (
                 SELECT ${line('s', 's.users_organization_id')}, s.valid_from AS "from", s.valid_to AS "to", e.subject AS "closedSubject",
                        e.at AS "closedAt", e.tracking_id AS "closedTrackingId", e.action AS "closedAction"
                   FROM (SELECT s.*, u.object_id, u.full_name, u.organization_id AS users_organization_id
                          FROM number_assignments s${USER}
                          WHERE s.phone_number_id = n.id
                            AND (s.valid_from, s.id) < (coalesce($7::timestamptz, 'infinity'), coalesce($8::bigint, 0))
                            AND ${readsRow('s', 'CASE WHEN u.organization_id = s.organization_id THEN u.location_id END')}
                          ORDER BY s.valid_from DESC, s.id DESC LIMIT $9) s${OTHERS}
                   JOIN ${byKey('changes', 's.opened_by')} b ON true
                   LEFT JOIN ${byKey('changes', 's.closed_by')} e ON true) page ON true
     ORDER BY page."from" DESC, page."lineId" DESC`,
);

/** Newest first, those that come after the key; no row: as for findNumber. */
export function numberHistory(
  dataSource: DataSource,
  e164: string,
  reader: Reader,
  after: IntervalKey | undefined,
  atMost: number,
) {
  const values = [...readerValues(reader), e164, after?.from, after?.id, atMost];
  return readPrepared<HistoryRow>(dataSource, HISTORY, values);
}

/** Where a free number is looked for: in the location of whoever wants one, in all of the organization without one. */
export interface Inventory {
  /** Internal. */
  organizationId: string;
  locationId?: string;
  /** Internal id of a user, whose location it is. */
  userId?: string;
}

// `n` is a number that nobody receives calls on. A location's main number is always one of the location's own. The planner
// takes IS NOT NULL for a condition that nearly every row meets, and a limit that it does not know for a small one:
// it reads on in the order of the index until it has enough, and never sorts all that is free.
export const IS_SUGGESTED = `NOT n.is_held AND CASE
              WHEN n.state = 'ACTIVE' AND NOT n.is_service
               AND NOT EXISTS (SELECT FROM locations l WHERE l.id = n.location_id AND l.main_phone_number_id = n.id OFFSET 0)
               AND ${HAS_RESTED} THEN true END IS NOT NULL`;
const AT_MOST = 'ORDER BY n.e164 LIMIT (SELECT $9::integer)';

// The first few of each location, or of the organization, by the index of free numbers.
const FREE_NUMBERS = preparedStatement(
  'free_numbers',
  `
    WITH ${CALLER},
         ${RESTED_BEFORE('$6::uuid')},
         within AS MATERIALIZED (
           SELECT CASE WHEN w.id IS NULL THEN $5::uuid[] ELSE ARRAY[w.id] END AS locations
             FROM (SELECT coalesce($7::uuid, (SELECT location_id FROM users WHERE id = $8::uuid)) AS id) w),
         places AS MATERIALIZED (
           SELECT l.id FROM locations l
            WHERE l.id = ANY ((SELECT locations FROM within)::uuid[]) AND l.organization_id = $6::uuid
              AND ${readsLocation('l.id')})
    SELECT e164 AS number FROM (SELECT free.e164 FROM places p CROSS JOIN LATERAL (
              SELECT n.e164 FROM phone_numbers n WHERE n.location_id = p.id AND ${IS_SUGGESTED}
               ${AT_MOST}) free
            UNION ALL
            (SELECT n.e164 FROM phone_numbers n
              WHERE n.organization_id = $6::uuid AND (SELECT locations IS NULL FROM within) AND ${IS_SUGGESTED}
              ${AT_MOST})) free
     WHERE ${readsOrganization('$6::uuid')} ORDER BY e164 LIMIT $9`,
);

export function freeNumbers(dataSource: DataSource, reader: Reader, inventory: Inventory, atMost: number) {
  const { organizationId, locationId, userId } = inventory;
  const values = [...readerValues(reader), organizationId, locationId, userId, atMost];
  return readPrepared<{ number: string }>(dataSource, FREE_NUMBERS, values);
}
