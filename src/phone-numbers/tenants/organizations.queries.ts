import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import type { OrganizationId } from '../../ids/organization-id.js';
import { Organization } from '../record/organization.entity.js';

/** The internal id; undefined: the record does not know it. `lock` as in SQL. */
export async function findOrganization(
  client: ClientBase,
  { uuid, objectId }: OrganizationId,
  lock = '',
): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM organizations WHERE uuid = $1::uuid OR object_id = $2 ${lock}`,
    [uuid, objectId],
  );
  return rows[0]?.id;
}

/** The organization; null: the record does not know it. */
export function readOrganization(dataSource: DataSource, id: OrganizationId): Promise<Organization | null> {
  const { uuid, objectId } = id;
  return dataSource.getRepository(Organization).findOneBy(uuid === undefined ? { objectId } : { uuid });
}
