import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';
import { alternatesAfter } from '../assignments/alternates.js';
import { LocationFixed } from '../assignments/calling-lines.errors.js';
import { currentLines } from '../assignments/calling-lines.queries.js';
import { asLineHolder, holdWorkspace } from '../assignments/held-workspace.js';
import { writeLines } from '../assignments/line-writer.js';
import { lockUsersOf, type LockedNumber } from '../assignments/locks.js';
import { primaryAfter } from '../assignments/primary-line.js';
import { providerLines } from '../assignments/provider-lines.queries.js';
import { organizationOf, providerLine } from '../assignments/provider-lines.service.js';
import type { SeenOrganization } from '../lookup/lookup.service.js';
import type { Provider } from '../record/number-assignment.entity.js';
import type { ChangedBy } from '../record/record-change.js';
import { UserNotFound, WorkspaceNotProfessional, WorkspaceWithoutCalling } from '../record/record.errors.js';
import { NoneFree } from './next-number.errors.js';
import { lockNextNumber } from './next-number.queries.js';
import { placeOf } from './placement.service.js';

/** Who is to have a number. */
export type NextHolder = { user: UserId; provider: Provider } | { workspaceUuid: string };

export interface NextNumberWanted {
  organization: OrganizationId;
  /** UUID: only a number of this location will do. */
  locationId?: string;
  holder: NextHolder;
}

/** The number that somebody has got. */
export interface NextNumber {
  /** E.164. */
  e164: string;
  organization: SeenOrganization;
  locationId: string | null;
  holder: { userObjectId: string; provider: Provider } | { workspaceUuid: string; line: 'primary' | 'alternate' };
}

const PLACE = 'workspaceId';

/** Gives away the number of an inventory that has rested longest: found and assigned in one step. */
@Injectable()
export class NextNumberService {
  /**
   * In the transaction of `client`. A user gets it beside what they have at the provider, as the default where they have
   * none; a workspace as its primary number, or as an alternate where it has one.
   * Throws UserNotFound, LocationNotFound, WorkspaceNotFound, WorkspaceWithoutCalling, WorkspaceNotProfessional,
   * LocationFixed, NoneFree, RuleBroken, ClockBehind.
   */
  assign(client: ClientBase, { organization, locationId, holder }: NextNumberWanted, by: ChangedBy) {
    return 'user' in holder
      ? toUser(client, { organization, locationId, holder }, by)
      : toWorkspace(client, { organization, locationId, holder }, by);
  }
}

type Wanted<Holder> = Omit<NextNumberWanted, 'holder'> & { holder: Holder };

async function toUser(
  client: ClientBase,
  { organization: id, locationId, holder }: Wanted<{ user: UserId; provider: Provider }>,
  by: ChangedBy,
): Promise<NextNumber> {
  const { provider } = holder;
  const [user] = await lockUsersOf(client, id, [holder.user]);
  if (!user) throw new UserNotFound();
  if (locationId !== undefined) await placeOf(client, { organization: id, locationId });
  const { organizationId, objectId: userObjectId } = user;
  const number = await nextNumber(client, { organizationId, locationId }, by);
  const { lines } = await providerLines(client, user.id, provider, number.e164);
  // The number for caller id only becomes one that receives its calls.
  const replaced = lines.filter((line) => line.e164 === number.e164).map((line) => line.id);
  const isDefault = !lines.some((line) => line.provider === provider && line.e164 !== number.e164 && line.isDefault);
  const given = { phoneNumberId: number.id, e164: number.e164, provider, isDefault, receivesCalls: true, label: null };
  const details = { userId: userObjectId, provider, phoneNumberIds: [number.id] };
  const change = { ...by, action: 'number.next', organizationId, details };
  await writeLines(client, { wanted: [providerLine(user, given)], replaced }, change);
  const organization = organizationOf(user);
  return { e164: number.e164, organization, locationId: number.locationId, holder: { userObjectId, provider } };
}

async function toWorkspace(
  client: ClientBase,
  { organization: id, locationId, holder: { workspaceUuid } }: Wanted<{ workspaceUuid: string }>,
  by: ChangedBy,
): Promise<NextNumber> {
  // As an administrator of the organization itself reaches it.
  const workspace = await holdWorkspace(client, workspaceUuid, { caller: id, actsForCustomers: false, isWrite: true });
  if (workspace.callingType !== 'webexCalling' || !workspace.locationId) throw new WorkspaceWithoutCalling();
  const lineHolder = asLineHolder(workspace, workspace.locationId);
  if (locationId !== undefined && locationId !== workspace.locationId) throw new LocationFixed('locationId');
  const { organizationId } = workspace;
  const lines = await currentLines(client, workspaceUuid);
  const line = lines.some((one) => one.line === 'primary' && one.e164 !== null) ? 'alternate' : 'primary';
  if (line === 'alternate' && workspace.callingLicence === 'common_area') throw new WorkspaceNotProfessional();
  const number = await nextNumber(client, { organizationId, locationId: workspace.locationId }, by);
  const { e164 } = number;
  const numbers = new Map([[e164, number]]);
  const wanted =
    line === 'primary'
      ? primaryAfter(lineHolder, lines, { place: PLACE, e164 }, numbers)
      : alternatesAfter(lineHolder, lines, [{ place: PLACE, action: 'ADD', e164 }], numbers);
  const details = { workspaceId: workspaceUuid, phoneNumberIds: [number.id] };
  const change = { ...by, action: 'number.next', organizationId, details };
  await writeLines(client, { wanted, replaced: lines.map((one) => one.id) }, change);
  const { organization } = await placeOf(client, { organization: id });
  return { e164, organization, locationId: workspace.locationId, holder: { workspaceUuid, line } };
}

/** Throws NoneFree. */
async function nextNumber(
  client: ClientBase,
  where: { organizationId: string; locationId?: string },
  { overridesRest = false }: ChangedBy,
): Promise<LockedNumber> {
  const number = await lockNextNumber(client, { ...where, overridesRest });
  if (!number) throw new NoneFree();
  return number;
}
