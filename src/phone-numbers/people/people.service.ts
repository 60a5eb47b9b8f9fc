import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { uuidOfObjectId } from '../../ids/derived-id.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';
import { OrganizationNotReachable, PersonNotFound } from '../record/record.errors.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';
import {
  findPerson,
  listPeople,
  type ListedRow,
  type PeoplePage,
  type Person,
  type PersonRow,
} from './people.queries.js';

/** A person of a list, and where a list by names goes on after them. */
export type ListedPerson = Person & { nameKey: string | null };

/** The people of an organization, with the calling lines that they hold. */
@Injectable()
export class PeopleService {
  constructor(private readonly dataSource: DataSource) {}

  /** Throws OrganizationNotReachable, PersonNotFound. */
  async person(id: UserId, reach: Reach): Promise<Person> {
    const row = await findPerson(this.dataSource, id, reach);
    // One's own organization is never refused, even where the record does not know it: then nobody is in it.
    if (!row && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
    if (!row?.id) throw new PersonNotFound();
    return row;
  }

  /** The caller themselves, if somebody of their own organization has the id; else the organization's UUID alone. */
  async self(id: Partial<UserId>, caller: OrganizationId): Promise<PersonRow> {
    const row = await findPerson(this.dataSource, id, { caller, actsForCustomers: false });
    return row ?? { id: null, organizationUuid: caller.uuid ?? uuidOfObjectId(caller.objectId) };
  }

  /** At most as many as the page says, one after the other from where it begins. Throws OrganizationNotReachable. */
  async list(page: PeoplePage, reach: Reach): Promise<ListedPerson[]> {
    const rows = await listPeople(this.dataSource, page, reach);
    if (!rows.length && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
    return rows.filter(isThere);
  }
}

const isThere = (row: ListedRow): row is ListedPerson => row.id !== null;
