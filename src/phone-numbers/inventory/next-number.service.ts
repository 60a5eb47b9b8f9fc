import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';
import { alternatesAfter } from '../assignments/alternates.js';
import { LocationFixed } from '../assignments/calling-lines.errors.js';
import { currentLines, type CurrentLine } from '../assignments/calling-lines.queries.js';
import { asPersonLineHolder, holdPerson } from '../assignments/held-person.js';
import { asLineHolder, holdWorkspace } from '../assignments/held-workspace.js';
import type { LineHolder } from '../assignments/line-holder.js';
import { writeLines } from '../assignments/line-writer.js';
import { lockUsersOf, type LockedNumber } from '../assignments/locks.js';
import { primaryAfter } from '../assignments/primary-line.js';
import { providerLines } from '../assignments/provider-lines.queries.js';
import { organizationOf, providerLine } from '../assignments/provider-lines.service.js';
import type { SeenOrganization } from '../lookup/lookup.service.js';
import type { Provider } from '../record/number-assignment.entity.js';
import type { ChangedBy } from '../record/record-change.js';
import {
  PersonWithoutCalling,
  UserNotFound,
  WorkspaceNotProfessional,
  WorkspaceWithoutCalling,
} from '../record/record.errors.js';
import type { Reach } from '../tenants/reach.js';
import { NoneFree } from './next-number.errors.js';
import { lockNextNumber, uuidOfUser } from './next-number.queries.js';
import { placeOf } from './placement.service.js';

/** Who is to have a number. */
export type NextHolder =
  | { user: UserId; provider: Provider }
  /** For a telephone of their own. */
  | { person: UserId }
  | { workspaceUuid: string };

export interface NextNumberWanted {
  organization: OrganizationId;
  /** UUID: only a number of this location will do. */
  locationId?: string;
  holder: NextHolder;
}

type CallingLineKind = 'primary' | 'alternate';

/** The number that somebody has got. */
export interface NextNumber {
  /** E.164. */
  e164: string;
  organization: SeenOrganization;
  locationId: string | null;
  holder:
    | { userObjectId: string; provider: Provider }
    | { userObjectId: string; line: CallingLineKind }
    | { workspaceUuid: string; line: CallingLineKind };
}

/** Gives away the number of an inventory that has rested longest: found and assigned in one step. */
@Injectable()
export class NextNumberService {
  /**
   * In the transaction of `client`. A user gets it beside what they have at the provider, as the default where they have
   * none; a workspace, or a person for their own telephone, as their primary number, or as an alternate where they have one.
   * Throws UserNotFound, PersonNotFound, PersonWithoutCalling, LocationNotFound, WorkspaceNotFound, WorkspaceWithoutCalling,
   * WorkspaceNotProfessional, LocationFixed, NoneFree, RuleBroken, ClockBehind.
   */
  assign(client: ClientBase, { organization, locationId, holder }: NextNumberWanted, by: ChangedBy) {
    if ('user' in holder) return toUser(client, { organization, locationId, holder }, by);
    return 'person' in holder
      ? toPerson(client, { organization, locationId, holder }, by)
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

async function toPerson(
  client: ClientBase,
  { organization: id, locationId, holder }: Wanted<{ person: UserId }>,
  by: ChangedBy,
): Promise<NextNumber> {
  const uuid = await uuidOfUser(client, id, holder.person);
  if (uuid === undefined) throw new UserNotFound();
  const person = await holdPerson(client, uuid, asOwnAdministrator(id));
  if (!person.hasCalling || !person.locationId) throw new PersonWithoutCalling();
  const lineHolder = asPersonLineHolder(person, person.locationId);
  const lines = await currentLines(client, person.userId);
  const wanted = { lineHolder, locationId, lines, place: 'targetUserId' };
  const given = await toCallingHolder(client, wanted, by);
  const { organization } = await placeOf(client, { organization: id });
  return { ...given, organization, holder: { userObjectId: person.objectId, line: given.line } };
}

async function toWorkspace(
  client: ClientBase,
  { organization: id, locationId, holder: { workspaceUuid } }: Wanted<{ workspaceUuid: string }>,
  by: ChangedBy,
): Promise<NextNumber> {
  const workspace = await holdWorkspace(client, workspaceUuid, asOwnAdministrator(id));
  if (workspace.callingType !== 'webexCalling' || !workspace.locationId) throw new WorkspaceWithoutCalling();
  const lineHolder = asLineHolder(workspace, workspace.locationId);
  const lines = await currentLines(client, workspaceUuid);
  const isLimited = workspace.callingLicence === 'common_area';
  const wanted = { lineHolder, locationId, lines, place: 'workspaceId', isLimited };
  const given = await toCallingHolder(client, wanted, by);
  const { organization } = await placeOf(client, { organization: id });
  return { ...given, organization, holder: { workspaceUuid, line: given.line } };
}

/** As an administrator of the organization itself reaches what is in it. */
const asOwnAdministrator = (id: OrganizationId): Reach => ({ caller: id, actsForCustomers: false, isWrite: true });

interface CallingWanted {
  lineHolder: LineHolder;
  /** Another one than the holder's is refused. */
  locationId: string | undefined;
  /** The holder's current ones. */
  lines: CurrentLine[];
  /** How the request names the holder. */
  place: string;
  /** The licence gives no alternates. */
  isLimited?: boolean;
}

/** Throws LocationFixed, WorkspaceNotProfessional, NoneFree, RuleBroken, ClockBehind. */
async function toCallingHolder(
  client: ClientBase,
  { lineHolder, locationId, lines, place, isLimited }: CallingWanted,
  by: ChangedBy,
): Promise<{ e164: string; locationId: string; line: CallingLineKind }> {
  const { organizationId, locationId: own, subject } = lineHolder;
  if (locationId !== undefined && locationId !== own) throw new LocationFixed('locationId');
  const line = lines.some((one) => one.line === 'primary' && one.e164 !== null) ? 'alternate' : 'primary';
  if (line === 'alternate' && isLimited) throw new WorkspaceNotProfessional();
  const number = await nextNumber(client, { organizationId, locationId: own }, by);
  const { e164 } = number;
  const numbers = new Map([[e164, number]]);
  const wanted =
    line === 'primary'
      ? primaryAfter(lineHolder, lines, { place, e164 }, numbers)
      : alternatesAfter(lineHolder, lines, [{ place, action: 'ADD', e164 }], numbers);
  const details = { ...subject, phoneNumberIds: [number.id] };
  const change = { ...by, action: 'number.next', organizationId, details };
  await writeLines(client, { wanted, replaced: lines.map((one) => one.id) }, change);
  return { e164, locationId: own, line };
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
