import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { PartnerAccess } from '../record/partnership.entity.js';
import { databaseClock, recordChange, type ChangedBy } from '../record/record-change.js';
import { ExpiryInThePast, PartnershipNotFound, SamePartner, UnknownOrganization } from './organizations.errors.js';
import { findOrganization } from './organizations.queries.js';

export interface Parties {
  customer: OrganizationId;
  partner: OrganizationId;
}

export interface LivePartnership {
  customer: { uuid: string; objectId: string; name: string | null };
  partner: { uuid: string; objectId: string; name: string | null };
  access: PartnerAccess;
  grantedAt: Date;
  expiresAt: Date | null;
}

/** Which organization may act on which other one. */
@Injectable()
export class PartnershipsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Lets the partner act on the customer. Another access or expiry than before is a revoked row and a new one; the
   * same again changes nothing and answers false. Throws UnknownOrganization, SamePartner, ExpiryInThePast.
   */
  async grant(parties: Parties, access: PartnerAccess, until: Date | null, by: ChangedBy): Promise<boolean> {
    return inTransaction(this.dataSource, async (client) => {
      const { customerId, partnerId } = await lockParties(client, parties);
      const at = await databaseClock(client);
      if (until && until <= at) throw new ExpiryInThePast();
      const live = await liveOf(client, customerId, partnerId);
      if (live && live.access === access && live.expiresAt?.getTime() === until?.getTime()) return false;
      const change = await recordChange(client, {
        ...by,
        at,
        action: 'partnership.grant',
        organizationId: customerId,
        otherOrganizationId: partnerId,
        details: { access, until: until?.toISOString() ?? null },
      });
      if (live) await close(client, live.id, at, change);
      await client.query(
        `INSERT INTO partnerships (customer_id, partner_id, access, expires_at, granted_at, granted_by)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [customerId, partnerId, access, until, at, change],
      );
      return true;
    });
  }

  /** Ends it from the next request on. Throws UnknownOrganization, PartnershipNotFound. */
  async revoke(parties: Parties, by: ChangedBy): Promise<void> {
    await inTransaction(this.dataSource, async (client) => {
      const { customerId, partnerId } = await lockParties(client, parties);
      const live = await liveOf(client, customerId, partnerId);
      if (!live) throw new PartnershipNotFound();
      const at = await databaseClock(client);
      const change = await recordChange(client, {
        ...by,
        at,
        action: 'partnership.revoke',
        organizationId: customerId,
        otherOrganizationId: partnerId,
      });
      await close(client, live.id, at, change);
    });
  }

  /** Those that are not revoked, expired ones included. */
  async list(): Promise<LivePartnership[]> {
    return this.dataSource.query(`
      SELECT json_build_object('uuid', c.uuid, 'objectId', c.object_id, 'name', c.name) AS customer,
             json_build_object('uuid', q.uuid, 'objectId', q.object_id, 'name', q.name) AS partner,
             p.access, p.granted_at AS "grantedAt", p.expires_at AS "expiresAt"
        FROM partnerships p JOIN organizations c ON c.id = p.customer_id JOIN organizations q ON q.id = p.partner_id
       WHERE p.revoked_at IS NULL ORDER BY c.object_id, q.object_id`);
  }
}

/** Locks the customer, so that two grants at once do not both find none. */
async function lockParties(client: ClientBase, { customer, partner }: Parties) {
  const customerId = await findOrganization(client, customer, 'FOR NO KEY UPDATE');
  const partnerId = await findOrganization(client, partner);
  if (!customerId) throw new UnknownOrganization('customer');
  if (!partnerId) throw new UnknownOrganization('partner');
  if (customerId === partnerId) throw new SamePartner();
  return { customerId, partnerId };
}

interface Live {
  id: string;
  access: PartnerAccess;
  expiresAt: Date | null;
}

async function liveOf(client: ClientBase, customerId: string, partnerId: string): Promise<Live | undefined> {
  const { rows } = await client.query<Live>(
    `SELECT id, access, expires_at AS "expiresAt" FROM partnerships
      WHERE customer_id = $1 AND partner_id = $2 AND revoked_at IS NULL`,
    [customerId, partnerId],
  );
  return rows[0];
}

async function close(client: ClientBase, id: string, at: Date, changeId: string): Promise<void> {
  await client.query('UPDATE partnerships SET revoked_at = $2, revoked_by = $3 WHERE id = $1', [id, at, changeId]);
}
