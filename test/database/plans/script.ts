import { ask, type Answer } from '../../ask.js';
import type { TestServer } from '../../start-server.js';
import { tokenFor, type TokenOptions } from '../../tokens.js';
import { ALIAS_ISSUER, tokenWithAlias } from './alias-issuer.js';
import type { LargeRecord } from './large-record.js';

export const ROOT: TokenOptions = { roles: ['SUPERADMIN'] };
const SCOPES = [
  ...['workspaces', 'people', 'locations', 'telephony_config', 'telephony_pstn'].flatMap((of) => [
    `${of}_read`,
    `${of}_write`,
  ]),
  ...['organizations_read', 'licenses_read', 'devices_read'],
].map((scope) => `spark-admin:${scope}`);

export interface Script extends LargeRecord {
  /** The `i`th number of the round that nobody has; of the location. */
  free: (i: number) => string;
  send: Send;
}

type Send = (
  expected: number,
  line: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} ${string}`,
  who: TokenOptions,
  sent?: { body?: object; key?: string; etag?: string },
) => Promise<Answer>;

/** What is asked of a server; each round writes with numbers of its own. */
export const scriptOf = (server: TestServer, known: LargeRecord, round: number): Script => ({
  ...known,
  free: (i) => `+1214555${1010 + round * 20 + i}`,
  send: sender(server),
});

function sender(server: TestServer): Send {
  return async (expected, line, who, { body, key, etag } = {}) => {
    const [method, path] = line.split(' ') as [string, string];
    const headers = {
      ...(body && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': `"${key}"` }),
      ...(etag !== undefined && { 'if-none-match': etag }),
    };
    const answer = await ask(`${server.url}${path}`, {
      method,
      token: who.iss === ALIAS_ISSUER ? tokenWithAlias(who) : tokenFor(who),
      headers,
      body: body && JSON.stringify(body),
    });
    if (answer.status !== expected) throw new Error(`${line}: ${answer.status} ${answer.text}`);
    return answer;
  };
}

export const administrator = (organization: string, more: TokenOptions = {}): TokenOptions => ({
  roles: ['full_admin'],
  scopes: SCOPES,
  organization,
  ...more,
});
export const ofLocation = ({ five, location }: LargeRecord): TokenOptions =>
  administrator(five, { roles: ['location_admin'], locations: [location] });
export const ofPartner = ({ partner }: LargeRecord): TokenOptions => administrator(partner);
