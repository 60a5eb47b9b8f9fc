import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import { VERSION } from './organization-version.js';
import { REACHED, type Reach } from '../tenants/reach.js';
import { REACHED_WORKSPACE, workspaceReachValues } from './reached-workspace.js';

/** A workspace's number, extension or both. */
export interface CallingLine {
  /** E.164. */
  external: string | null;
  extension: string | null;
  isPrimary: boolean;
}

/** The organization that is meant, and what of the workspace is there and within reach. */
export interface WorkspaceLinesRow {
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
  /** Null: none. */
  lines: CallingLine[] | null;
}

// One row whatever the number of lines: a value of JSON costs the driver less than the same rows and columns (measured).
const WORKSPACE_LINES = preparedStatement(
  'workspace_lines',
  `${REACHED}
    SELECT r.uuid AS "organizationUuid", r.name AS "organizationName",
           ${VERSION} AS version, w.id AS "workspaceUuid",
           w.calling_type AS "callingType", w.distinctive_ring_enabled AS "distinctiveRingEnabled",
           l.id AS "locationUuid", l.name AS "locationName", l.routing_prefix AS "routingPrefix",
           (SELECT json_agg(json_build_object('external', n.e164, 'extension', a.extension,
                                              'isPrimary', a.line = 'primary')
                            ORDER BY a.line = 'primary' DESC, a.held_since, a.list_position, a.id)
              FROM number_assignments a
              LEFT JOIN phone_numbers n ON n.organization_id = a.organization_id AND n.id = a.phone_number_id
             WHERE a.organization_id = w.organization_id AND a.holder_id = w.id AND a.valid_to IS NULL) AS lines
      FROM reached r${REACHED_WORKSPACE}
      LEFT JOIN organization_revisions v ON v.organization_id = r.id`,
);

/** Undefined: the organization that is meant is not the caller's to read. */
export async function workspaceLines(dataSource: DataSource, workspaceUuid: string, reach: Reach) {
  const values = workspaceReachValues(reach, workspaceUuid);
  return (await readPrepared<WorkspaceLinesRow>(dataSource, WORKSPACE_LINES, values))[0];
}
