import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import { organizationReachValues, REACHED, reachValues, type Reach } from '../tenants/reach.js';

/** A licence of an organization, and who uses its units. */
export interface CountedLicence {
  uuid: string;
  organizationUuid: string;
  name: string;
  totalUnits: number;
  usedByPeople: number;
  usedByWorkspaces: number;
}

/** The organization that is meant; of a licence that is not there all else is null. */
export type LicenceRow = CountedLicence | (Pick<CountedLicence, 'organizationUuid'> & { uuid: null });

// Counted, never stored: a count of its own would have to be kept right by every write of people and workspaces. Who leaves
// an organization gives up its licences (holders).
const LICENCE = `r.uuid AS "organizationUuid", l.id AS uuid, l.name, l.total_units AS "totalUnits",
           (SELECT count(*)::integer FROM user_licences g WHERE g.licence_id = l.id) AS "usedByPeople",
           (SELECT count(*)::integer FROM workspaces w
             WHERE w.licence_id = l.id AND w.removed_at IS NULL) AS "usedByWorkspaces"`;

const ALL = preparedStatement(
  'licences',
  `${REACHED}
    SELECT ${LICENCE} FROM reached r LEFT JOIN licences l ON l.organization_id = r.id ORDER BY l.name`,
);

/** A row per licence; of an organization without any one; none: the organization is not the caller's to read. */
export function listLicences(dataSource: DataSource, reach: Reach) {
  return readPrepared<LicenceRow>(dataSource, ALL, organizationReachValues(reach));
}

const ONE = preparedStatement(
  'licence',
  `${REACHED}
    SELECT ${LICENCE} FROM reached r LEFT JOIN licences l ON l.organization_id = r.id AND l.id = $7::uuid`,
);

/** Undefined: the organization that is meant is not the caller's to read. */
export async function findLicence(dataSource: DataSource, licenceUuid: string, reach: Reach) {
  return (await readPrepared<LicenceRow>(dataSource, ONE, [...organizationReachValues(reach), licenceUuid]))[0];
}

/** A person who has a licence. Null: unknown. */
export interface LicensedPerson {
  /** Internal: where the list goes on after them. */
  id: string;
  uuid: string;
  name: string | null;
  email: string | null;
}

// OFFSET 0: each person by their key, whatever the planner thinks of the size of the table.
const PEOPLE = preparedStatement(
  'licensed_people',
  `${REACHED}
    SELECT p.* FROM reached r JOIN licences l ON l.organization_id = r.id AND l.id = $8::uuid
      CROSS JOIN LATERAL (
        SELECT u.id, u.uuid, u.full_name AS name, u.email
          FROM user_licences g
          JOIN LATERAL (SELECT * FROM users WHERE id = g.user_id OFFSET 0) u
            ON $7::uuid[] IS NULL OR u.location_id = ANY ($7::uuid[])
         WHERE g.licence_id = l.id AND g.user_id > coalesce($9::uuid, '00000000-0000-0000-0000-000000000000')
         ORDER BY g.user_id LIMIT $10 OFFSET $11) p
     ORDER BY p.id`,
);

export interface LicensedPeoplePage {
  /** The last person of the page before, by internal id. */
  after?: string;
  /** People at most. */
  atMost: number;
  skip: number;
}

/** Those within reach; by internal id. */
export function peopleWithLicence(
  dataSource: DataSource,
  licenceUuid: string,
  { after, atMost, skip }: LicensedPeoplePage,
  reach: Reach,
) {
  const values = [...reachValues(reach), licenceUuid, after, atMost, skip];
  return readPrepared<LicensedPerson>(dataSource, PEOPLE, values);
}
