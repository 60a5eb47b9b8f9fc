import { LOGISTIK } from '../src/examples/ternfield.js';
import type { KnownValues } from './filled-document.js';

// What a campaign makes in the demo's record before generated requests meet it: people with a telephone, and people and
// locations that nobody needs, so that DELETE has something to delete; and whole bodies that are valid.

const HOW_MANY = 8;
/** Reserved for fiction, and not in the demo. */
const numbersFrom = (first: number) => Array.from({ length: HOW_MANY }, (_, i) => `+12065550${first + i}`);

export interface Prepared {
  known: KnownValues;
  /** By method and path: what no other request is about, since this one would spoil it for them. */
  apart: Record<string, KnownValues>;
  /** By method and path. */
  bodies: Record<string, readonly object[]>;
}

/** A call as the administrator who the campaign is; the body of the response. */
export type Call = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>;

type Identified = { id: string };

/** For the directory: nothing has to be made. */
export function directoryBodies({ targetUserId = [] }: KnownValues): Prepared {
  const next = targetUserId.map((user) => ({ organizationId: LOGISTIK, targetUserId: user, provider: 'twilio' }));
  const transfer = [{ organizationId: LOGISTIK, release: true }];
  return {
    known: {},
    apart: {},
    bodies: { 'POST /api/phone-numbers/next': next, 'POST /api/phone-numbers/{number}/transfer': transfer },
  };
}

/** For the workspaces face, in a location of the demo. */
export async function prepareWorkspacesFace(call: Call, known: KnownValues): Promise<Prepared> {
  const location = known.locationId![0]!;
  const workspaces = known.workspaceId!;
  const licences = (await call('GET', '/v1/licenses')).items as (Identified & { name: string })[];
  const calling = licences.find(({ name }) => /calling/i.test(name))!.id;
  const address = { address1: '1200 Example Avenue', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' };
  const office = (name: string) => ({ name, timeZone: 'America/Los_Angeles', preferredLanguage: 'en_us', address });
  const person = (name: string) => ({ emails: [`${name}@fuzz.example`], displayName: name });
  const each = (make: (i: number) => Promise<Record<string, unknown>>) =>
    Promise.all(Array.from({ length: HOW_MANY }, (_, i) => make(i).then(({ id }) => id as string)));
  const leaving = await each((i) => call('POST', '/v1/people', person(`leaving-${i}`)));
  const renamed = await each((i) => call('POST', '/v1/people', person(`renamed-${i}`)));
  const closing = await each((i) => call('POST', '/v1/locations', office(`Closing ${i}`)));
  const staying = await each((i) =>
    call('POST', '/v1/people', {
      ...person(`staying-${i}`),
      ...{ extension: String(4800 + i), locationId: location, licenses: [calling] },
    }),
  );
  const added = numbersFrom(180);
  await call('POST', `/v1/telephony/config/locations/${location}/numbers`, { phoneNumbers: added });
  const { items: options } = await call('GET', `/v1/telephony/pstn/locations/${location}/connectionOptions`);
  const numbersOf = '/v1/telephony/config/locations/{locationId}/numbers';
  const alternates = (numbers: readonly string[]) =>
    numbers.flatMap((directNumber) =>
      ['ADD', 'DELETE'].map((action) => ({ phoneNumbers: [{ action, directNumber }] })),
    );
  const people = (name: string) => Array.from({ length: HOW_MANY }, (_, i) => person(`${name}-${i}`));
  return {
    known: { ...known, workspaceId: workspaces.slice(0, -1), personId: staying, licenseId: [calling] },
    apart: {
      'DELETE /v1/workspaces/{workspaceId}': { workspaceId: workspaces.slice(-1) },
      'DELETE /v1/locations/{locationId}': { locationId: closing },
      'DELETE /v1/people/{personId}': { personId: leaving },
      // Whoever it names without a licence has no calling any more.
      'PUT /v1/people/{personId}': { personId: renamed },
    },
    bodies: {
      'PATCH /v1/licenses/users': staying.map((personId, i) => ({
        personId,
        licenses: [
          { id: calling, operation: 'add', properties: { locationId: location, extension: String(4800 + i) } },
        ],
      })),
      'POST /v1/locations': Array.from({ length: HOW_MANY }, (_, i) => office(`New ${i}`)),
      'POST /v1/people': people('new'),
      'PUT /v1/people/{personId}': people('changed'),
      [`POST ${numbersOf}`]: numbersFrom(190).map((number) => ({ phoneNumbers: [number] })),
      [`PUT ${numbersOf}`]: ['ACTIVATE', 'DEACTIVATE'].map((action) => ({ action, phoneNumbers: added.slice(0, 2) })),
      [`DELETE ${numbersOf}`]: numbersFrom(190).map((number) => ({ phoneNumbers: [number] })),
      'PUT /v1/telephony/config/people/{personId}/numbers': alternates(added.slice(2, 5)),
      'PUT /v1/telephony/config/workspaces/{workspaceId}/numbers': alternates(added.slice(5)),
      'PUT /v1/telephony/pstn/locations/{locationId}/connection': (options as Identified[]).map(({ id }) => ({ id })),
    },
  };
}
