import type { ClientBase } from 'pg';
import { rowsOf } from '../../database/snapshot.js';
import { PROVIDER_LINES_AT } from '../assignments/lines-at.queries.js';
import type { Provider, RingPattern } from '../record/number-assignment.entity.js';
import { SELECTED, selectionValues, type Selection } from './selection.js';
import { CALLING_LINE_HELD_AT } from './workspaces.queries.js';

/** A line of a user at a provider, a calling line of theirs, or with nulls from `provider` on a user without one. */
export interface UserRow {
  organizationUuid: string;
  organizationObjectId: string;
  organizationName: string | null;
  userUuid: string;
  userObjectId: string;
  userName: string | null;
  firstName: string | null;
  lastName: string | null;
  userEmail: string | null;
  /** Where the user is; at an instant only where a calling line was. */
  locationId: string | null;
  locationName: string | null;
  distinctiveRing: boolean;
  provider: Provider | null;
  number: string | null;
  isDefault: boolean | null;
  receivesCalls: boolean | null;
  label: string | null;
  extension: string | null;
  line: 'primary' | 'alternate' | null;
  ringPattern: RingPattern | null;
  heldSince: Date | null;
}

/** Whose columns they are: `u` of users, `a` of lines; a person's own are those of people who are in `o` today. */
const columns = (theirs: (column: string) => string, location: string): string => `
  o.uuid AS "organizationUuid", o.object_id AS "organizationObjectId", o.name AS "organizationName",
  u.uuid AS "userUuid", u.object_id AS "userObjectId", ${theirs('u.full_name')} AS "userName",
  ${theirs('u.first_name')} AS "firstName", ${theirs('u.last_name')} AS "lastName", ${theirs('u.email')} AS "userEmail",
  ${location} AS "locationId", (SELECT l.name FROM locations l WHERE l.id = ${location}) AS "locationName", coalesce(${theirs('u.distinctive_ring_enabled')}, false) AS "distinctiveRing",
  a.provider, n.e164 AS number, a.is_default AS "isDefault",
  CASE WHEN a.line IS NULL THEN a.receives_calls END AS "receivesCalls", a.label, a.extension, a.line,
  a.ring_pattern AS "ringPattern", a.held_since AS "heldSince", a.list_position, a.id`;

// Those at providers before their own, of which the primary one is the first.
const ORDER = `"organizationObjectId", "userObjectId", line IS NOT NULL, line = 'primary' DESC, "heldSince", list_position, id`;

const NOW = `
SELECT ${columns((column) => column, 'u.location_id')}
  FROM organizations o
  JOIN users u ON u.organization_id = o.id AND u.removed_at IS NULL
  LEFT JOIN number_assignments a ON a.user_id = u.id AND a.valid_to IS NULL
  LEFT JOIN phone_numbers n ON n.id = a.phone_number_id
 WHERE ${SELECTED} ORDER BY ${ORDER}`;

const isTheirs = (column: string): string => `CASE WHEN u.organization_id = o.id THEN ${column} END`;

// Nothing tells which users were there at an instant, but for those who held something.
const AT = `
SELECT * FROM (
SELECT ${columns(isTheirs, 'NULL::uuid')}
  FROM organizations o
  CROSS JOIN LATERAL (SELECT l.*, NULL AS extension, NULL AS line, NULL AS ring_pattern FROM ${PROVIDER_LINES_AT} l) a
  JOIN users u ON u.uuid = a.user_uuid
  JOIN phone_numbers n ON n.id = a.phone_number_id
 WHERE ${SELECTED}
UNION ALL
SELECT ${columns(isTheirs, 'a.location_id')}
  FROM organizations o
  JOIN number_assignments a ON a.organization_id = o.id AND a.line IS NOT NULL
  JOIN users u ON u.id = a.user_id
  LEFT JOIN phone_numbers n ON n.id = a.phone_number_id
 WHERE ${SELECTED} AND ${CALLING_LINE_HELD_AT}) x
 ORDER BY ${ORDER}`;

/** Users by their organization's and their own objectId, the lines of each as they came to hold them. */
export function userRows(client: ClientBase, selection: Selection): AsyncGenerator<UserRow[]> {
  return rowsOf<UserRow>(client, selection.at ? AT : NOW, selectionValues(selection));
}

/** Whether anything is said of a selected user that a line at a provider does not say. */
export async function hasCallingUsers(client: ClientBase, { organization }: Selection): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (
       SELECT FROM organizations o JOIN users u ON u.organization_id = o.id
        WHERE ${SELECTED} AND (u.distinctive_ring_enabled OR num_nonnulls(u.first_name, u.last_name, u.location_id) > 0))
     OR EXISTS (
       SELECT FROM organizations o JOIN number_assignments a ON a.organization_id = o.id
        WHERE ${SELECTED} AND a.user_id IS NOT NULL AND a.line IS NOT NULL) AS found`,
    selectionValues({ organization }),
  );
  return rows[0]!.found;
}
