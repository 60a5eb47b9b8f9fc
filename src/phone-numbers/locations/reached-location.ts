import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { lockLocations } from '../assignments/locks.js';
import type { PstnConnection } from '../record/location.entity.js';
import type { ChangedBy, NewChange } from '../record/record-change.js';
import { OrganizationNotReachable } from '../record/record.errors.js';
import { asksForOwnOrganization, REACHED, reachValues, type Reach } from '../tenants/reach.js';
import { LocationNotFound } from './locations.errors.js';

/** A location that the caller reaches. Ids of organizations are internal ones. */
export interface ReachedLocation {
  organizationId: string;
  organizationUuid: string;
  /** The caller's own organization. */
  callerId: string;
  locationId: string;
  /** ISO 3166-1 alpha-2; null: unknown. */
  country: string | null;
  mainPhoneNumberId: string | null;
  isCallingEnabled: boolean;
  /** Null: not set up, or unknown. */
  pstnConnection: PstnConnection | null;
}

const REACHED_LOCATION = preparedStatement(
  'reached_location',
  `${REACHED}
    SELECT r.id AS "organizationId", r.uuid AS "organizationUuid", r.caller_id AS "callerId", l.id AS "locationId",
           l.country, l.main_phone_number_id AS "mainPhoneNumberId", l.is_calling_enabled AS "isCallingEnabled",
           l.pstn_connection AS "pstnConnection"
      FROM reached r
      LEFT JOIN locations l ON l.organization_id = r.id AND l.id = $8::uuid AND l.removed_at IS NULL
                           AND ($7::uuid[] IS NULL OR l.id = ANY ($7::uuid[]))`,
);

/** The location as the caller reaches it now, not locked. Throws OrganizationNotReachable, LocationNotFound. */
export async function reachLocation(client: ClientBase, locationUuid: string, reach: Reach): Promise<ReachedLocation> {
  const values = [...reachValues(reach), locationUuid];
  const [found] = await runPrepared<ReachedLocation>(client, REACHED_LOCATION, values);
  return reached(found, reach);
}

const REACHED_KNOWN = preparedStatement(
  'reached_known_location',
  `${REACHED}
    SELECT l.id AS "locationId"
      FROM reached r
      LEFT JOIN locations l ON l.organization_id = r.id AND l.id = $8::uuid
                           AND ($7::uuid[] IS NULL OR l.id = ANY ($7::uuid[]))`,
);

/** Whether the caller reaches the location, or did before it was removed. Throws as reachLocation does. */
export async function reachKnownLocation(client: ClientBase, locationUuid: string, reach: Reach): Promise<void> {
  const values = [...reachValues(reach), locationUuid];
  const [found] = await runPrepared<{ locationId: string | null }>(client, REACHED_KNOWN, values);
  reached(found, reach);
}

/** One's own organization is never refused, even where the record does not know it: then it has no location. */
function reached<Row extends { locationId: string | null }>(found: Row | undefined, reach: Reach): Row {
  if (!found && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
  if (!found?.locationId) throw new LocationNotFound();
  return found;
}

/** Locks the location; what it answers was read under the lock. Throws OrganizationNotReachable, LocationNotFound. */
export async function holdLocation(client: ClientBase, locationUuid: string, reach: Reach): Promise<ReachedLocation> {
  await reachLocation(client, locationUuid, reach);
  await lockLocations(client, [locationUuid]);
  return reachLocation(client, locationUuid, reach);
}

/** A change in a location; a partner's names the partner's organization, too. */
export function changeIn(
  { organizationId, callerId, locationId }: Pick<ReachedLocation, 'organizationId' | 'callerId' | 'locationId'>,
  action: string,
  by: ChangedBy,
  details: object = {},
): NewChange {
  const otherOrganizationId = callerId === organizationId ? undefined : callerId;
  return { ...by, action, organizationId, otherOrganizationId, details: { locationId, ...details } };
}
