import { reachedStatement, type ReachedStatement } from '../tenants/reached-statement.js';
import {
  HOLDER,
  HOLDERS,
  IS_ASKED_HOLDER,
  IS_ASKED_LINE,
  IS_ASKED_NUMBER,
  IS_ASKED_OWNER,
  NUMBER,
  NUMBERLESS,
  OWNER,
  PLACES,
} from './entry-parts.js';
import { SCOPES, SOURCES, type CountedSource, type Scope, type Source } from './entry-sources.js';

// The entries of an inventory: its numbers by E.164, then its lines that have none by extension. In that order a page is
// read by an index (`walked`); in another one, or of what few rows are found by, all entries are sorted (`sorted`).

/** Of whom there is one row, with null for an entry, where the list has none. */
export interface InReach {
  organizationUuid: string;
  /** Whether there is one of the only locations that the caller reaches. */
  hasPlaces: boolean;
}

/** An entry of an inventory. What it does not have is null. */
export interface EntryRow {
  /** Internal, of the number or of the line; one of both. */
  numberId: string | null;
  e164: string | null;
  state: 'ACTIVE' | 'INACTIVE' | null;
  isHeld: boolean | null;
  isMobile: boolean | null;
  isService: boolean | null;
  isMain: boolean;
  locationUuid: string;
  locationName: string | null;
  routingPrefix: string | null;
  /** Internal, the owner's. */
  lineId: string | null;
  extension: string | null;
  line: 'primary' | 'alternate' | null;
  userUuid: string | null;
  fullName: string | null;
  firstName: string | null;
  lastName: string | null;
  workspaceUuid: string | null;
  workspaceName: string | null;
  /** What it is sorted by beside number and extension. */
  key: string | null;
}

export type PageRow = InReach & (EntryRow | { [Column in keyof EntryRow]: null });

export interface CountRow extends InReach {
  assigned: number;
  unassigned: number;
  inactive: number;
  extensionOnly: number;
  tollFree: number;
  mobile: number;
  service: number;
}

const ORDER = 'e.number_id IS NULL, e.key IS NULL, e.key, e.e164, e.extension, e.line_id';

const WHOSE = `r.uuid AS "organizationUuid", $7::uuid[] IS NULL OR EXISTS (SELECT FROM places) AS "hasPlaces"`;

// Few locations have many entries: each is read once.
const ANSWER = `,
         located AS MATERIALIZED (
           SELECT l.* FROM locations l WHERE l.id = ANY (ARRAY(SELECT DISTINCT location_id FROM page)))
    SELECT ${WHOSE}, e.number_id AS "numberId", e.e164, e.state, e.is_held AS "isHeld", e.is_mobile AS "isMobile",
           e.is_service AS "isService", coalesce(l.main_phone_number_id = e.number_id, false) AS "isMain",
           l.id AS "locationUuid", l.name AS "locationName", l.routing_prefix AS "routingPrefix", e.line_id AS "lineId",
           e.extension,
           e.line, e.user_uuid AS "userUuid", e.full_name AS "fullName", e.first_name AS "firstName",
           e.last_name AS "lastName", e.workspace_id AS "workspaceUuid", e.workspace_name AS "workspaceName", e.key
      FROM reached r LEFT JOIN (page e JOIN located l ON l.id = e.location_id) ON true
     ORDER BY ${ORDER}`;

/** A page by E.164, then by extension. `free`: of what nobody has, which has an index of its own. */
function walked(scope: Scope, free: boolean): string {
  const { from, numbers, lines } = SCOPES[scope];
  return `${PLACES},
         numbers AS MATERIALIZED (
           SELECT n.* FROM ${from} CROSS JOIN LATERAL (
             SELECT n.* FROM phone_numbers n
              WHERE ${numbers}${free ? ' AND NOT n.is_held' : ''} AND n.e164 > :after::text
                AND n.e164 >= :fromNumber::text AND n.e164 <= :toNumber::text AND :hasNumbers::boolean
                AND ${IS_ASKED_NUMBER} AND ${IS_ASKED_OWNER}
              ORDER BY n.e164 LIMIT (SELECT :top::integer)) n
            ORDER BY n.e164 LIMIT (SELECT :top)),
         lines AS MATERIALIZED (
           SELECT o.* FROM ${from} CROSS JOIN LATERAL (
             SELECT o.* FROM number_assignments o
              WHERE ${lines} AND (o.extension, o.id) > (:afterExtension::text, :afterLine::bigint) AND :hasLines::boolean
              ORDER BY o.extension, o.id LIMIT (SELECT :top - count(*) FROM numbers)) o
            ORDER BY o.extension, o.id LIMIT (SELECT :top - count(*) FROM numbers)),
         page AS MATERIALIZED (
           SELECT e.*, ${HOLDER}, ''::text AS key
             FROM (SELECT ${NUMBER}
                     FROM (SELECT * FROM numbers ORDER BY e164 OFFSET (SELECT :skip::integer)) n
                     LEFT JOIN ${OWNER} o ON true
                   UNION ALL
                   SELECT ${NUMBERLESS}
                     FROM (SELECT * FROM lines ORDER BY extension, id
                           OFFSET (SELECT greatest(:skip - count(*), 0) FROM numbers)) o) e${HOLDERS})${ANSWER}`;
}

