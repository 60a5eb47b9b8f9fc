import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';

/** A user of an organization, whether they hold anything or not. Null: unknown. */
export interface OrganizationUser {
  objectId: string;
  fullName: string | null;
  email: string | null;
}

const SOME = preparedStatement(
  'organization_users',
  `SELECT object_id AS "objectId", full_name AS "fullName", email FROM users
    WHERE organization_id = $1 AND object_id > $2 AND CASE WHEN removed_at IS NULL THEN true END IS NOT NULL
    ORDER BY object_id LIMIT $3`,
);

/** By their objectId, those that come after this one; not those who have been removed. */
export function someUsers(dataSource: DataSource, organizationId: string, after: string, atMost: number) {
  return readPrepared<OrganizationUser>(dataSource, SOME, [organizationId, after, atMost]);
}
