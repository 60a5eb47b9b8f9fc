import type { FastifyRequest } from 'fastify';
import { logTenantCrossing } from '../../auth/tenant-crossing.js';
import type { WrittenOrganization } from '../../phone-numbers/assignments/provider-lines.service.js';

/**
 * Does a write of a SUPERADMIN and names its organization in the log, however it ends: what is refused or repeated
 * tells of it, too. `find` looks for the organization where the write did not get so far as to say which it is.
 */
export async function loggedWrite<T>(
  request: FastifyRequest,
  find: () => Promise<WrittenOrganization>,
  write: (written: (organization: WrittenOrganization) => void) => Promise<T>,
): Promise<T> {
  let organization: WrittenOrganization | undefined;
  try {
    return await write((written) => (organization = written));
  } finally {
    organization ??= await find().catch(() => undefined);
    if (organization) logTenantCrossing(request, organization);
  }
}
