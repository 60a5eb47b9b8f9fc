import type { ClientBase } from 'pg';
import { ChangedBeforeLock } from '../../database/driver-error.js';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { OrganizationNotReachable, WorkspaceNotFound } from '../record/record.errors.js';
import { reachedWorkspace, type ReachedWorkspaceRow } from './calling-lines.queries.js';
import type { LineHolder } from './line-holder.js';
import { lockLocations, lockWorkspace } from './locks.js';
import { asksForOwnOrganization, REACHED, type Reach } from '../tenants/reach.js';
import { workspaceReachValues } from './reached-workspace.js';

/** A workspace that the caller may change, locked together with its location if it has one. */
export type HeldWorkspace = ReachedWorkspaceRow & { workspaceUuid: string };

/**
 * Locks the workspace and before it its location, because an extension is the location's. What it answers, the caller's
 * reach included, was read under the locks. Throws OrganizationNotReachable, WorkspaceNotFound.
 */
export async function holdWorkspace(client: ClientBase, workspaceUuid: string, reach: Reach): Promise<HeldWorkspace> {
  const { locationId } = await reachWorkspace(client, workspaceUuid, reach);
  if (locationId) await lockLocations(client, [locationId]);
  await lockWorkspace(client, workspaceUuid);
  const workspace = await reachWorkspace(client, workspaceUuid, reach);
  // To lock the other location now would be out of order.
  if (workspace.locationId !== locationId) throw new ChangedBeforeLock();
  return workspace;
}

/** The workspace as the caller reaches it now, not locked. Throws OrganizationNotReachable, WorkspaceNotFound. */
export async function reachWorkspace(client: ClientBase, workspaceUuid: string, reach: Reach): Promise<HeldWorkspace> {
  return assertReached(await reachedWorkspace(client, workspaceUuid, reach), reach);
}

const REACHED_KNOWN = preparedStatement(
  'reached_known_workspace',
  `${REACHED}
    SELECT w.id AS "workspaceUuid"
      FROM reached r
      LEFT JOIN workspaces w ON w.organization_id = r.id AND w.id = $8::uuid
                            AND ($7::uuid[] IS NULL OR w.location_id = ANY ($7::uuid[]))`,
);

/** Whether the caller reaches the workspace, or did before it was removed. Throws OrganizationNotReachable, WorkspaceNotFound. */
export async function reachKnownWorkspace(client: ClientBase, workspaceUuid: string, reach: Reach): Promise<void> {
  const values = workspaceReachValues(reach, workspaceUuid);
  const [found] = await runPrepared<{ workspaceUuid: string | null }>(client, REACHED_KNOWN, values);
  assertReached(found, reach);
}

/** One's own organization is never refused, even where the record does not know it: then it has no workspace. */
function assertReached<Row extends { workspaceUuid: string | null }>(found: Row | undefined, reach: Reach) {
  if (!found && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
  if (!found?.workspaceUuid) throw new WorkspaceNotFound();
  return { ...found, workspaceUuid: found.workspaceUuid };
}

/** The workspace as one that holds lines of the location. */
export function asLineHolder(workspace: HeldWorkspace, locationId: string): LineHolder {
  const { workspaceUuid: holderId, organizationId, callerId, country, distinctiveRingEnabled } = workspace;
  const subject = { workspaceId: holderId };
  return {
    kind: 'workspace',
    holderId,
    organizationId,
    callerId,
    locationId,
    country,
    distinctiveRingEnabled,
    subject,
  };
}
