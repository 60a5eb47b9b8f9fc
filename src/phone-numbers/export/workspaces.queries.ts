import type { ClientBase } from 'pg';
import { rowsOf } from '../../database/snapshot.js';
import { HELD_AT } from '../assignments/lines-at.queries.js';
import type { RingPattern } from '../record/number-assignment.entity.js';
import type { CallingLicence, CallingType } from '../record/workspace.entity.js';
import { SELECTED, selectionValues, type Selection } from './selection.js';

/** A line of a workspace, or with nulls from `number` on a workspace without one. */
export interface WorkspaceRow {
  organizationUuid: string;
  organizationObjectId: string;
  organizationName: string | null;
  locationId: string;
  locationName: string | null;
  country: string | null;
  routingPrefix: string | null;
  workspaceId: string;
  workspaceName: string | null;
  distinctiveRing: boolean;
  callingType: CallingType;
  callingLicence: CallingLicence | null;
  number: string | null;
  extension: string | null;
  line: 'primary' | 'alternate' | null;
  ringPattern: RingPattern | null;
  heldSince: Date | null;
}

const COLUMNS = `
  o.uuid AS "organizationUuid", o.object_id AS "organizationObjectId", o.name AS "organizationName",
  l.id AS "locationId", l.name AS "locationName", l.country, l.routing_prefix AS "routingPrefix",
  w.id AS "workspaceId", w.name AS "workspaceName", w.distinctive_ring_enabled AS "distinctiveRing",
  w.calling_type AS "callingType", w.calling_licence AS "callingLicence",
  n.e164 AS number, a.extension, a.line, a.ring_pattern AS "ringPattern", a.held_since AS "heldSince"`;

const ORDER = `o.object_id, w.id, a.line = 'primary' DESC, a.held_since, a.list_position, a.id`;

const NOW = `
SELECT ${COLUMNS}
  FROM organizations o
  JOIN workspaces w ON w.organization_id = o.id AND w.removed_at IS NULL
  JOIN locations l ON l.id = w.location_id
  LEFT JOIN number_assignments a ON a.workspace_id = w.id AND a.valid_to IS NULL
  LEFT JOIN phone_numbers n ON n.id = a.phone_number_id
 WHERE ${SELECTED} ORDER BY ${ORDER}`;

// An extension without number is its holder's primary line, of which they have one at a time: an earlier row of such a line
// is the same holding, before an edit.
/** Of the calling lines `a` those that were held at the instant $3. */
export const CALLING_LINE_HELD_AT = `${HELD_AT}
   AND NOT (a.phone_number_id IS NULL AND a.valid_from > $3::timestamptz AND EXISTS (
         SELECT FROM number_assignments b
          WHERE b.holder_id = a.holder_id AND b.line IS NOT NULL AND b.phone_number_id IS NULL
            AND b.held_since <= $3::timestamptz AND b.valid_to > $3::timestamptz AND b.valid_to <= a.valid_from))`;

// A workspace is of one organization for ever.
const AT = `
SELECT ${COLUMNS}
  FROM organizations o
  JOIN workspaces w ON w.organization_id = o.id
  JOIN number_assignments a ON a.workspace_id = w.id
  JOIN locations l ON l.id = a.location_id
  LEFT JOIN phone_numbers n ON n.id = a.phone_number_id
 WHERE ${SELECTED} AND ${CALLING_LINE_HELD_AT}
 ORDER BY ${ORDER}`;

/** Workspaces by their organization's objectId and their own id, of each the primary line first. */
export function workspaceRows(client: ClientBase, selection: Selection): AsyncGenerator<WorkspaceRow[]> {
  return rowsOf<WorkspaceRow>(client, selection.at ? AT : NOW, selectionValues(selection));
}
