import { ask, type Answer } from '../ask.js';
import type { TestOrganization } from '../record-fixtures.js';
import { tokenFor, type TokenOptions } from '../tokens.js';

/** A caller: a full administrator of the organization with the scope, unless the options say otherwise. */
export type Who = TokenOptions & { of: TestOrganization };

/** GET …/features/numbers under the tracking id T. */
export async function seeNumbers(url: string, workspaceId: string, { of, ...token }: Who, query = ''): Promise<Answer> {
  const scopes = ['spark-admin:workspaces_read'];
  const signed = tokenFor({ roles: ['full_admin'], scopes, organization: of.uuid, ...token });
  const path = `/v1/workspaces/${workspaceId}/features/numbers${query}`;
  return ask(`${url}${path}`, { token: signed, headers: { trackingid: 'T' } });
}

export const orgId = (id: string): string => `?orgId=${encodeURIComponent(id)}`;

export const refused = (status: number, message: string, description: string, errorCode?: number) => ({
  status,
  body: { message, errors: [{ description, ...(errorCode && { errorCode }) }], trackingId: 'T' },
});
export const UNKNOWN = refused(404, 'Workspace not found', 'No workspace exists with the provided id');
export const NOT_REACHABLE = refused(
  403,
  'Organization not reachable',
  'The organization is not yours and has not granted you access',
);

/** All of an answer that may not tell one refusal from another. */
export const everyByte = ({ text, headers: { date: _, ...headers } }: Answer) => ({ text, headers });
