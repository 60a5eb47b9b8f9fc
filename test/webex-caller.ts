import { ask, type Answer, type Question } from './ask.js';
import type { TestOrganization } from './record-fixtures.js';
import type { TestServer } from './start-server.js';
import { tokenFor, type TokenOptions } from './tokens.js';

/** Every scope of the workspaces face. */
export const ALL_SCOPES = [
  ...['workspaces', 'people', 'locations', 'telephony_config', 'telephony_pstn'].flatMap((of) => [
    `${of}_read`,
    `${of}_write`,
  ]),
  ...['organizations_read', 'licenses_read', 'devices_read'],
].map((scope) => `spark-admin:${scope}`);

/** A caller: a full administrator of the organization with every scope, unless the options say otherwise. */
export type Who = TokenOptions & { of: Pick<TestOrganization, 'uuid'> };

/** One request to the workspaces face, under the tracking id T. */
export function askAs(
  { url }: Pick<TestServer, 'url'>,
  { of, ...token }: Who,
  path: string,
  question: Question = {},
): Promise<Answer> {
  const signed = tokenFor({ roles: ['full_admin'], scopes: ALL_SCOPES, organization: of.uuid, ...token });
  return ask(`${url}${path}`, { token: signed, headers: { trackingid: 'T' }, ...question });
}

/** How this face refuses, under the tracking id T. */
export const refusal = (status: number, message: string, description: string, errorCode?: number) => ({
  status,
  body: { message, errors: [{ description, ...(errorCode && { errorCode }) }], trackingId: 'T' },
});

/** The path of the next page, if there is one. */
export function nextOf({ headers: { link } }: Answer): string | undefined {
  const [, next] = /<([^>]*)>; rel="next"/.exec(link ?? '') ?? [];
  return next === undefined ? undefined : new URL(next).pathname + new URL(next).search;
}
