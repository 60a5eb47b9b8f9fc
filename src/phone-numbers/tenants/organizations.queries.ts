import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { Organization } from '../record/organization.entity.js';
import { OrganizationNotFound } from '../record/record.errors.js';

const COLUMNS = `id, uuid, object_id AS "objectId", name, may_add_numbers AS "mayAddNumbers",
         number_rest_days AS "numberRestDays", created_at AS "createdAt"`;

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

const ORGANIZATION = preparedStatement(
  'organization',
  `SELECT ${COLUMNS} FROM organizations WHERE uuid = $1::uuid OR object_id = $2`,
);

/** Throws OrganizationNotFound. */
export async function readOrganization(
  dataSource: DataSource,
  { uuid, objectId }: OrganizationId,
): Promise<Organization> {
  const [found] = await readPrepared<Organization>(dataSource, ORGANIZATION, [uuid, objectId]);
  if (!found) throw new OrganizationNotFound();
  return found;
}

const SOME = preparedStatement(
  'organizations',
  `SELECT ${COLUMNS} FROM organizations WHERE object_id > $1 ORDER BY object_id LIMIT $2`,
);

/** By their objectId, those that come after this one. */
export function someOrganizations(dataSource: DataSource, after: string, atMost: number): Promise<Organization[]> {
  return readPrepared(dataSource, SOME, [after, atMost]);
}
