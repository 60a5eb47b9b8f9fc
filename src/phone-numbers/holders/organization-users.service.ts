import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganizationId } from '../../ids/organization-id.js';
import { readOrganization } from '../tenants/organizations.queries.js';
import { someUsers, type OrganizationUser } from './organization-users.queries.js';

const AT_ONCE = 1000;

/** The users of an organization, whether they hold numbers or not. */
@Injectable()
export class OrganizationUsersService {
  constructor(private readonly dataSource: DataSource) {}

  /** In batches by their objectId, read as they are asked for; no connection waits in between. Throws OrganizationNotFound. */
  async list(id: OrganizationId) {
    const organization = await readOrganization(this.dataSource, id);
    return { organization, batches: this.batches(organization.id) };
  }

  private async *batches(organizationId: string): AsyncGenerator<OrganizationUser[]> {
    for (let last: string | undefined = ''; last !== undefined;) {
      const users = await someUsers(this.dataSource, organizationId, last, AT_ONCE);
      if (users.length) yield users;
      last = users.at(AT_ONCE - 1)?.objectId;
    }
  }
}
