import type { FastifyRequest } from 'fastify';
import { logTenantCrossing } from '../auth/tenant-crossing.js';
import type { SeenOrganization } from '../phone-numbers/lookup/lookup.service.js';

/** A log line for each other organization of which a SUPERADMIN was shown something; none for other callers. */
export function logCrossings(request: FastifyRequest, seen: readonly (SeenOrganization | undefined)[]): void {
  if (!request.principal!.roles.has('SUPERADMIN')) return;
  const organizations = new Map(seen.filter((one) => one !== undefined).map((one) => [one.id, one]));
  for (const organization of organizations.values()) logTenantCrossing(request, organization);
}
