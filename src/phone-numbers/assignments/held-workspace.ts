import type { ClientBase } from 'pg';
import { ChangedBeforeLock } from '../../database/driver-error.js';
import { OrganizationNotReachable, WorkspaceNotFound } from '../record/record.errors.js';
import { reachedWorkspace, type ReachedWorkspaceRow } from './calling-lines.queries.js';
import type { LineHolder } from './line-holder.js';
import { lockLocations, lockWorkspace } from './locks.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';

/** A workspace that the caller may change, locked together with its location. */
export type HeldWorkspace = ReachedWorkspaceRow & LineHolder & { workspaceUuid: string };

/**
 * Locks the workspace and before it its location, because an extension is the location's. What it answers, the caller's
 * reach included, was read under the locks. Throws OrganizationNotReachable, WorkspaceNotFound.
 */
export async function holdWorkspace(client: ClientBase, workspaceUuid: string, reach: Reach): Promise<HeldWorkspace> {
  const { locationId } = await reachWorkspace(client, workspaceUuid, reach);
  await lockLocations(client, [locationId]);
  await lockWorkspace(client, workspaceUuid);
  const workspace = await reachWorkspace(client, workspaceUuid, reach);
  // To lock the other location now would be out of order.
  if (workspace.locationId !== locationId) throw new ChangedBeforeLock();
  return workspace;
}

/** The workspace as the caller reaches it now, not locked. Throws OrganizationNotReachable, WorkspaceNotFound. */
export async function reachWorkspace(client: ClientBase, workspaceUuid: string, reach: Reach): Promise<HeldWorkspace> {
  const found = await reachedWorkspace(client, workspaceUuid, reach);
  // One's own organization is never refused, even where the record does not know it: then it has no workspace.
  if (!found && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
  if (!found?.workspaceUuid) throw new WorkspaceNotFound();
  const { workspaceUuid: holderId } = found;
  return { ...found, workspaceUuid: holderId, kind: 'workspace', holderId, subject: { workspaceId: holderId } };
}
