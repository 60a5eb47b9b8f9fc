import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { NumberNotInLocation } from '../assignments/calling-lines.errors.js';
import type { ChangedBy } from '../record/record-change.js';
import { e164From } from '../record/e164.js';
import { PersonNotFound } from '../record/record.errors.js';
import { reachOrganization } from '../tenants/reached-organization.js';
import type { Reach } from '../tenants/reach.js';
import { CallingPropertiesMissing } from './person-settings.errors.js';
import type { PersonSettings } from './person-settings.js';
import { locationOfNumber, peopleByEmail } from './person-settings.queries.js';
import { PersonSettingsService } from './person-settings.service.js';

/** By UUID, or by an e-mail that one person alone has. */
export type NamedPerson = { uuid: string } | { email: string };

/** Gives people licences and takes them (workspaces contract, 2.10). */
@Injectable()
export class LicenceAssignmentService {
  constructor(private readonly people: PersonSettingsService) {}

  /** For WritesService: lets in who still reaches the person. Throws OrganizationNotReachable, PersonNotFound. */
  admit(person: NamedPerson, reach: Reach): (client: ClientBase) => Promise<void> {
    return async (client) => this.people.admit(await uuidOf(client, person, reach), reach)(client);
  }

  /**
   * Changes the licences of a person, and their primary line as the settings say, in the transaction of `client`. A number
   * alone says in which location the line is. Answers the UUID.
   * Throws OrganizationNotReachable, OrganizationNotFound, PersonNotFound, and what writePerson throws.
   */
  async assign(
    client: ClientBase,
    named: NamedPerson,
    reach: Reach,
    settings: PersonSettings,
    by: ChangedBy,
  ): Promise<string> {
    const uuid = await uuidOf(client, named, reach);
    const { primary, location } = settings;
    if (!primary || location) {
      await this.people.update(client, uuid, reach, settings, by);
      return uuid;
    }
    const known = await locationOf(client, reach, primary);
    const place = `${primary.place}.locationId`;
    const located = known ? { ...settings, location: { place, uuid: known } } : settings;
    await this.people.update(client, uuid, reach, located, by);
    return uuid;
  }
}

/** Throws OrganizationNotReachable, OrganizationNotFound, PersonNotFound. */
async function uuidOf(client: ClientBase, named: NamedPerson, reach: Reach): Promise<string> {
  if ('uuid' in named) return named.uuid;
  await reachOrganization(client, reach);
  const [found, another] = await peopleByEmail(client, named.email, reach);
  if (!found || another) throw new PersonNotFound();
  return found;
}

/** Undefined: an extension alone, which the person's own location decides. Throws NumberNotInLocation. */
async function locationOf(client: ClientBase, reach: Reach, { number, place }: NonNullable<PersonSettings['primary']>) {
  if (number == null) return undefined;
  const { organizationId } = await reachOrganization(client, reach);
  const e164 = e164From(number);
  if (!e164) throw new CallingPropertiesMissing(place);
  const found = await locationOfNumber(client, e164, organizationId);
  if (!found) throw new NumberNotInLocation(place);
  return found;
}
