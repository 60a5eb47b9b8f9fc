import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { OrganizationNotFound, OrganizationNotReachable } from '../record/record.errors.js';
import { asksForOwnOrganization, organizationReachValues, REACHED, type Reach } from './reach.js';

/** The organization that a request means. `organizationId` and `callerId` are internal ids. */
export interface ReachedOrganization {
  organizationId: string;
  organizationUuid: string;
  /** The caller's own organization. */
  callerId: string;
}

const REACHED_ORGANIZATION = preparedStatement(
  'reached_organization',
  `${REACHED}
    SELECT r.id AS "organizationId", r.uuid AS "organizationUuid", r.caller_id AS "callerId" FROM reached r`,
);

/** Throws OrganizationNotReachable, and OrganizationNotFound where the record does not know the caller's own one. */
export async function reachOrganization(client: ClientBase, reach: Reach): Promise<ReachedOrganization> {
  const values = organizationReachValues(reach);
  const [found] = await runPrepared<ReachedOrganization>(client, REACHED_ORGANIZATION, values);
  if (found) return found;
  throw asksForOwnOrganization(reach) ? new OrganizationNotFound() : new OrganizationNotReachable();
}
