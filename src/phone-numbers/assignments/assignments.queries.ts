import type { DataSource } from 'typeorm';
import { readPrepared } from '../../database/prepared-statement.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { Provider } from '../record/number-assignment.entity.js';
import { REACHED, REACHED_WORKSPACE, reachValues, type WorkspaceAccess } from './workspace-access.js';

/** One row per current provider line of the organization; a single row without a user where it has none. */
export interface OrganizationLineRow {
  organizationId: string;
  organizationUuid: string;
  organizationObjectId: string;
  userObjectId: string | null;
  userName: string | null;
  userEmail: string | null;
  provider: Provider;
  number: string;
  isDefault: boolean;
  receivesCalls: boolean;
  label: string | null;
}

const ORGANIZATION_LINES = {
  name: 'organization_lines',
  text: `
    SELECT o.id AS "organizationId", o.uuid AS "organizationUuid", o.object_id AS "organizationObjectId",
           u.object_id AS "userObjectId", u.full_name AS "userName", u.email AS "userEmail",
           a.provider, n.e164 AS number, a.is_default AS "isDefault", a.receives_calls AS "receivesCalls", a.label
      FROM organizations o
      LEFT JOIN (number_assignments a
                 JOIN users u ON u.organization_id = a.organization_id AND u.id = a.user_id AND u.removed_at IS NULL
                 JOIN phone_numbers n ON n.organization_id = a.organization_id AND n.id = a.phone_number_id)
             ON a.organization_id = o.id AND a.provider IS NOT NULL AND a.valid_to IS NULL
     WHERE o.uuid = $1::uuid OR o.object_id = $2
     ORDER BY u.object_id, a.held_since, a.list_position, a.id`,
};

/** No row: there is no such organization. */
export function organizationLines(dataSource: DataSource, { uuid, objectId }: OrganizationId) {
  return readPrepared<OrganizationLineRow>(dataSource, ORGANIZATION_LINES, [uuid, objectId]);
}

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
const WORKSPACE_LINES = {
  name: 'workspace_lines',
  text: `${REACHED}
    SELECT r.uuid AS "organizationUuid", r.name AS "organizationName", w.id AS "workspaceUuid",
           w.calling_type AS "callingType", w.distinctive_ring_enabled AS "distinctiveRingEnabled",
           l.id AS "locationUuid", l.name AS "locationName", l.routing_prefix AS "routingPrefix",
           (SELECT json_agg(json_build_object('external', n.e164, 'extension', a.extension,
                                              'isPrimary', a.line = 'primary')
                            ORDER BY a.line = 'primary' DESC, a.held_since, a.list_position, a.id)
              FROM number_assignments a
              LEFT JOIN phone_numbers n ON n.organization_id = a.organization_id AND n.id = a.phone_number_id
             WHERE a.organization_id = w.organization_id AND a.workspace_id = w.id AND a.valid_to IS NULL) AS lines
      FROM reached r${REACHED_WORKSPACE}`,
};

/** Undefined: the organization that is meant is not the caller's to read. */
export async function workspaceLines(dataSource: DataSource, workspaceUuid: string, access: WorkspaceAccess) {
  const values = reachValues(access, workspaceUuid);
  return (await readPrepared<WorkspaceLinesRow>(dataSource, WORKSPACE_LINES, values))[0];
}