const entries = (source: Source): string => `
           SELECT ${NUMBER}
             FROM ${SOURCES[source].numbers} n LEFT JOIN ${OWNER} o ON true
            WHERE :hasNumbers::boolean AND ${IS_ASKED_NUMBER} AND (n.of_line IS NULL OR n.of_line = o.id)
              AND ${IS_ASKED_LINE}
           UNION ALL
           SELECT ${NUMBERLESS} FROM ${SOURCES[source].lines} o WHERE :hasLines::boolean AND ${IS_ASKED_LINE}`;

// A last name that nobody has told is the last word of the name, as in record/person-name.ts.
const LAST_NAME = `CASE WHEN e.line_id IS NOT NULL
                     THEN coalesce(u.last_name, substring(btrim(u.full_name) FROM '\\s(\\S+)$'), '.') END`;
const KEY = `CASE :order::text WHEN 'lastName' THEN ${LAST_NAME} WHEN 'extension' THEN e.extension ELSE '' END`;
const STANDS = `e.number_id IS NULL, e.key IS NULL, coalesce(e.key, ''), coalesce(e.e164, ''),
                   coalesce(e.extension, ''), coalesce(e.line_id, 0)`;

const sorted = (source: Source): string => `${PLACES},
         page AS MATERIALIZED (
           SELECT * FROM (SELECT e.*, ${HOLDER}, ${KEY} AS key FROM (${entries(source)}) e${HOLDERS}
                           WHERE ${IS_ASKED_HOLDER}) e
            WHERE NOT :goesOn::boolean
               OR (${STANDS})
                > (:isLine::boolean, :isUnkeyed::boolean, :afterKey::text, :after::text, :afterExtension::text,
                   :afterLine::bigint)
            ORDER BY ${ORDER} OFFSET (SELECT :skip::integer) LIMIT (SELECT :atMost::integer))${ANSWER}`;

const counted = (source: Source): string => `${PLACES}
    SELECT ${WHOSE},
           count(*) FILTER (WHERE e.is_held)::int AS assigned, count(*) FILTER (WHERE NOT e.is_held)::int AS unassigned,
           count(*) FILTER (WHERE e.state = 'INACTIVE')::int AS inactive,
           count(*) FILTER (WHERE e.number_id IS NULL AND e.line_id IS NOT NULL)::int AS "extensionOnly",
           count(*) FILTER (WHERE e.e164 ~ :tollFreeForm)::int AS "tollFree",
           count(*) FILTER (WHERE e.is_mobile)::int AS mobile, count(*) FILTER (WHERE e.is_service)::int AS service
      FROM reached r LEFT JOIN (
             SELECT e.* FROM (${entries(source)}) e${HOLDERS} WHERE ${IS_ASKED_HOLDER}) e ON true
     GROUP BY r.uuid`;

const registered = <Name extends string, Row extends object>(
  kind: string,
  texts: Record<Name, string>,
): Record<Name, ReachedStatement<Row>> => {
  const statements = Object.entries<string>(texts).map(([name, text]) => [
    name,
    reachedStatement<Row>(`inventory_${kind}_${name}`, text),
  ]);
  return Object.fromEntries(statements) as Record<Name, ReachedStatement<Row>>;
};

const ofSources = (text: (source: Source) => string): Record<CountedSource, string> => ({
  organization: text('organization'),
  places: text('places'),
  owner: text('owner'),
  extension: text('extension'),
  holders: text('holders'),
  alternates: text('alternates'),
});

export const WALKED = registered<Scope, PageRow>('page', {
  organization: walked('organization', false),
  places: walked('places', false),
});
export const WALKED_FREE = registered<Scope, PageRow>('free', {
  organization: walked('organization', true),
  places: walked('places', true),
});
export const SORTED = registered<Source, PageRow>('sorted', { ...ofSources(sorted), numbers: sorted('numbers') });
export const COUNTED = registered<CountedSource, CountRow>('counted', ofSources(counted));
