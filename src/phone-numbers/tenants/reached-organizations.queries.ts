import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import { organizationReachValues, REACHED, reachValues, type Reach } from './reach.js';

/** An organization that a caller may act on. */
export interface OrganizationToActOn {
  uuid: string;
  /** Null: unknown. */
  name: string | null;
  createdAt: Date;
}

const COLUMNS = 'o.uuid, o.name, o.created_at AS "createdAt"';

const ALL = preparedStatement(
  'organizations_to_act_on',
  `WITH caller AS MATERIALIZED (SELECT * FROM organizations WHERE uuid = $1::uuid OR object_id = $2)
    SELECT ${COLUMNS} FROM (
             SELECT true AS is_own, c.* FROM caller c
             UNION ALL
             SELECT false, k.* FROM caller c
               JOIN partnerships p ON p.partner_id = c.id AND p.revoked_at IS NULL AND $3::boolean
                AND (p.expires_at IS NULL OR p.expires_at > clock_timestamp())
               JOIN organizations k ON k.id = p.customer_id) o
     ORDER BY o.is_own DESC, o.name, o.uuid`,
);

/** The caller's own first, then those that have made it their partner, by name. */
export function organizationsToActOn(dataSource: DataSource, reach: Reach): Promise<OrganizationToActOn[]> {
  const [uuid, objectId] = reachValues(reach);
  return readPrepared(dataSource, ALL, [uuid, objectId, reach.actsForCustomers]);
}

const ONE = preparedStatement(
  'organization_to_act_on',
  `${REACHED}
    SELECT ${COLUMNS} FROM reached r JOIN organizations o ON o.id = r.id`,
);

/** Undefined: there is none, or it is not the caller's to read. */
export async function organizationToActOn(
  dataSource: DataSource,
  reach: Reach,
): Promise<OrganizationToActOn | undefined> {
  return (await readPrepared<OrganizationToActOn>(dataSource, ONE, organizationReachValues(reach)))[0];
}
