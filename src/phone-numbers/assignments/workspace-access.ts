import { objectIdOfUuid, uuidOfObjectId } from '../../ids/derived-id.js';
import type { OrganizationId } from '../../ids/organization-id.js';

/** Who asks for an object of the workspaces face, on whose behalf, and how far he reaches. */
export interface WorkspaceAccess {
  /** The caller's own organization. */
  caller: OrganizationId;
  /** The organization that the caller asks for; absent: his own. */
  target?: OrganizationId;
  /** Whether the caller may act on organizations that have made his their partner. */
  actsForCustomers: boolean;
  /** UUIDs of the only locations that the caller reaches; absent: all. */
  onlyLocations?: readonly string[];
}

/**
 * Whether the caller asks for his own organization, as far as the ids alone say: it may be absent from the record,
 * and where only one id is known the other is the derived one (frame, section 2).
 */
export function asksForOwnOrganization({ caller, target = caller }: WorkspaceAccess): boolean {
  return uuidOf(caller) === uuidOf(target) || objectIdOf(caller) === objectIdOf(target);
}

const uuidOf = (id: OrganizationId): string => id.uuid ?? uuidOfObjectId(id.objectId);
const objectIdOf = (id: OrganizationId): string => id.objectId ?? objectIdOfUuid(id.uuid);
