import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { violatedConstraint } from '../../database/driver-error.js';
import { inTransaction } from '../../database/transaction.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { objectIdOfUuid, uuidOfObjectId } from '../../ids/derived-id.js';
import { randomUUID } from 'node:crypto';
import { databaseClock, recordChange, type ChangedBy } from '../record/record-change.js';
import { Organization } from '../record/organization.entity.js';
import { OrganizationNotFound } from '../record/record.errors.js';
import { OrganizationExists } from './organizations.errors.js';
import { findOrganization, readOrganization, someOrganizations } from './organizations.queries.js';

export interface NewOrganization {
  uuid?: string;
  objectId?: string;
  name: string;
}

/** What an operator sets; what is left out stays. */
export type OrganizationSettings = Partial<Pick<Organization, 'mayAddNumbers' | 'numberRestDays'>> & { name?: string };

/** The tenants of the record. */
@Injectable()
export class OrganizationsService {
  constructor(private readonly dataSource: DataSource) {}

  /** All of them, by name. */
  async list(): Promise<Organization[]> {
    return this.dataSource.getRepository(Organization).find({ order: { name: 'ASC', objectId: 'ASC' } });
  }

  /**
   * Adds one known by one id or by both; the id that is not known is derived, or without any a new one is made.
   * Throws OrganizationExists when either id names one already.
   */
  async add({ uuid, objectId, name }: NewOrganization, by: ChangedBy): Promise<Organization> {
    const known = uuid ?? (objectId ? uuidOfObjectId(objectId) : randomUUID());
    const organization = { id: randomUUID(), uuid: known, objectId: objectId ?? objectIdOfUuid(known), name };
    try {
      await inTransaction(this.dataSource, async (client) => {
        await client.query('INSERT INTO organizations (id, uuid, object_id, name) VALUES ($1, $2, $3, $4)', [
          organization.id,
          organization.uuid,
          organization.objectId,
          organization.name,
        ]);
        const at = await databaseClock(client);
        await recordChange(client, { ...by, at, action: 'organization.add', organizationId: organization.id });
      });
    } catch (error) {
      const taken = ['uq_organizations_uuid', 'uq_organizations_object_id'].includes(violatedConstraint(error) ?? '');
      throw taken ? new OrganizationExists(error) : error;
    }
    return this.dataSource.getRepository(Organization).findOneByOrFail({ id: organization.id });
  }

  /** Those that come after this objectId, in their order, at most so many. */
  async some(after: string, atMost: number): Promise<Organization[]> {
    return someOrganizations(this.dataSource, after, atMost);
  }

  /** One of them. Throws OrganizationNotFound. */
  async find(id: OrganizationId): Promise<Organization> {
    return readOrganization(this.dataSource, id);
  }

  /** Sets what is given; answers whether that changed anything. Throws OrganizationNotFound. */
  async set(id: OrganizationId, wanted: OrganizationSettings, by: ChangedBy): Promise<boolean> {
    return inTransaction(this.dataSource, async (client) => {
      const organizationId = await findOrganization(client, id, 'FOR NO KEY UPDATE');
      if (!organizationId) throw new OrganizationNotFound();
      const { name, mayAddNumbers, numberRestDays } = wanted;
      const { rowCount } = await client.query(
        `UPDATE organizations SET name = coalesce($2, name), may_add_numbers = coalesce($3, may_add_numbers),
                number_rest_days = coalesce($4, number_rest_days)
          WHERE id = $1 AND (coalesce($2, name), coalesce($3, may_add_numbers), coalesce($4, number_rest_days))
                            IS DISTINCT FROM (name, may_add_numbers, number_rest_days)`,
        [organizationId, name, mayAddNumbers, numberRestDays],
      );
      if (!rowCount) return false;
      const at = await databaseClock(client);
      const details = { mayAddNumbers, numberRestDays, renamed: name === undefined ? undefined : true };
      await recordChange(client, { ...by, at, action: 'organization.set', organizationId, details });
      return true;
    });
  }
}
