import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import { VERSION } from './organization-version.js';
import { REACHED, REACHED_WORKSPACE, reachValues, type WorkspaceAccess } from './workspace-access.js';

/** The organization that is meant, and what of the workspace is there and within reach; a row per line. */
export interface WorkspaceLineRow {
  organizationUuid: string;
  organizationName: string | null;
  /** Another one whenever anything of the organization may be another. */
  version: string;
  /** Null: the organization is reached, but in it no such workspace. */
  workspaceUuid: string | null;
  callingType: string;
  distinctiveRingEnabled: boolean;
  locationUuid: string;
  locationName: string | null;
  routingPrefix: string | null;
  /** Null, with the two below: the workspace has no line. */
  line: 'primary' | 'alternate' | null;
  external: string | null;
  extension: string | null;
}

const WORKSPACE_LINES = preparedStatement(
  'workspace_lines',
  `${REACHED}
    SELECT r.uuid AS "organizationUuid", r.name AS "organizationName",
           ${VERSION} AS version, w.id AS "workspaceUuid",
           w.calling_type AS "callingType", w.distinctive_ring_enabled AS "distinctiveRingEnabled",
           l.id AS "locationUuid", l.name AS "locationName", l.routing_prefix AS "routingPrefix",
           a.line, n.e164 AS external, a.extension
      FROM reached r${REACHED_WORKSPACE}
      LEFT JOIN organization_revisions v ON v.organization_id = r.id
      LEFT JOIN number_assignments a
             ON a.organization_id = w.organization_id AND a.workspace_id = w.id AND a.valid_to IS NULL
      LEFT JOIN phone_numbers n ON n.organization_id = a.organization_id AND n.id = a.phone_number_id
     ORDER BY a.line = 'primary' DESC, a.held_since, a.list_position, a.id`,
);

/** No row: the organization that is meant is not the caller's to read. */
export function workspaceLines(dataSource: DataSource, workspaceUuid: string, access: WorkspaceAccess) {
  return readPrepared<WorkspaceLineRow>(dataSource, WORKSPACE_LINES, reachValues(access, workspaceUuid));
}
