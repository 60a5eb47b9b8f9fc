import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import type { RingPattern } from '../record/number-assignment.entity.js';
import type { ChangedBy } from '../record/record-change.js';
import { OrganizationNotReachable, PersonNotFound, PersonWithoutCalling } from '../record/record.errors.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';
import type { CallingLine } from './assignments.queries.js';
import { changeAlternates, type AlternatesUpdate } from './change-alternates.js';
import { asPersonLineHolder, holdPerson, reachPerson } from './held-person.js';
import type { Written } from './line-writer.js';
import { personLines } from './person-lines.queries.js';

/** The primary first, then the alternates as they were assigned. */
export interface PersonLines {
  distinctiveRingEnabled: boolean;
  /** Of the location; null: none, or unknown. */
  routingPrefix: string | null;
  lines: (CallingLine & { ringPattern: RingPattern | null })[];
  /** Another one whenever anything of the organization may be another. */
  version: string;
}

/** Numbers and extensions that people hold in their location (workspaces contract, 2.1). */
@Injectable()
export class PersonLinesService {
  constructor(private readonly dataSource: DataSource) {}

  /** Throws OrganizationNotReachable, PersonNotFound, PersonWithoutCalling. */
  async numbersOf(personUuid: string, reach: Reach): Promise<PersonLines> {
    const found = await personLines(this.dataSource, personUuid, reach);
    // One's own organization is never refused, even where the record does not know it: then it has no person.
    if (!found && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
    if (!found?.personUuid) throw new PersonNotFound();
    if (!found.hasCalling) throw new PersonWithoutCalling();
    const { distinctiveRingEnabled, routingPrefix, version } = found;
    return { distinctiveRingEnabled, routingPrefix, version, lines: found.lines ?? [] };
  }

  /** For WritesService: lets in who still reaches the person. Throws OrganizationNotReachable, PersonNotFound. */
  admit(personUuid: string, reach: Reach): (client: ClientBase) => Promise<void> {
    return async (client) => void (await reachPerson(client, personUuid, reach));
  }

  /**
   * Adds, edits and releases alternates, all or nothing, in the transaction of `client`.
   * Throws OrganizationNotReachable, PersonNotFound, PersonWithoutCalling, and what changeAlternates throws.
   */
  async changeAlternates(
    client: ClientBase,
    personUuid: string,
    reach: Reach,
    update: AlternatesUpdate,
    by: ChangedBy,
  ): Promise<Written> {
    const person = await holdPerson(client, personUuid, reach);
    if (!person.hasCalling || !person.locationId) throw new PersonWithoutCalling();
    return changeAlternates(client, asPersonLineHolder(person, person.locationId), update, by);
  }
}
