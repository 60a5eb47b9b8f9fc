import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared, runPrepared } from '../../database/prepared-statement.js';
import { HAS_CALLING } from '../record/calling-person.js';
import type { RingPattern } from '../record/number-assignment.entity.js';
import { REACHED, type Reach } from '../tenants/reach.js';
import type { CallingLine } from './assignments.queries.js';
import { VERSION } from './organization-version.js';
import { personReachValues, REACHED_PERSON } from './reached-person.js';

/** The organization that is meant, and what of the person is there and within reach. */
export interface PersonLinesRow {
  /** Another one whenever anything of the organization may be another. */
  version: string;
  /** Null: the organization is reached, but in it no such person. */
  personUuid: string | null;
  hasCalling: boolean;
  distinctiveRingEnabled: boolean;
  routingPrefix: string | null;
  /** Null: none. */
  lines: (CallingLine & { ringPattern: RingPattern | null })[] | null;
}

const PERSON_LINES = preparedStatement(
  'person_lines',
  `${REACHED}
    SELECT ${VERSION} AS version, u.uuid AS "personUuid", ${HAS_CALLING} AS "hasCalling",
           u.distinctive_ring_enabled AS "distinctiveRingEnabled", l.routing_prefix AS "routingPrefix",
           (SELECT json_agg(json_build_object('external', n.e164, 'extension', a.extension,
                                              'isPrimary', a.line = 'primary', 'ringPattern', a.ring_pattern)
                            ORDER BY a.line = 'primary' DESC, a.held_since, a.list_position, a.id)
              FROM number_assignments a
              LEFT JOIN phone_numbers n ON n.organization_id = a.organization_id AND n.id = a.phone_number_id
             WHERE a.organization_id = u.organization_id AND a.holder_id = u.id AND a.line IS NOT NULL
               AND a.valid_to IS NULL) AS lines
      FROM reached r${REACHED_PERSON}
      LEFT JOIN organization_revisions v ON v.organization_id = r.id`,
);

/** Undefined: the organization that is meant is not the caller's to read. */
export async function personLines(dataSource: DataSource, personUuid: string, reach: Reach) {
  const values = personReachValues(reach, personUuid);
  return (await readPrepared<PersonLinesRow>(dataSource, PERSON_LINES, values))[0];
}

/** The same for a write. `userId` and all ids but UUIDs are internal. */
export interface ReachedPersonRow {
  organizationId: string;
  organizationUuid: string;
  /** The caller's own organization. */
  callerId: string;
  /** Null, with all below: in the organization no such person. */
  userId: string | null;
  objectId: string;
  hasCalling: boolean;
  distinctiveRingEnabled: boolean;
  /** Null: in none. */
  locationId: string | null;
  /** ISO 3166-1 alpha-2; null: unknown. */
  country: string | null;
}

const REACHED_FOR_WRITING = preparedStatement(
  'reached_person',
  `${REACHED}
    SELECT r.id AS "organizationId", r.uuid AS "organizationUuid", r.caller_id AS "callerId", u.id AS "userId",
           u.object_id AS "objectId", ${HAS_CALLING} AS "hasCalling",
           u.distinctive_ring_enabled AS "distinctiveRingEnabled", u.location_id AS "locationId", l.country
      FROM reached r${REACHED_PERSON}`,
);

/** Undefined: the organization that is meant is not the caller's to change. */
export async function reachedPerson(
  client: ClientBase,
  personUuid: string,
  reach: Reach,
): Promise<ReachedPersonRow | undefined> {
  const values = personReachValues(reach, personUuid);
  return (await runPrepared<ReachedPersonRow>(client, REACHED_FOR_WRITING, values))[0];
}
