import type { OrganizationId } from '../ids/organization-id.js';
import type { Principal } from '../auth/principal.js';
import type { Asker } from '../phone-numbers/assignments/conflicts.service.js';
import type { Reach } from '../phone-numbers/tenants/reach.js';

/** How far a caller reaches into the organization that they ask for. A location administrator never acts for others. */
export function readReach(caller: Principal, target?: OrganizationId): Reach {
  const isAdministrator = caller.roles.has('full_admin') || caller.roles.has('readonly_admin');
  return reachOf(caller, target, isAdministrator);
}

/** The same for a write. A read-only administrator changes nothing, also where they administer a location beside. */
export function writeReach(caller: Principal, target?: OrganizationId): Reach {
  return { ...reachOf(caller, target, caller.roles.has('full_admin')), isWrite: true };
}

function reachOf(caller: Principal, target: OrganizationId | undefined, isAdministrator: boolean): Reach {
  return {
    caller: caller.organization,
    target,
    actsForCustomers: isAdministrator,
    onlyLocations: isAdministrator ? undefined : caller.locations,
  };
}

/** Whom they may read by a GET of their own: workspaces on this face, and in the directory users as well. */
export function askerOf(caller: Principal): Asker {
  const readsDirectory = caller.scopes.has('spark-admin:telephony_config_read');
  if (!readsDirectory && !caller.scopes.has('spark-admin:workspaces_read')) return {};
  return { reader: readReach(caller), workspacesOnly: !readsDirectory };
}
