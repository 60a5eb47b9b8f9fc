import createClient from 'openapi-fetch';
import type { components, paths } from './generated/organizations.js';
import { given, tell } from './given.js';

// What somebody writes who has generated a client of the organizations face.

type Provider = components['schemas']['OrgPhoneNumberAssignment']['provider'];
const NUMBERS = '/api/organizations/{organizationId}/phone-numbers';

const { url, token, organizationId, sam, lee, number } = given;
const client = createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${token}` } });
const provider: Provider = 'twilio';

const assign = (targetUserId: string, key: string) =>
  client.POST(NUMBERS, {
    params: { path: { organizationId }, header: { 'Idempotency-Key': key } },
    body: { targetUserId, provider, phoneNumber: number },
  });

/** Branches on the code, and reads what only a conflict has. */
async function holderOfTaken(): Promise<string | undefined> {
  const { data, error, response } = await assign(lee, 'second');
  if (data || response.status !== 409) throw new Error(`expected a conflict, not ${response.status}`);
  switch (error.code) {
    case 'second_inbound_holder':
      return error.conflict?.holder.userId;
    case 'in_progress':
      return `later: ${response.headers.get('retry-after')}`;
    default:
      return error.details ?? error.error;
  }
}

const assigned = await assign(sam, 'first');
const again = await assign(sam, 'first');
const holder = await holderOfTaken();
const listed = await client.GET(NUMBERS, { params: { path: { organizationId } } });
const lines = listed.data?.assignments.map(({ userId, phoneNumber, isDefault }) => ({
  userId,
  phoneNumber,
  isDefault,
}));
const removed = await client.DELETE('/api/organizations/{organizationId}/phone-numbers/{targetUserId}/{provider}', {
  params: { path: { organizationId, targetUserId: sam, provider } },
});
const unknown = await client.GET(NUMBERS, { params: { path: { organizationId: sam } } });

tell({
  assigned: assigned.data,
  again: [again.data, again.response.headers.get('idempotency-replayed')],
  holder,
  lines,
  removed: removed.data?.message,
  unknown: [unknown.response.status, unknown.error],
});

// What the types have to refuse; the compiler fails where one of these is no error.
export const mistakes = {
  // @ts-expect-error no such path
  path: () => client.GET('/api/organizations/{id}/phone-numbers', {}),
  // @ts-expect-error the organization is missing
  parameter: () => client.GET(NUMBERS, { params: { path: {} } }),
  field: () =>
    client.POST(NUMBERS, {
      params: { path: { organizationId } },
      // @ts-expect-error the number is missing
      body: { targetUserId: sam, provider },
    }),
  value: () =>
    client.POST(NUMBERS, {
      params: { path: { organizationId } },
      // @ts-expect-error no such provider
      body: { targetUserId: sam, provider: 'acme', phoneNumber: number },
    }),
  // @ts-expect-error a number is a text
  answer: () => listed.data?.assignments[0]?.phoneNumber === 1,
};
