import type { ClientBase } from 'pg';
import { rowsOf } from '../../database/snapshot.js';
import { PROVIDER_LINES_AT } from '../assignments/lines-at.queries.js';
import type { Provider } from '../record/number-assignment.entity.js';
import { SELECTED, selectionValues, type Selection } from './selection.js';

/** A provider line of a user, or with nulls from `provider` on a user without one. */
export interface UserRow {
  organizationUuid: string;
  organizationObjectId: string;
  organizationName: string | null;
  userUuid: string;
  userObjectId: string;
  userName: string | null;
  userEmail: string | null;
  provider: Provider | null;
  number: string | null;
  isDefault: boolean | null;
  receivesCalls: boolean | null;
  label: string | null;
  heldSince: Date | null;
}

// `u` is a row of users in the first, of PROVIDER_LINES_AT in the second.
const columns = (u: { uuid: string; objectId: string }): string => `
  o.uuid AS "organizationUuid", o.object_id AS "organizationObjectId", o.name AS "organizationName",
  ${u.uuid} AS "userUuid", ${u.objectId} AS "userObjectId", full_name AS "userName", email AS "userEmail",
  a.provider, n.e164 AS number, a.is_default AS "isDefault", a.receives_calls AS "receivesCalls", a.label,
  a.held_since AS "heldSince"`;

const order = (userObjectId: string): string => `o.object_id, ${userObjectId}, a.held_since, a.list_position, a.id`;

const NOW = `
SELECT ${columns({ uuid: 'u.uuid', objectId: 'u.object_id' })}
  FROM organizations o
  JOIN users u ON u.organization_id = o.id AND u.removed_at IS NULL
  LEFT JOIN (number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id)
         ON a.user_id = u.id AND a.provider IS NOT NULL AND a.valid_to IS NULL
 WHERE ${SELECTED} ORDER BY ${order('u.object_id')}`;

// Nothing tells which users were there at an instant, but for those who held something.
const AT = `
SELECT ${columns({ uuid: 'a.user_uuid', objectId: 'a.user_object_id' })}
  FROM organizations o
  CROSS JOIN ${PROVIDER_LINES_AT} a
  JOIN phone_numbers n ON n.id = a.phone_number_id
 WHERE ${SELECTED} ORDER BY ${order('a.user_object_id')}`;

/** Users by their organization's and their own objectId, the lines of each as they came to hold them. */
export function userRows(client: ClientBase, selection: Selection): AsyncGenerator<UserRow[]> {
  return rowsOf<UserRow>(client, selection.at ? AT : NOW, selectionValues(selection));
}
