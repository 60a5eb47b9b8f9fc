import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { violatedConstraint } from '../../database/driver-error.js';
import { inTransaction } from '../../database/transaction.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { databaseClock, recordChange, type ChangedBy } from '../record/record-change.js';
import { OrganizationNotFound } from '../record/record.errors.js';
import type { ExternalName } from './aliases.queries.js';
import { AliasInUse, AliasNotFound } from './organizations.errors.js';
import { findOrganization } from './organizations.queries.js';

export interface ListedAlias extends ExternalName {
  organization: { uuid: string; objectId: string; name: string | null };
  addedAt: Date;
}

/** What the issuers of tokens call the organizations of the record. */
@Injectable()
export class AliasesService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Lets an issuer speak for the organization under this name; the same again changes nothing and answers false.
   * Throws OrganizationNotFound, and AliasInUse where the name is another organization's.
   */
  async add(organization: OrganizationId, name: ExternalName, by: ChangedBy): Promise<boolean> {
    try {
      return await inTransaction(this.dataSource, (client) => add(client, organization, name, by));
    } catch (error) {
      // Somebody else added it between our look and our write.
      throw violatedConstraint(error) === 'uq_organization_aliases_current' ? new AliasInUse(error) : error;
    }
  }

  /** Ends it. Throws AliasNotFound. */
  async remove(name: ExternalName, by: ChangedBy): Promise<void> {
    await inTransaction(this.dataSource, async (client) => {
      const current = await currentAlias(client, name);
      if (!current) throw new AliasNotFound();
      const at = await databaseClock(client);
      const { organizationId } = current;
      const change = await recordChange(client, {
        ...by,
        at,
        action: 'organization.alias_remove',
        organizationId,
        details: { ...name },
      });
      await client.query('UPDATE organization_aliases SET removed_at = $2, removed_by = $3 WHERE id = $1', [
        current.id,
        at,
        change,
      ]);
    });
  }

  /** Those that count today. */
  async list(): Promise<ListedAlias[]> {
    return this.dataSource.query(`
      SELECT a.issuer, a.external_id AS "externalId", a.added_at AS "addedAt",
             json_build_object('uuid', o.uuid, 'objectId', o.object_id, 'name', o.name) AS organization
        FROM organization_aliases a JOIN organizations o ON o.id = a.organization_id
       WHERE a.removed_at IS NULL ORDER BY o.object_id, a.issuer, a.external_id`);
  }
}

async function add(client: ClientBase, id: OrganizationId, name: ExternalName, by: ChangedBy): Promise<boolean> {
  const organizationId = await findOrganization(client, id, 'FOR NO KEY UPDATE');
  if (!organizationId) throw new OrganizationNotFound();
  const current = await currentAlias(client, name);
  if (current?.organizationId === organizationId) return false;
  if (current) throw new AliasInUse();
  const at = await databaseClock(client);
  const action = 'organization.alias_add';
  const change = await recordChange(client, { ...by, at, action, organizationId, details: { ...name } });
  await client.query(
    `INSERT INTO organization_aliases (organization_id, issuer, external_id, added_at, added_by)
     VALUES ($1, $2, $3, $4, $5)`,
    [organizationId, name.issuer, name.externalId, at, change],
  );
  return true;
}

async function currentAlias(
  client: ClientBase,
  { issuer, externalId }: ExternalName,
): Promise<{ id: string; organizationId: string } | undefined> {
  const { rows } = await client.query<{ id: string; organizationId: string }>(
    `SELECT id, organization_id AS "organizationId" FROM organization_aliases
      WHERE issuer = $1 AND external_id = $2 AND removed_at IS NULL FOR NO KEY UPDATE`,
    [issuer, externalId],
  );
  return rows[0];
}
