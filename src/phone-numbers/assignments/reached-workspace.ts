import { reachValues, type Reach } from '../tenants/reach.js';

/** SQL: the workspace $8 of `reached r`, if the caller reaches its location; a join that goes on from there. */
export const REACHED_WORKSPACE = `
      LEFT JOIN workspaces w ON w.organization_id = r.id AND w.id = $8::uuid AND w.removed_at IS NULL
                            AND ($7::uuid[] IS NULL OR w.location_id = ANY ($7::uuid[]))
      LEFT JOIN locations l ON l.organization_id = w.organization_id AND l.id = w.location_id`;

/** The values $1 to $8. */
export function workspaceReachValues(reach: Reach, workspaceUuid: string): unknown[] {
  return [...reachValues(reach), workspaceUuid];
}
