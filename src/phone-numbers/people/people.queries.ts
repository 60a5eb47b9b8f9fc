import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import {
  preparedStatement,
  readPrepared,
  runPrepared,
  type PreparedStatement,
} from '../../database/prepared-statement.js';
import type { UserId } from '../../ids/user-id.js';
import { REACHED, reachValues, type Reach } from '../tenants/reach.js';
import type { CallingLine } from '../assignments/assignments.queries.js';

/** A person and their calling lines. Null: unknown, or not there. */
export interface Person {
  /** Internal. */
  id: string;
  uuid: string;
  organizationUuid: string;
  fullName: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  locationUuid: string | null;
  /** Of the location. */
  routingPrefix: string | null;
  createdAt: Date;
  /** UUIDs. */
  licences: string[];
  /** The primary first, then the alternates as they were assigned; null: none. */
  lines: CallingLine[] | null;
}

/** The organization that is meant; of a person who is not there all else is null. */
export type PersonRow = Person | (Pick<Person, 'organizationUuid'> & { id: null });

// `p` is a row of users. Who is in no location has no calling line, and is not asked for one.
const PERSON = `p.id, p.uuid, p.full_name AS "fullName", p.first_name AS "firstName", p.last_name AS "lastName", p.email,
           p.location_id AS "locationUuid", p.created_at AS "createdAt",
           CASE WHEN p.location_id IS NOT NULL THEN
             (SELECT l.routing_prefix FROM locations l
               WHERE l.organization_id = p.organization_id AND l.id = p.location_id) END AS "routingPrefix",
           ARRAY(SELECT l.licence_id FROM user_licences l WHERE l.user_id = p.id ORDER BY l.licence_id) AS licences,
           CASE WHEN p.location_id IS NOT NULL THEN
             (SELECT json_agg(json_build_object('external', n.e164, 'extension', a.extension,
                                                'isPrimary', a.line = 'primary')
                              ORDER BY a.line = 'primary' DESC, a.held_since, a.list_position, a.id)
                FROM number_assignments a
                LEFT JOIN phone_numbers n ON n.organization_id = a.organization_id AND n.id = a.phone_number_id
               WHERE a.organization_id = p.organization_id AND a.holder_id = p.id AND a.valid_to IS NULL
                 AND a.line IS NOT NULL) END AS lines`;

const FOUND = preparedStatement(
  'person',
  `${REACHED}
    SELECT r.uuid AS "organizationUuid", ${PERSON}
      FROM reached r
      LEFT JOIN users p ON p.organization_id = r.id AND (p.uuid = $8::uuid OR p.object_id = $9) AND p.removed_at IS NULL
                       AND ($7::uuid[] IS NULL OR p.location_id = ANY ($7::uuid[]))`,
);

/** Undefined: the organization that is meant is not the caller's to read, or not in the record. */
export async function findPerson(dataSource: DataSource, { uuid, objectId }: Partial<UserId>, reach: Reach) {
  return (await readPrepared<PersonRow>(dataSource, FOUND, [...reachValues(reach), uuid, objectId]))[0];
}

/** The same as a write left them, in its transaction. */
export async function writtenPerson(client: ClientBase, uuid: string, reach: Reach): Promise<Person> {
  return (await runPrepared<Person>(client, FOUND, [...reachValues(reach), uuid, null]))[0]!;
}

/** Of the people of an organization only these; what is left out leaves nobody out. */
export interface PeopleFilter {
  ids?: readonly UserId[];
  /** In any case. */
  email?: string;
  /** How the full name begins, in any case. */
  nameStart?: string;
  locationUuid?: string;
}

/** Where a list of people goes on: after this person. */
export interface PersonKey {
  id: string;
  /** Of a list by names: the person's, as the database has it in lower case. */
  name?: string;
}

export interface PeoplePage {
  filter: PeopleFilter;
  after?: PersonKey;
  /** People at most. */
  atMost: number;
  skip: number;
}

/** A person of a list, and where a list by names goes on after them. */
export type ListedRow = PersonRow & { nameKey: string | null };

