import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { REACHED, reachValues, type Reach } from '../tenants/reach.js';
import type { PersonDetails } from './person-settings.js';

/** A person whom nobody knows yet. */
export interface NewUser {
  organizationId: string;
  id: string;
  uuid: string;
  objectId: string;
}

const INSERT = preparedStatement(
  'insert_person',
  'INSERT INTO users (organization_id, id, uuid, object_id) VALUES ($1, $2, $3, $4)',
);

export async function insertPerson(client: ClientBase, { organizationId, id, uuid, objectId }: NewUser): Promise<void> {
  await runPrepared(client, INSERT, [organizationId, id, uuid, objectId]);
}

const DETAILS = preparedStatement(
  'person_details',
  `SELECT email, full_name AS "fullName", first_name AS "firstName", last_name AS "lastName", location_id AS "locationId"
     FROM users WHERE id = $1`,
);

/** They stay as they are while the person is locked. */
export async function personDetails(client: ClientBase, userId: string): Promise<PersonDetails> {
  return (await runPrepared<PersonDetails>(client, DETAILS, [userId]))[0]!;
}

const UPDATE = preparedStatement(
  'update_person',
  'UPDATE users SET email = $2, full_name = $3, first_name = $4, last_name = $5, location_id = $6 WHERE id = $1',
);

export async function updatePerson(client: ClientBase, userId: string, details: PersonDetails): Promise<void> {
  const { email, fullName, firstName, lastName, locationId } = details;
  await runPrepared(client, UPDATE, [userId, email, fullName, firstName, lastName, locationId]);
}

const BY_EMAIL = preparedStatement(
  'person_by_email',
  `${REACHED}
    SELECT u.uuid FROM reached r
      JOIN users u ON u.organization_id = r.id AND lower(u.email) COLLATE "C" = lower($8) AND u.removed_at IS NULL
                  AND ($7::uuid[] IS NULL OR u.location_id = ANY ($7::uuid[]))
     ORDER BY u.id LIMIT 2`,
);

/** The UUIDs of the first two whose e-mail it is, in any case. */
export async function peopleByEmail(client: ClientBase, email: string, reach: Reach): Promise<string[]> {
  const rows = await runPrepared<{ uuid: string }>(client, BY_EMAIL, [...reachValues(reach), email]);
  return rows.map(({ uuid }) => uuid);
}

const LOCATION_OF = preparedStatement(
  'location_of_number',
  'SELECT location_id AS "locationId" FROM phone_numbers WHERE e164 = $1 AND organization_id = $2',
);

/** Where the number of the organization is now, not locked; undefined: in no location of it. */
export async function locationOfNumber(client: ClientBase, e164: string, organizationId: string) {
  const [found] = await runPrepared<{ locationId: string | null }>(client, LOCATION_OF, [e164, organizationId]);
  return found?.locationId ?? undefined;
}
