import { objectIdOfUuid, uuidOfObjectId } from '../../ids/derived-id.js';
import type { OrganizationId } from '../../ids/organization-id.js';

/** Who asks, for whose organization, and how far they reach in it. */
export interface Reach {
  /** The caller's own organization. */
  caller: OrganizationId;
  /** The organization that the caller asks for; absent: the same. */
  target?: OrganizationId;
  /** Whether the caller may act on organizations that have made theirs their partner. */
  actsForCustomers: boolean;
  /** Whether they are about to change something, for which a partnership of access `read` is not enough. */
  isWrite?: boolean;
  /** UUIDs of the only locations that the caller reaches; absent: all. */
  onlyLocations?: readonly string[];
}

/**
 * Whether the caller asks for their own organization, as far as the ids alone say: it may be absent from the record,
 * and where only one id is known the other is the derived one (frame, section 2).
 */
export function asksForOwnOrganization({ caller, target = caller }: Reach): boolean {
  return uuidOf(caller) === uuidOf(target) || objectIdOf(caller) === objectIdOf(target);
}

const uuidOf = (id: OrganizationId): string => id.uuid ?? uuidOfObjectId(id.objectId);
const objectIdOf = (id: OrganizationId): string => id.objectId ?? objectIdOfUuid(id.uuid);

/**
 * SQL, first in a statement: `caller`, their own organization, and `reached`, the one that is meant, if it is theirs to act
 * on. A partnership reaches one step: the caller's own organization must be the partner itself.
 */
export const REACHED = `
    WITH caller AS (SELECT id FROM organizations WHERE uuid = $1::uuid OR object_id = $2),
         target AS (SELECT id, uuid, name FROM organizations WHERE uuid = $3::uuid OR object_id = $4),
         reached AS (
           SELECT t.*, c.id AS caller_id FROM target t JOIN caller c ON t.id = c.id OR $5::boolean AND EXISTS (
             SELECT FROM partnerships p
              WHERE p.customer_id = t.id AND p.partner_id = c.id AND p.revoked_at IS NULL
                AND (p.expires_at IS NULL OR p.expires_at > clock_timestamp())
                AND (p.access = 'full' OR NOT $6::boolean)))`;

/** The values $1 to $7. */
export function reachValues({
  caller,
  target = caller,
  actsForCustomers,
  isWrite = false,
  onlyLocations,
}: Reach): unknown[] {
  return [caller.uuid, caller.objectId, target.uuid, target.objectId, actsForCustomers, isWrite, onlyLocations];
}

/** The values $1 to $6, of a statement about what is in no location. */
export const organizationReachValues = (reach: Reach): unknown[] => reachValues(reach).slice(0, -1);
