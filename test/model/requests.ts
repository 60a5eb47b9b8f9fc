import { uuidOfObjectId } from '../../src/ids/derived-id.js';
import { licenceId } from '../../src/ids/licence-id.js';
import type { Next, PersonWrite, Request } from './calls.js';
import type { Roster } from './roster.js';

/** A call as it goes over the wire. */
export interface Sent {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: object;
}

/** How each call is made; the roster tells the ids that organizations have. */
export function requestOf(call: Request, roster: Roster): Sent {
  switch (call.kind) {
    case 'list':
    case 'release':
    case 'assign':
      return ofOrganizations(call);
    case 'lookUp':
    case 'transfer':
    case 'remove':
    case 'next':
      return ofDirectory(call);
    default:
      return ofPeople(call, roster);
  }
}

type Of<Kind extends Request['kind']> = Extract<Request, { kind: Kind }>;

function ofOrganizations(call: Of<'list' | 'release' | 'assign'>): Sent {
  const path = `/api/organizations/${call.organization}/phone-numbers`;
  if (call.kind === 'release') return { method: 'DELETE', path: `${path}/${call.userId}/${call.provider}` };
  if (call.kind === 'list') {
    return { method: 'GET', path: call.at === undefined ? path : `${path}?at=${new Date(call.at).toISOString()}` };
  }
  const { kind: _, organization: __, force, userId: targetUserId, ...fields } = call;
  return { method: 'POST', path: forced(path, force), body: { targetUserId, ...fields } };
}

function ofDirectory(call: Of<'lookUp' | 'transfer' | 'remove' | 'next'>): Sent {
  if (call.kind === 'next') {
    return { method: 'POST', path: forced('/api/phone-numbers/next', call.force), body: nextBody(call) };
  }
  const path = `/api/phone-numbers/${encodeURIComponent(call.number)}`;
  if (call.kind === 'lookUp') return { method: 'GET', path };
  if (call.kind === 'remove') return { method: 'DELETE', path: `${path}?release=${call.release}` };
  const { organization: organizationId, location: locationId, release } = call;
  return { method: 'POST', path: `${path}/transfer`, body: { organizationId, locationId, release } };
}

function nextBody({ organization: organizationId, location: locationId, holder }: Next): object {
  if ('workspace' in holder) return { organizationId, workspaceId: holder.workspace };
  return { organizationId, locationId, targetUserId: holder.userId, provider: holder.provider };
}

function ofPeople(
  call: Of<'numbersOf' | 'alternates' | 'createPerson' | 'updatePerson' | 'removePerson'>,
  roster: Roster,
): Sent {
  if (call.kind === 'createPerson') {
    const body = { emails: ['new@acme.example'], ...personBody(call, roster) };
    return { method: 'POST', path: forced('/v1/people?callingData=true', call.force), body };
  }
  const path = `/v1/people/${call.person}`;
  if (call.kind === 'numbersOf') return { method: 'GET', path: `${path}/features/numbers` };
  if (call.kind === 'removePerson') return { method: 'DELETE', path };
  if (call.kind === 'updatePerson') {
    return { method: 'PUT', path: forced(`${path}?callingData=true`, call.force), body: personBody(call, roster) };
  }
  const phoneNumbers = call.changes.map(({ number: directNumber, ...change }) => ({ directNumber, ...change }));
  const ofLines = `/v1/telephony/config/people/${call.person}/numbers`;
  return { method: 'PUT', path: forced(ofLines, call.force), body: { phoneNumbers } };
}

function personBody(
  { organization, name, isLicensed, number, extension }: PersonWrite & { organization: string },
  { organizations, locations, licences }: Roster,
): object {
  const which = organizations.indexOf(organization) as 0 | 1;
  const licence = licenceId(uuidOfObjectId(organization), licences[which]);
  return {
    displayName: name,
    phoneNumbers: number && [{ type: 'work', value: number }],
    extension,
    locationId: isLicensed ? locations[which] : undefined,
    licenses: isLicensed === undefined ? undefined : isLicensed ? [licence] : [],
  };
}

const forced = (path: string, force?: boolean): string =>
  force ? `${path}${path.includes('?') ? '&' : '?'}force=true` : path;