// Whether a person is one of those who are asked for. As one condition that the planner takes for one which nearly every
// row meets: it reads on in the order of an index until it has enough, and never sorts all people there are.
const MATCHES = `CASE WHEN u.removed_at IS NULL AND ($7::uuid[] IS NULL OR u.location_id = ANY ($7::uuid[]))
                 AND ($8::uuid IS NULL OR u.location_id = $8::uuid)
                 AND ($9::text IS NULL OR lower(u.email) COLLATE "C" = lower($9))
                 AND ($10::text IS NULL OR starts_with(lower(u.full_name), lower($10))) THEN true END IS NOT NULL`;
const AFTER = `u.id > coalesce($11::uuid, '00000000-0000-0000-0000-000000000000')`;

// A person's place in a list is their internal id, which nothing changes and which every index of people ends with.
function listed(name: string, people: string, order = 'u.id'): PreparedStatement {
  return preparedStatement(
    name,
    `${REACHED}
    SELECT r.uuid AS "organizationUuid", ${PERSON}, lower(p.full_name) AS "nameKey"
      FROM reached r
      LEFT JOIN LATERAL (SELECT u.* FROM ${people} ORDER BY ${order} LIMIT $12 OFFSET $13) p ON true
     ORDER BY ${order.replaceAll('u.', 'p.')}`,
  );
}

const EVERYBODY = listed('people', `users u WHERE u.organization_id = r.id AND ${MATCHES} AND ${AFTER}`);

const IN_LOCATIONS = listed(
  'people_in_locations',
  `(SELECT DISTINCT unnest(CASE WHEN $8::uuid IS NULL THEN $7::uuid[] ELSE ARRAY[$8::uuid] END) AS id) l
                 CROSS JOIN LATERAL (
                   SELECT u.* FROM users u
                    WHERE u.organization_id = r.id AND u.location_id = l.id AND ${MATCHES} AND ${AFTER}
                    ORDER BY u.id LIMIT ($12::bigint + $13::bigint)) u`,
);

const BY_IDS = listed(
  'people_by_ids',
  `users u WHERE u.organization_id = r.id AND ${MATCHES} AND ${AFTER}
                  AND u.id = ANY (ARRAY(SELECT id FROM users WHERE uuid = ANY ($14::uuid[])
                                        UNION SELECT id FROM users WHERE object_id = ANY ($15::text[])))`,
);

// Few have one e-mail: by its index, and never in the order of another one. OFFSET 0: on its own.
const BY_EMAIL = listed(
  'people_by_email',
  `(SELECT u.* FROM users u WHERE u.organization_id = r.id AND lower(u.email) COLLATE "C" = lower($9) OFFSET 0) u WHERE ${MATCHES} AND ${AFTER}`,
);

// All that begins with a text lies between it and itself with the last of all characters behind it.
const BY_NAME = listed(
  'people_by_name',
  `users u WHERE u.organization_id = r.id AND ${MATCHES}
                  AND (lower(u.full_name) COLLATE "C", u.id) > (coalesce($14::text, ''), $11::uuid)
                  AND lower(u.full_name) COLLATE "C" BETWEEN lower($10) AND lower($10) || U&'\\+10FFFF'`,
  'lower(u.full_name) COLLATE "C", u.id',
);

/** A row per person; of an organization without such people one without a person; none: as for findPerson. */
export function listPeople(dataSource: DataSource, { filter, after, atMost, skip }: PeoplePage, reach: Reach) {
  const { ids, email, nameStart, locationUuid } = filter;
  const values = [...reachValues(reach), locationUuid, email, nameStart, after?.id, atMost, skip];
  const read = (statement: PreparedStatement, ...more: unknown[]) =>
    readPrepared<ListedRow>(dataSource, statement, [...values, ...more]);
  // What leaves fewest people over says where to look for them.
  if (ids) return read(BY_IDS, idsOf(ids, 'uuid'), idsOf(ids, 'objectId'));
  if (email !== undefined) return read(BY_EMAIL);
  if (nameStart !== undefined) return read(BY_NAME, after?.name);
  return read(locationUuid || reach.onlyLocations ? IN_LOCATIONS : EVERYBODY);
}

const idsOf = (ids: readonly UserId[], kind: keyof UserId): string[] => ids.flatMap((id) => id[kind] ?? []);
