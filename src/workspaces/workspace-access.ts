import type { OrganizationId } from '../ids/organization-id.js';
import type { Principal } from '../auth/principal.js';
import type { Asker } from '../phone-numbers/assignments/conflicts.service.js';
import type { WorkspaceAccess } from '../phone-numbers/assignments/workspace-access.js';

/** How far a caller reaches into the organization that he asks for. A location administrator never acts for others. */
export function workspaceAccess(caller: Principal, target?: OrganizationId): WorkspaceAccess {
  const isAdministrator = caller.roles.has('full_admin') || caller.roles.has('readonly_admin');
  return accessOf(caller, target, isAdministrator);
}

/** The same for a write. A read-only administrator changes nothing, also where he administers a location beside. */
export function workspaceWriteAccess(caller: Principal, target?: OrganizationId): WorkspaceAccess {
  return { ...accessOf(caller, target, caller.roles.has('full_admin')), isWrite: true };
}

function accessOf(caller: Principal, target: OrganizationId | undefined, isAdministrator: boolean): WorkspaceAccess {
  return {
    caller: caller.organization,
    target,
    actsForCustomers: isAdministrator,
    onlyLocations: isAdministrator ? undefined : caller.locations,
  };
}

/** Whom he may read by a GET of his own: workspaces on this face, and in the directory users as well. */
export function askerOf(caller: Principal): Asker {
  const readsDirectory = caller.scopes.has('spark-admin:telephony_config_read');
  if (!readsDirectory && !caller.scopes.has('spark-admin:workspaces_read')) return {};
  return { reader: workspaceAccess(caller), workspacesOnly: !readsDirectory };
}
