import type { DataSource } from 'typeorm';
import { readPrepared } from '../../database/prepared-statement.js';
import type { Provider } from '../record/number-assignment.entity.js';
import { CALLER, readerValues, reads, type Reader } from './reader.js';

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

/** The number as far as the reader sees it, and a row per current holder whom he sees. */
export type FoundRow = OrNone<LineRow> & {
  number: string;
  /** Whether the reader reaches the number itself; its own facts are null where he does not. */
  inReach: boolean;
  organizationId: string | null;
  organizationUuid: string | null;
  organizationObjectId: string | null;
  organizationName: string | null;
  locationUuid: string | null;
  locationName: string | null;
  state: 'ACTIVE' | 'INACTIVE' | null;
  lastReleasedAt: Date | null;
};

// The number, and all of its assignments that the reader sees, past and present: those of organizations that he may act
// for, and by location where his reach is by location. A provider line has no location but its user's.
const SEEN = `
    WITH ${CALLER},
         number AS (
           SELECT n.*, ${reads('n.organization_id', 'n.location_id')} AS in_reach FROM phone_numbers n WHERE n.e164 = $6),
         seen AS (
           SELECT a.*, u.object_id AS user_object_id, coalesce(u.full_name, w.name) AS holder_name
             FROM number n
             JOIN number_assignments a ON a.phone_number_id = n.id
             LEFT JOIN users u ON u.id = a.user_id
             LEFT JOIN workspaces w ON w.id = a.workspace_id
            WHERE ${reads('a.organization_id', 'coalesce(a.location_id, u.location_id)')})`;

// `s` is a row of seen, `h` its organization, `b` the change that opened it.
const LINE = `
           s.id AS "lineId", s.user_object_id AS "userObjectId", s.workspace_id AS "workspaceUuid",
           s.holder_name AS "holderName", h.id AS "holderOrganizationId", h.uuid AS "holderOrganizationUuid",
           h.object_id AS "holderOrganizationObjectId", s.location_id AS "lineLocationUuid", s.provider, s.line,
           s.extension, s.receives_calls AS "receivesCalls", s.held_since AS since, b.subject AS "openedSubject",
           b.at AS "openedAt", b.tracking_id AS "openedTrackingId", b.action AS "openedAction"`;

// An edit closes a row and opens the next one of the same holding: `since` and who opened it are those of the first.
// For the same reason it is no release; nor is it one while the holder has the number by another row.
const FIND = {
  name: 'find_number',
  text: `${SEEN}
    SELECT n.e164 AS number, n.in_reach AS "inReach", o.id AS "organizationId", o.uuid AS "organizationUuid",
           o.object_id AS "organizationObjectId", o.name AS "organizationName", l.id AS "locationUuid",
           l.name AS "locationName", CASE WHEN n.in_reach THEN n.state END AS state,
           (SELECT max(s.valid_to) FROM seen s
             WHERE NOT EXISTS (SELECT FROM seen t
                                WHERE t.holder_id = s.holder_id AND t.valid_from <= s.valid_to
                                  AND (t.valid_to IS NULL OR t.valid_to > s.valid_to))) AS "lastReleasedAt",
           held.*
      FROM number n
      LEFT JOIN organizations o ON n.in_reach AND o.id = n.organization_id
      LEFT JOIN locations l ON n.in_reach AND l.id = n.location_id
      LEFT JOIN (SELECT ${LINE}, s.list_position
                   FROM seen s
                   JOIN organizations h ON h.id = s.organization_id
                   JOIN changes b ON b.id = (
                     SELECT f.opened_by FROM seen f WHERE f.holder_id = s.holder_id AND f.held_since = s.held_since
                      ORDER BY f.valid_from, f.id LIMIT 1)
                  WHERE s.valid_to IS NULL) held ON true
     WHERE n.in_reach OR EXISTS (SELECT FROM seen)
     ORDER BY held."receivesCalls" DESC, held.since, held.list_position, held."lineId"`,
};

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

const HISTORY = {
  name: 'number_history',
  text: `${SEEN}
    SELECT n.e164 AS number, page.*
      FROM number n
      LEFT JOIN (SELECT ${LINE}, s.valid_from AS "from", s.valid_to AS "to", e.subject AS "closedSubject",
                        e.at AS "closedAt", e.tracking_id AS "closedTrackingId", e.action AS "closedAction"
                   FROM seen s
                   JOIN organizations h ON h.id = s.organization_id
                   JOIN changes b ON b.id = s.opened_by
                   LEFT JOIN changes e ON e.id = s.closed_by
                  WHERE $7::timestamptz IS NULL OR (s.valid_from, s.id) < ($7::timestamptz, $8::bigint)
                  ORDER BY s.valid_from DESC, s.id DESC LIMIT $9) page ON true
     WHERE n.in_reach OR EXISTS (SELECT FROM seen)
     ORDER BY page."from" DESC, page."lineId" DESC`,
};

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

/** Where a free number is looked for. */
export interface Inventory {
  /** Internal. */
  organizationId: string;
  /** Absent: in all of the organization. */
  locationId?: string;
}

// A location's main number is always one of the location's own. One that rests is no suggestion (assignments/resting.ts).
const FREE_NUMBERS = {
  name: 'free_numbers',
  text: `
    WITH ${CALLER}
    SELECT n.e164 AS number
      FROM phone_numbers n
     WHERE n.organization_id = $6::uuid AND ($7::uuid IS NULL OR n.location_id = $7::uuid) AND n.state = 'ACTIVE'
       AND ${reads('$6::uuid', 'n.location_id')}
       AND NOT EXISTS (SELECT FROM number_assignments a
                        WHERE a.phone_number_id = n.id AND a.valid_to IS NULL AND a.receives_calls)
       AND NOT EXISTS (SELECT FROM number_assignments a JOIN organizations o ON o.id = n.organization_id
                        WHERE a.phone_number_id = n.id AND a.receives_calls AND o.number_rest_days > 0
                          AND a.valid_to > clock_timestamp() - o.number_rest_days * interval '24 hours')
       AND NOT EXISTS (SELECT FROM locations l WHERE l.id = n.location_id AND l.main_phone_number_id = n.id)
     ORDER BY n.e164 LIMIT $8`,
};

export function freeNumbers(dataSource: DataSource, reader: Reader, inventory: Inventory, atMost: number) {
  const { organizationId, locationId } = inventory;
  const values = [...readerValues(reader), organizationId, locationId, atMost];
  return readPrepared<{ number: string }>(dataSource, FREE_NUMBERS, values);
}
