import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { ChangedBeforeLock } from '../../database/driver-error.js';
import { objectIdOfUuid } from '../../ids/derived-id.js';
import { reachPerson, type HeldPerson } from '../assignments/held-person.js';
import { lockLocations, lockUser } from '../assignments/locks.js';
import { removeUser } from '../holders/remove-user.js';
import type { ChangedBy } from '../record/record-change.js';
import { PersonNotFound } from '../record/record.errors.js';
import { reachOrganization } from '../tenants/reached-organization.js';
import type { Reach } from '../tenants/reach.js';
import type { PersonSettings } from './person-settings.js';
import { insertPerson } from './person-settings.queries.js';
import { writePerson } from './write-person.js';

/** Makes, changes and removes people (workspaces contract, 2.11). */
@Injectable()
export class PersonSettingsService {
  /** For WritesService: lets in who could still make somebody. Throws OrganizationNotReachable, OrganizationNotFound. */
  admitToOrganization(reach: Reach): (client: ClientBase) => Promise<void> {
    return async (client) => void (await reachOrganization(client, reach));
  }

  /** For WritesService: lets in who still reaches the person. Throws OrganizationNotReachable, PersonNotFound. */
  admit(personUuid: string, reach: Reach): (client: ClientBase) => Promise<void> {
    return async (client) => void (await reachPerson(client, personUuid, reach));
  }

  /**
   * Makes a person, with licences and a primary line as far as the settings say so, in the transaction of `client`.
   * Answers the UUID. Throws OrganizationNotReachable, OrganizationNotFound, and what writePerson throws.
   */
  async create(client: ClientBase, reach: Reach, settings: PersonSettings, by: ChangedBy): Promise<string> {
    const { organizationId, organizationUuid, callerId } = await reachOrganization(client, reach);
    if (settings.location) await lockLocations(client, [settings.location.uuid]);
    const [userId, uuid] = [randomUUID(), randomUUID()];
    const objectId = objectIdOfUuid(uuid);
    await insertPerson(client, { organizationId, id: userId, uuid, objectId });
    const nothing = { hasCalling: false, distinctiveRingEnabled: false, locationId: null, country: null };
    const person = { organizationId, organizationUuid, callerId, userId, objectId, ...nothing };
    await writePerson(client, person, reach, { settings, action: 'user.create', by });
    return uuid;
  }

  /**
   * Changes a person, their licences and primary line, all or nothing, in the transaction of `client`.
   * Throws OrganizationNotReachable, PersonNotFound, and what writePerson throws.
   */
  async update(
    client: ClientBase,
    personUuid: string,
    reach: Reach,
    settings: PersonSettings,
    by: ChangedBy,
  ): Promise<void> {
    const person = await hold(client, personUuid, reach, settings.location?.uuid);
    await writePerson(client, person, reach, { settings, action: 'user.update', by });
  }

  /** Removes a person: what they hold is free at once. Throws OrganizationNotReachable, PersonNotFound, ClockBehind. */
  async remove(client: ClientBase, personUuid: string, reach: Reach, by: ChangedBy): Promise<void> {
    const { userId, organizationId, callerId } = await reachPerson(client, personUuid, reach);
    const ended = await removeUser(client, userId, by, { organizationId, callerId });
    if (ended === undefined) throw new PersonNotFound();
  }
}

/** Locks the person, and before them their location and the one where they shall be. */
async function hold(client: ClientBase, personUuid: string, reach: Reach, locationUuid?: string): Promise<HeldPerson> {
  const { userId, locationId } = await reachPerson(client, personUuid, reach);
  await lockLocations(
    client,
    [locationId, locationUuid].filter((id) => id != null),
  );
  await lockUser(client, userId);
  const person = await reachPerson(client, personUuid, reach);
  // To lock the other location now would be out of order.
  if (person.locationId !== locationId) throw new ChangedBeforeLock();
  return person;
}
