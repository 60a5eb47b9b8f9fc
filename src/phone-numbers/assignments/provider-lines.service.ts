import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';
import type { Provider } from '../record/number-assignment.entity.js';
import type { ChangedBy } from '../record/record-change.js';
import { HolderChanged, NoProviderLine, UserNotFound } from '../record/record.errors.js';
import { writeLines } from './line-writer.js';
import { lockNumbers, lockUsersOf, makeNumbers, type UserOfOrganization } from './locks.js';
import { providerLines, type CurrentProviderLine } from './provider-lines.queries.js';
import type { WantedLine } from './wanted-line.js';

/** What a user shall have at a provider, instead of all that they had there or beside it. */
export interface ProviderLineToAssign {
  user: UserId;
  provider: Provider;
  e164: string;
  isDefault: boolean;
  /** False: for outbound caller id only. */
  receivesCalls: boolean;
  label: string | null;
  /** Their other numbers at the provider stay, but for their being the default if this one is. */
  keepsOthers: boolean;
  /** The user that they take the number over from, at the same instant. */
  replaces?: UserId;
}

/** The organization that a write went to; `id` is internal, for the log only. */
export interface WrittenOrganization {
  id: string;
  uuid: string;
  objectId: string;
}

/** What an assignment did. */
export interface AssignedLine {
  organization: WrittenOrganization;
  /** Numbers that the user had at the provider and has no more, E.164. */
  released: { provider: Provider; e164: string }[];
}

/** Numbers of users at providers: the organizations face's writes (organizations contract, section 5). */
@Injectable()
export class ProviderLinesService {
  /**
   * Gives the user the number at the provider, in the transaction of `client`. Whatever they had there ends, unless it
   * is kept, and so does the number wherever else they had it; a number that no organization has is taken into the
   * inventory.
   * Throws UserNotFound, HolderChanged, RuleBroken, NumberResting, ClockBehind.
   */
  async assign(
    client: ClientBase,
    organization: OrganizationId,
    wanted: ProviderLineToAssign,
    by: ChangedBy,
  ): Promise<AssignedLine> {
    const { provider, e164, keepsOthers } = wanted;
    const { user, leaver } = await lock(client, organization, wanted.user, wanted.replaces);
    const { lines, knowsNumber, leaverReceives } = await providerLines(client, user.id, provider, e164, leaver?.id);
    if (leaver && !leaverReceives) throw new HolderChanged();
    if (!knowsNumber) await makeNumbers(client, [e164]);
    const replaced = lines.map(({ id }) => id);
    const number = (await lockNumbers(client, [e164], replaced)).find((locked) => locked.e164 === e164)!;
    const others = lines.filter((line) => line.holderId === user.id && line.e164 !== e164);
    const kept = keepsOthers ? others : [];
    const after = [
      providerLine(user, { ...wanted, phoneNumberId: number.id }),
      ...kept.map((line) => providerLine(user, { ...line, isDefault: line.isDefault && !wanted.isDefault })),
    ];
    await writeLines(client, { wanted: after, replaced }, changeOf('number.assign', user, provider, by));
    return { organization: organizationOf(user), released: others.filter((line) => !kept.includes(line)) };
  }

  /**
   * Ends all that the user has at the provider, in the transaction of `client`.
   * Throws UserNotFound, NoProviderLine, ClockBehind.
   */
  async release(
    client: ClientBase,
    organization: OrganizationId,
    { user: userId, provider }: { user: UserId; provider: Provider },
    by: ChangedBy,
  ): Promise<WrittenOrganization> {
    const { user } = await lock(client, organization, userId);
    const replaced = (await providerLines(client, user.id, provider)).lines.map(({ id }) => id);
    if (!replaced.length) throw new NoProviderLine(provider);
    await lockNumbers(client, [], replaced);
    await writeLines(client, { wanted: [], replaced }, changeOf('number.release', user, provider, by));
    return organizationOf(user);
  }
}

/** In one statement, so that they are locked in the order of their ids. Throws UserNotFound, HolderChanged. */
async function lock(client: ClientBase, organization: OrganizationId, userId: UserId, leaverId?: UserId) {
  const users = await lockUsersOf(client, organization, leaverId ? [userId, leaverId] : [userId]);
  const named = ({ uuid, objectId }: UserId) => users.find((one) => one.uuid === uuid || one.objectId === objectId);
  const user = named(userId);
  if (!user) throw new UserNotFound();
  const leaver = leaverId && named(leaverId);
  if (leaverId && !leaver) throw new HolderChanged();
  return { user, leaver };
}

/** A line of the user, as the line writer takes it. */
export function providerLine(user: UserOfOrganization, line: Omit<CurrentProviderLine, 'id' | 'holderId'>): WantedLine {
  return {
    kind: 'user',
    organizationId: user.organizationId,
    holderId: user.id,
    phoneNumberId: line.phoneNumberId,
    e164: line.e164,
    locationId: null,
    extension: null,
    line: null,
    provider: line.provider,
    receivesCalls: line.receivesCalls,
    isDefault: line.isDefault,
    label: line.label,
    ringPattern: null,
  };
}

function changeOf(action: string, user: UserOfOrganization, provider: Provider, by: ChangedBy) {
  return { ...by, action, organizationId: user.organizationId, details: { userId: user.objectId, provider } };
}

export function organizationOf(user: UserOfOrganization): WrittenOrganization {
  return { id: user.organizationId, uuid: user.organizationUuid, objectId: user.organizationObjectId };
}
