import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The other organizations that the log names already: a conflict may name the one that was written to. */
    crossed?: Set<string>;
  }
}

/** An organization by its wire ids; `id` is internal, for the log only. */
export interface CrossedOrganization {
  id: string;
  uuid: string;
  objectId: string;
}

/**
 * One log line for each access of a SUPERADMIN to another organization than their own (frame, section 2): who, and under
 * which tracking id; the organization by its internal id only.
 */
export function logTenantCrossing(request: FastifyRequest, organization: CrossedOrganization): void {
  const { subject, organization: own } = request.principal!;
  if (own.uuid === organization.uuid || own.objectId === organization.objectId) return;
  const crossed = (request.crossed ??= new Set());
  if (crossed.has(organization.id)) return;
  crossed.add(organization.id);
  request.log.info({ subject, organizationId: organization.id }, 'SUPERADMIN in another organization');
}
