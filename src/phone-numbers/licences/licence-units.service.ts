import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { databaseClock, recordChange, type ChangedBy } from '../record/record-change.js';
import { OrganizationNotFound } from '../record/record.errors.js';
import { findOrganization, readOrganization } from '../tenants/organizations.queries.js';
import { FewerUnitsThanUsed } from './licences.errors.js';

/** A licence of an organization as an operator reads it. */
export interface OperatorsLicence {
  id: string;
  name: string;
  totalUnits: number;
  usedByPeople: number;
  usedByWorkspaces: number;
  organization: { id: string; uuid: string; name: string | null };
}

const USED = `(SELECT count(*)::int FROM user_licences g WHERE g.licence_id = l.id) AS "usedByPeople",
       (SELECT count(*)::int FROM workspaces w WHERE w.licence_id = l.id AND w.removed_at IS NULL) AS "usedByWorkspaces"`;

/** The units that organizations have bought, for the record's operators. */
@Injectable()
export class LicenceUnitsService {
  constructor(private readonly dataSource: DataSource) {}

  /** Of an organization, or of all of them, by name. Throws OrganizationNotFound. */
  async list(organization?: OrganizationId): Promise<OperatorsLicence[]> {
    const of = organization && (await readOrganization(this.dataSource, organization));
    return this.dataSource.query(
      `SELECT l.id, l.name, l.total_units AS "totalUnits", ${USED},
              json_build_object('id', o.object_id, 'uuid', o.uuid, 'name', o.name) AS organization
         FROM licences l JOIN organizations o ON o.id = l.organization_id
        WHERE $1::uuid IS NULL OR l.organization_id = $1 ORDER BY o.name, o.object_id, l.name`,
      [of?.id],
    );
  }

  /**
   * Sets how many units of a licence the organization has; a licence that it did not have is new. Answers whether that
   * changed anything. Throws OrganizationNotFound, FewerUnitsThanUsed.
   */
  async set(organization: OrganizationId, name: string, totalUnits: number, by: ChangedBy): Promise<boolean> {
    return inTransaction(this.dataSource, async (client) => {
      // Locked, so that two calls at once do not both find no licence of the name.
      const organizationId = await findOrganization(client, organization, 'FOR NO KEY UPDATE');
      if (!organizationId) throw new OrganizationNotFound();
      const { rows: locked } = await client.query<{ id: string }>(
        'SELECT id FROM licences WHERE organization_id = $1 AND name = $2 FOR NO KEY UPDATE',
        [organizationId, name],
      );
      // Counted once it is locked: who takes a unit locks it, too.
      const { rows } = await client.query<Omit<OperatorsLicence, 'organization'>>(
        `SELECT l.id, l.total_units AS "totalUnits", ${USED} FROM licences l WHERE l.id = $1`,
        [locked[0]?.id],
      );
      const [found] = rows;
      if (found?.totalUnits === totalUnits) return false;
      if (found && found.usedByPeople + found.usedByWorkspaces > totalUnits) throw new FewerUnitsThanUsed();
      const licenceId = found?.id ?? randomUUID();
      const details = { licenceId, totalUnits };
      const at = await databaseClock(client);
      await recordChange(client, { ...by, at, action: 'licence.set', organizationId, details });
      await client.query(
        `INSERT INTO licences (organization_id, id, name, total_units) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET total_units = excluded.total_units`,
        [organizationId, licenceId, name, totalUnits],
      );
      return true;
    });
  }
}
