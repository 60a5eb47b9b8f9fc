import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { violatedConstraint } from '../../database/driver-error.js';
import { NumberNotInLocation } from '../assignments/calling-lines.errors.js';
import { endLines } from '../assignments/line-writer.js';
import { e164Of } from '../assignments/number-as-written.js';
import { lockInLocation } from '../inventory/location-inventory.queries.js';
import type { ChangedBy } from '../record/record-change.js';
import { hasAtMost } from '../record/text-length.js';
import { reachOrganization } from '../tenants/reached-organization.js';
import type { Reach } from '../tenants/reach.js';
import { esnCollisions, isPrefixTaken } from './esn-collisions.queries.js';
import { removeLocation } from './location-removal.js';
import { differingFields, insertLocation, locationRow, setLocation, type LocationRow } from './location-row.queries.js';
import { EsnsCollide, LocationNameTooLong, RoutingPrefixInUse } from './location-settings.errors.js';
import { LocationNotFound } from './locations.errors.js';
import { changeIn, holdLocation, reachKnownLocation, reachLocation, type ReachedLocation } from './reached-location.js';

/** Characters. */
const LONGEST_CALLING_NAME = 80;
const NEW_LOCATION: LocationRow = {
  ...{ name: null, country: null, address1: null, address2: null, city: null, state: null, postalCode: null },
  ...{ timeZone: null, preferredLanguage: null, announcementLanguage: null, latitude: null, longitude: null },
  ...{ notes: null, isCallingEnabled: false, routingPrefix: null, mainPhoneNumberId: null, callerName: null },
  ...{ externalCallerName: null, outsideDialDigit: null, enforcesOutsideDialDigit: false },
  ...{ pstnConnection: null, pstnRouteType: null, pstnRouteId: null },
};

/** What changes of a location; what is left out stays. */
export type LocationChanges = Partial<Omit<LocationRow, 'mainPhoneNumberId'>> & {
  /** As it was written. */
  mainNumber?: { number: string; place: string };
};

/** Locations and their calling (workspaces contract, 2.7 to 2.9). */
@Injectable()
export class LocationSettingsService {
  /** For WritesService: lets in who still reaches the location. Throws OrganizationNotReachable, LocationNotFound. */
  admit(locationUuid: string, reach: Reach): (client: ClientBase) => Promise<void> {
    return async (client) => void (await reachLocation(client, locationUuid, reach));
  }

  /** The same for one that has been removed, too: a removal that is sent again is answered again. */
  admitAgain(locationUuid: string, reach: Reach): (client: ClientBase) => Promise<void> {
    return (client) => reachKnownLocation(client, locationUuid, reach);
  }

  /** The same for the organization of a new one. Throws OrganizationNotReachable, OrganizationNotFound. */
  admitNew(reach: Reach): (client: ClientBase) => Promise<void> {
    return async (client) => void (await reachOrganization(client, reach));
  }

  /**
   * Makes a location without calling, in the transaction of `client`; answers its UUID.
   * Throws OrganizationNotReachable, OrganizationNotFound, ClockBehind.
   */
  async create(client: ClientBase, reach: Reach, settings: Partial<LocationRow>, by: ChangedBy): Promise<string> {
    const organization = await reachOrganization(client, reach);
    const place = { ...organization, locationId: randomUUID() };
    await endLines(client, [], changeIn(place, 'location.create', by));
    await insertLocation(client, place, { ...NEW_LOCATION, ...settings });
    return place.locationId;
  }

  /**
   * Changes a location, all or nothing, in the transaction of `client`; with `calling` only one that has calling. The ESNs
   * that a routing prefix would give twice are named before anything changes.
   * Throws OrganizationNotReachable, LocationNotFound, LocationNameTooLong, BadNumber, CountryUnknown,
   * NumberNotInLocation, EsnsCollide, RoutingPrefixInUse, ClockBehind.
   */
  async change(
    client: ClientBase,
    locationUuid: string,
    reach: Reach,
    { mainNumber, ...changes }: LocationChanges,
    by: ChangedBy,
    { calling = false } = {},
  ): Promise<void> {
    const location = await holdLocation(client, locationUuid, reach);
    if (calling && !location.isCallingEnabled) throw new LocationNotFound();
    const before = await locationRow(client, locationUuid);
    const after = { ...before, ...changes };
    if (mainNumber) after.mainPhoneNumberId = await mainNumberId(client, location, mainNumber);
    const fields = differingFields(before, after);
    if (!fields.length) return;
    const isLong = after.name !== null && !hasAtMost(LONGEST_CALLING_NAME, after.name);
    if (isLong && after.isCallingEnabled) throw new LocationNameTooLong(LONGEST_CALLING_NAME);
    if (fields.includes('routingPrefix')) await assertNoCollision(client, location, after.routingPrefix);
    await endLines(client, [], changeIn(location, 'location.update', by, { fields }));
    await write(client, locationUuid, after);
  }

  /**
   * Marks the location as removed, in the transaction of `client`; its numbers stay with the organization, in no location.
   * Throws OrganizationNotReachable, LocationNotFound, LocationInUse, ClockBehind.
   */
  async remove(client: ClientBase, locationUuid: string, reach: Reach, by: ChangedBy): Promise<void> {
    const location = await holdLocation(client, locationUuid, reach);
    await removeLocation(client, locationUuid, changeIn(location, 'location.remove', by));
  }
}

/** Throws BadNumber, CountryUnknown, NumberNotInLocation. */
async function mainNumberId(
  client: ClientBase,
  location: ReachedLocation,
  { number, place }: { number: string; place: string },
): Promise<string> {
  const [found] = await lockInLocation(client, [e164Of(number, place, location.country)], location);
  if (!found) throw new NumberNotInLocation(place);
  return found.id;
}

async function assertNoCollision(client: ClientBase, location: ReachedLocation, routingPrefix: string | null) {
  if (await isPrefixTaken(client, location, routingPrefix)) throw new RoutingPrefixInUse();
  const collisions = await esnCollisions(client, location, routingPrefix);
  if (collisions.length) throw new EsnsCollide(collisions);
}

/** Two locations that get one prefix at once do not wait for each other: then the constraint says it. */
async function write(client: ClientBase, locationId: string, row: LocationRow): Promise<void> {
  try {
    await setLocation(client, locationId, row);
  } catch (error) {
    throw violatedConstraint(error) === 'uq_locations_routing_prefix' ? new RoutingPrefixInUse(error) : error;
  }
}
