import type { Principal } from '../auth/principal.js';
import type { Reader } from '../phone-numbers/lookup/reader.js';

/** How far a caller of this face sees. A location administrator never acts for others. */
export function readerOf({ roles, organization, locations }: Principal): Reader {
  if (roles.has('SUPERADMIN')) return { everything: true };
  const isAdministrator = roles.has('full_admin') || roles.has('readonly_admin');
  return {
    caller: organization,
    actsForCustomers: isAdministrator,
    onlyLocations: isAdministrator ? undefined : locations,
  };
}
