import { webexId } from '../../src/ids/webex-id.js';
import { ask, type Answer } from '../ask.js';
import type { TestOrganization } from '../record-fixtures.js';
import { tokenFor, type TokenOptions } from '../tokens.js';

/** A caller: a full administrator of the organization with the scope, unless the options say otherwise. */
export type Who = TokenOptions & { of: TestOrganization };

/** Of the organization whose tokens may carry it. */
export const ROOT: TokenOptions = { roles: ['SUPERADMIN'], subject: 'root' };

/** GET under the tracking id T; `path` goes on after the number. */
export async function seeNumber(url: string, number: string, who: Who | TokenOptions, path = ''): Promise<Answer> {
  const token = tokenFor('of' in who ? administrator(who as Who) : who);
  return ask(`${url}/api/phone-numbers/${encodeURIComponent(number)}${path}`, { token, headers: { trackingid: 'T' } });
}

function administrator({ of, ...options }: Who): TokenOptions {
  const scopes = ['spark-admin:telephony_config_read'];
  return { roles: ['full_admin'], scopes, organization: of.uuid, ...options };
}

export const organizationId = ({ uuid }: TestOrganization): string => webexId('ORGANIZATION', uuid);

/** What a number says of its organization, as the fixtures name it. */
export const acme = (organization: TestOrganization) => ({
  id: organizationId(organization),
  objectId: organization.objectId,
  name: 'Acme',
});

export const NOT_FOUND = {
  status: 404,
  body: {
    error: 'Phone number not found',
    details: 'No phone number that you may see is this one',
    code: 'number_not_found',
  },
};

export const invalid = (name: string, expected: string) => ({
  status: 400,
  body: { error: `Invalid ${name}`, details: `Expected ${expected}`, code: 'invalid_parameter' },
});

/** A day of 2026. */
export const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));

/** A change by Ann on a day: the columns of its row, and how an answer prints it. */
export const columnsOf = (n: number, action: string) => ({
  at: day(n),
  action,
  subject: 'ann',
  tracking_id: `${action}-${n}`,
});
export const printed = (n: number, action: string) => ({
  subject: 'ann',
  at: day(n).toISOString(),
  trackingId: `${action}-${n}`,
  action,
});
