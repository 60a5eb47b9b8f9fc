import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain.error.js';
import { logTenantCrossing, type CrossedOrganization } from './tenant-crossing.js';

/**
 * Does a write of a SUPERADMIN and names its organizations in the log: what is refused or repeated tells of them, too.
 * `find` looks for them where the write did not get so far as to say which they are.
 */
export async function loggedWrite<T>(
  request: FastifyRequest,
  find: () => Promise<readonly (CrossedOrganization | null | undefined)[]>,
  write: (written: (...organizations: (CrossedOrganization | null)[]) => void) => Promise<T>,
): Promise<T> {
  let organizations: readonly (CrossedOrganization | null | undefined)[] | undefined;
  const log = async (): Promise<void> => {
    organizations ??= await find().catch(() => []);
    for (const organization of organizations) if (organization) logTenantCrossing(request, organization);
  };
  try {
    const answer = await write((...written) => (organizations = written));
    await log();
    return answer;
  } catch (error) {
    // An outage tells nothing, and to look for the organization would be to wait for the same database once more.
    if (error instanceof DomainError && error.kind !== 'unavailable') await log();
    throw error;
  }
}
