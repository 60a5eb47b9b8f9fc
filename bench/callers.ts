import { tokenFor } from '../test/tokens.js';
import { webexId } from '../src/ids/webex-id.js';
import { wireRequest, type RequestParts, type WireRequest } from './load-client.js';
import {
  holderOf,
  e164,
  locationUuid,
  organizationObjectId,
  organizationUuid,
  PARTNERS_CUSTOMERS,
  userObjectId,
  workspaceUuid,
  type Named,
  type PlannedOrganization,
  type RecordPlan,
} from './record/record-plan.js';

// Who asks what. A token lasts for the whole run.

const HOURS = 6;
const longToken = (options: Parameters<typeof tokenFor>[0]): string =>
  tokenFor({ ...options, exp: Math.floor(Date.now() / 1_000) + HOURS * 3_600 });

export const SUPERADMIN = longToken({ roles: ['SUPERADMIN'] });
const SCOPES = ['spark-admin:workspaces_read', 'spark-admin:workspaces_write', 'spark-admin:telephony_config_write'];

export function organizationOf(plan: RecordPlan, name: Named): PlannedOrganization {
  return plan.organizations.find((one) => one.name === name)!;
}

const superadmin = (parts: Omit<RequestParts, 'token'>): WireRequest => wireRequest({ ...parts, token: SUPERADMIN });

const numbersPath = ({ index }: PlannedOrganization): string =>
  `/api/organizations/${organizationObjectId(index)}/phone-numbers`;

export const listRequest = (organization: PlannedOrganization, headers?: Record<string, string>): WireRequest =>
  superadmin({ path: numbersPath(organization), headers });

export const listAtRequest = (organization: PlannedOrganization, at: Date): WireRequest =>
  superadmin({ path: `${numbersPath(organization)}?at=${at.toISOString()}` });

/** Gives a user at a provider a number; by their places in the organization. */
export function assignRequest(organization: PlannedOrganization, user: number, number: number, provider = 'twilio') {
  const phoneNumber = e164(organization.firstNumber + number);
  const body = { targetUserId: userObjectId(organization.firstUser + user), provider, phoneNumber };
  return superadmin({ method: 'POST', path: numbersPath(organization), body });
}

export function releaseRequest(organization: PlannedOrganization, user: number, provider = 'twilio'): WireRequest {
  const id = userObjectId(organization.firstUser + user);
  return superadmin({ method: 'DELETE', path: `${numbersPath(organization)}/${id}/${provider}` });
}

/** Asks for a number that another user of the organization holds: 409. */
export function conflictRequest(organization: PlannedOrganization, heldNumber: number): WireRequest {
  const holder = holderOf(organization, heldNumber).user;
  const other = [0, 1].find((user) => userObjectId(organization.firstUser + user) !== holder)!;
  return assignRequest(organization, other, heldNumber);
}

const numberPath = (organization: PlannedOrganization, number: number): string =>
  `/api/phone-numbers/${encodeURIComponent(e164(organization.firstNumber + number))}`;

export const lookUpRequest = (organization: PlannedOrganization, number: number): WireRequest =>
  superadmin({ path: numberPath(organization, number) });

export const historyRequest = (organization: PlannedOrganization, number: number): WireRequest =>
  superadmin({ path: `${numberPath(organization, number)}/history?max=1` });

/** The place of its first free number among the numbers of an organization. */
export const firstFree = ({ lines, workspaces }: PlannedOrganization): number => lines + 2 * workspaces;

/** Renames its first workspace. */
export function renameRequest({ index, firstWorkspace }: PlannedOrganization, displayName: string): WireRequest {
  const token = longToken({ roles: ['full_admin'], scopes: SCOPES, organization: organizationUuid(index) });
  return wireRequest({
    method: 'PUT',
    path: `/v1/workspaces/${workspaceUuid(firstWorkspace)}`,
    token,
    body: { displayName },
  });
}

export type WorkspaceReader = 'administrator' | 'partner' | 'location administrator';

/** The workspaces of the partner's customers, as somebody of each organization or as the partner asks for them. */
export function workspaceRequests(plan: RecordPlan, reader: WorkspaceReader): WireRequest[] {
  const customers = plan.organizations.slice(0, PARTNERS_CUSTOMERS).filter(({ workspaces }) => workspaces > 0);
  const partner = longToken({ ...READS, organization: organizationUuid(plan.organizations.at(-1)!.index) });
  return customers.flatMap(({ index, firstWorkspace, workspaces }) => {
    const organization = organizationUuid(index);
    const token = {
      administrator: () => longToken({ ...READS, organization }),
      partner: () => partner,
      'location administrator': () =>
        longToken({ ...READS, roles: ['location_admin'], organization, locations: [locationUuid(index)] }),
    }[reader]();
    const query = reader === 'partner' ? `?orgId=${webexId('ORGANIZATION', organization)}` : '';
    return Array.from({ length: workspaces }, (_, i) =>
      wireRequest({ path: `/v1/workspaces/${workspaceUuid(firstWorkspace + i)}/features/numbers${query}`, token }),
    );
  });
}

const READS = { roles: ['full_admin'], scopes: ['spark-admin:workspaces_read'] };

/** Takes the requests in turn, every connection beginning somewhere else. */
export const inOrder =
  (requests: WireRequest[]) =>
  (connection: number, turn: number): WireRequest =>
    requests[(connection * 7 + turn) % requests.length]!;
