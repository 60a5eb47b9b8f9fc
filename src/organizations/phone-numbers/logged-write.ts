import type { FastifyRequest } from 'fastify';
import { logTenantCrossing } from '../../auth/tenant-crossing.js';
import { DomainError } from '../../errors/domain.error.js';
import type { WrittenOrganization } from '../../phone-numbers/assignments/provider-lines.service.js';

/**
 * Does a write of a SUPERADMIN and names its organization in the log: what is refused or repeated tells of it, too.
 * `find` looks for the organization where the write did not get so far as to say which it is.
 */
export async function loggedWrite<T>(
  request: FastifyRequest,
  find: () => Promise<WrittenOrganization>,
  write: (written: (organization: WrittenOrganization) => void) => Promise<T>,
): Promise<T> {
  let organization: WrittenOrganization | undefined;
  const log = async (): Promise<void> => {
    organization ??= await find().catch(() => undefined);
    if (organization) logTenantCrossing(request, organization);
  };
  try {
    const answer = await write((written) => (organization = written));
    await log();
    return answer;
  } catch (error) {
    // An outage tells nothing, and to look for the organization would be to wait for the same database once more.
    if (error instanceof DomainError && error.kind !== 'unavailable') await log();
    throw error;
  }
}
