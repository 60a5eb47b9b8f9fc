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

/** The organization that is meant, and what of the workspace is there and within reach; a row per line. */
export interface WorkspaceLineRow {
  organizationUuid: string;
  organizationName: string | null;
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

const WORKSPACE_LINES = {
  name: 'workspace_lines',
  text: `${REACHED}
    SELECT r.uuid AS "organizationUuid", r.name AS "organizationName", w.id AS "workspaceUuid",
           w.calling_type AS "callingType", w.distinctive_ring_enabled AS "distinctiveRingEnabled",
           l.id AS "locationUuid", l.name AS "locationName", l.routing_prefix AS "routingPrefix",
           a.line, n.e164 AS external, a.extension
      FROM reached r${REACHED_WORKSPACE}
      LEFT JOIN number_assignments a
             ON a.organization_id = w.organization_id AND a.workspace_id = w.id AND a.valid_to IS NULL
      LEFT JOIN phone_numbers n ON n.organization_id = a.organization_id AND n.id = a.phone_number_id
     ORDER BY a.line = 'primary' DESC, a.held_since, a.list_position, a.id`,
};

/** No row: the organization that is meant is not the caller's to read. */
export function workspaceLines(dataSource: DataSource, workspaceUuid: string, access: WorkspaceAccess) {
  return readPrepared<WorkspaceLineRow>(dataSource, WORKSPACE_LINES, reachValues(access, workspaceUuid));
}
