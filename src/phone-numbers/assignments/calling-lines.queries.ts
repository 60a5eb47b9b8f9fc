import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import type { RingPattern } from '../record/number-assignment.entity.js';
import type { WorkspaceRow } from '../workspaces/workspace-settings.queries.js';
import { REACHED, type Reach } from '../tenants/reach.js';
import type { LineHolder } from './line-holder.js';
import { REACHED_WORKSPACE, workspaceReachValues } from './reached-workspace.js';

/** The organization that is meant, and what of the workspace is there and within reach. Ids are internal ones. */
export interface ReachedWorkspaceRow extends Omit<WorkspaceRow, 'workspaceUuid'> {
  organizationId: string;
  organizationUuid: string;
  /** The caller's own organization. */
  callerId: string;
  /** Null, with all else of the workspace: in the organization no such workspace. */
  workspaceUuid: string | null;
  distinctiveRingEnabled: boolean;
  createdAt: Date;
  /** ISO 3166-1 alpha-2; null: unknown. */
  country: string | null;
}

const REACHED_FOR_WRITING = preparedStatement(
  'reached_workspace',
  `${REACHED}
    SELECT r.id AS "organizationId", r.uuid AS "organizationUuid", r.caller_id AS "callerId", w.id AS "workspaceUuid",
           w.name, w.calling_type AS "callingType", w.calling_licence AS "callingLicence",
           w.distinctive_ring_enabled AS "distinctiveRingEnabled", w.created_at AS "createdAt",
           w.location_id AS "locationId", l.country, w.licence_id AS "licenceId", w.capacity, w.type, w.notes,
           w.is_hot_desk AS "isHotDesk", w.supported_devices AS "supportedDevices"
      FROM reached r${REACHED_WORKSPACE}`,
);

/** Undefined: the organization that is meant is not the caller's to change. */
export async function reachedWorkspace(
  client: ClientBase,
  workspaceUuid: string,
  reach: Reach,
): Promise<ReachedWorkspaceRow | undefined> {
  const values = workspaceReachValues(reach, workspaceUuid);
  return (await runPrepared<ReachedWorkspaceRow>(client, REACHED_FOR_WRITING, values))[0];
}

/** A line that a workspace or a person has now; `id` is the assignment's. */
export interface CurrentLine {
  id: string;
  phoneNumberId: string | null;
  e164: string | null;
  extension: string | null;
  line: 'primary' | 'alternate';
  ringPattern: RingPattern | null;
}

const CURRENT_LINES = preparedStatement(
  'current_calling_lines',
  `
    SELECT a.id, a.phone_number_id AS "phoneNumberId", n.e164, a.extension, a.line, a.ring_pattern AS "ringPattern"
      FROM number_assignments a LEFT JOIN phone_numbers n ON n.id = a.phone_number_id
     WHERE a.holder_id = $1 AND a.valid_to IS NULL AND a.line IS NOT NULL
     ORDER BY a.held_since, a.list_position, a.id`,
);

/** They stay as they are while the holder is locked. */
export function currentLines(client: ClientBase, holderId: string): Promise<CurrentLine[]> {
  return runPrepared<CurrentLine>(client, CURRENT_LINES, [holderId]);
}

const SET_RING = {
  user: preparedStatement('set_ring_of_user', 'UPDATE users SET distinctive_ring_enabled = $2 WHERE id = $1'),
  workspace: preparedStatement(
    'set_ring_of_workspace',
    'UPDATE workspaces SET distinctive_ring_enabled = $2 WHERE id = $1',
  ),
};

export async function setDistinctiveRing(
  client: ClientBase,
  { kind, holderId }: LineHolder,
  ring: boolean,
): Promise<void> {
  await runPrepared(client, SET_RING[kind], [holderId, ring]);
}
