import type { FastifyRequest } from 'fastify';

/**
 * One log line for each access of a SUPERADMIN to another organization than his own (frame, section 2): who, and under
 * which tracking id; the organization by its internal id only.
 */
export function logTenantCrossing(
  { log, principal }: FastifyRequest,
  organization: { id: string; uuid: string; objectId: string },
): void {
  const { subject, organization: own } = principal!;
  if (own.uuid === organization.uuid || own.objectId === organization.objectId) return;
  log.info({ subject, organizationId: organization.id }, 'SUPERADMIN in another organization');
}
