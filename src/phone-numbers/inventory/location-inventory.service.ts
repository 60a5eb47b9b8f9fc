import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { NumberNotInLocation } from '../assignments/calling-lines.errors.js';
import { endLines } from '../assignments/line-writer.js';
import { makeNumbers } from '../assignments/locks.js';
import { LocationNotFound } from '../locations/locations.errors.js';
import { changeIn, holdLocation, reachLocation, type ReachedLocation } from '../locations/reached-location.js';
import type { NumberState } from '../record/phone-number.entity.js';
import type { ChangedBy } from '../record/record-change.js';
import type { Reach } from '../tenants/reach.js';
import { isAddable } from './addable.js';
import { IntegratedPstn, NumberHeld, NumberInInventory, NumberIsMain } from './location-inventory.errors.js';
import { NumberIsMobile, NumberNotAvailable } from './location-inventory.errors.js';
import {
  addingRules,
  lockAddable,
  lockInLocation,
  numbersWithLines,
  putIntoLocation,
  setState,
  takeOut,
  type InventoryNumber,
  type NumberProperties,
} from './location-inventory.queries.js';
import { placedNumbers } from './placed-numbers.queries.js';
import { e164sOf, placeOf } from './written-numbers.js';

/** The numbers of a location: what comes in, goes out of service, and leaves (workspaces contract, 2.3). */
@Injectable()
export class LocationInventoryService {
  /** For WritesService: lets in who still reaches the location. Throws OrganizationNotReachable, LocationNotFound. */
  admit(locationUuid: string, reach: Reach): (client: ClientBase) => Promise<void> {
    return async (client) => void (await reachLocation(client, locationUuid, reach));
  }

  /**
   * Puts numbers into the inventory, all or nothing, in the transaction of `client`: those that nobody has, as far as the
   * organization may add them, and free ones of its own that are in no location.
   * Throws OrganizationNotReachable, LocationNotFound, IntegratedPstn, BadNumber, CountryUnknown, NumberTwice,
   * NumberInInventory, NumberNotAvailable, ClockBehind.
   */
  async add(
    client: ClientBase,
    locationUuid: string,
    reach: Reach,
    { numbers: written, ...properties }: NumberProperties & { numbers: readonly string[] },
    by: ChangedBy,
  ): Promise<void> {
    const { location, e164s } = await holdInventory(client, locationUuid, reach, written);
    await makeNumbers(client, e164s);
    const known = byE164(await lockAddable(client, e164s, location.organizationId));
    const rules = await addingRules(client, location.organizationId);
    const ids = e164s.map((e164, i) => {
      const number = known.get(e164);
      const isOwn = number?.organizationId === location.organizationId;
      if (isOwn && (number.locationId || number.isHeld)) throw new NumberInInventory(placeOf(i));
      if (!number || !(isOwn || isAddable(e164, rules))) throw new NumberNotAvailable(placeOf(i));
      return number.id;
    });
    const { organizationId, locationId } = location;
    const placed = await placedNumbers(client, ids, { organizationId, locationId, ...properties });
    await endLines(client, [], changeIn(location, 'inventory.add', by, { phoneNumberIds: ids, placed }));
    await putIntoLocation(client, ids, location, properties);
  }

  /**
   * Puts numbers of the inventory into service or out of it, all or nothing, in the transaction of `client`.
   * Throws OrganizationNotReachable, LocationNotFound, IntegratedPstn, BadNumber, CountryUnknown, NumberTwice,
   * NumberNotInLocation, NumberIsMobile, NumberHeld, ClockBehind.
   */
  async setState(
    client: ClientBase,
    locationUuid: string,
    reach: Reach,
    { numbers: written, state }: { numbers: readonly string[]; state: NumberState },
    by: ChangedBy,
  ): Promise<void> {
    const { location, e164s } = await holdInventory(client, locationUuid, reach, written);
    const numbers = await lockThose(client, e164s, location);
    for (const [i, { isMobile, isHeld }] of numbers.entries()) {
      if (isMobile) throw new NumberIsMobile(placeOf(i));
      if (isHeld && state === 'INACTIVE') throw new NumberHeld(placeOf(i));
    }
    const ids = numbers.filter((number) => number.state !== state).map(({ id }) => id);
    if (!ids.length) return;
    const placed = await placedNumbers(client, ids, { state });
    await endLines(client, [], changeIn(location, 'inventory.state', by, { state, phoneNumberIds: ids, placed }));
    await setState(client, ids, state);
  }

  /**
   * Takes free numbers out of the inventory, all or nothing, in the transaction of `client`: nobody has them then, and
   * their history stays. Throws OrganizationNotReachable, LocationNotFound, IntegratedPstn, BadNumber, CountryUnknown,
   * NumberTwice, NumberNotInLocation, NumberIsMain, NumberHeld, ClockBehind.
   */
  async remove(
    client: ClientBase,
    locationUuid: string,
    reach: Reach,
    written: readonly string[],
    by: ChangedBy,
  ): Promise<void> {
    const { location, e164s } = await holdInventory(client, locationUuid, reach, written);
    const ids = (await lockThose(client, e164s, location)).map(({ id }) => id);
    const held = await numbersWithLines(client, ids);
    for (const [i, id] of ids.entries()) {
      if (id === location.mainPhoneNumberId) throw new NumberIsMain(placeOf(i));
      if (held.has(id)) throw new NumberHeld(placeOf(i));
    }
    const placed = await placedNumbers(client, ids, { organizationId: null, locationId: null });
    await endLines(client, [], changeIn(location, 'inventory.remove', by, { phoneNumberIds: ids, placed }));
    await takeOut(client, ids);
  }
}

/** Locks the location, and before that reads the numbers, which takes a while where there are thousands. */
async function holdInventory(client: ClientBase, locationUuid: string, reach: Reach, written: readonly string[]) {
  const { country } = await reachLocation(client, locationUuid, reach);
  const e164s = await e164sOf(written, country);
  const location = await holdLocation(client, locationUuid, reach);
  if (!location.isCallingEnabled) throw new LocationNotFound();
  const { pstnConnection } = location;
  if (pstnConnection === 'INTEGRATED_CCP' || pstnConnection === 'CISCO_PSTN') throw new IntegratedPstn();
  return { location, e164s };
}

/** In the order of the request. Throws NumberNotInLocation. */
async function lockThose(client: ClientBase, e164s: readonly string[], location: ReachedLocation) {
  const known = byE164(await lockInLocation(client, e164s, location));
  return e164s.map((e164, i) => {
    const number = known.get(e164);
    if (!number) throw new NumberNotInLocation(placeOf(i));
    return number;
  });
}

const byE164 = (numbers: readonly InventoryNumber[]) => new Map(numbers.map((number) => [number.e164, number]));
