import { reachValues, type Reach } from '../tenants/reach.js';

/** SQL: the person $8 of `reached r`, if the caller reaches their location; a join that goes on from there. */
export const REACHED_PERSON = `
      LEFT JOIN users u ON u.organization_id = r.id AND u.uuid = $8::uuid AND u.removed_at IS NULL
                       AND ($7::uuid[] IS NULL OR u.location_id = ANY ($7::uuid[]))
      LEFT JOIN locations l ON l.organization_id = u.organization_id AND l.id = u.location_id`;

/** The values $1 to $8. */
export function personReachValues(reach: Reach, personUuid: string): unknown[] {
  return [...reachValues(reach), personUuid];
}
