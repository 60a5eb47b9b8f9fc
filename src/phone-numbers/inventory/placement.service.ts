import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { endLines } from '../assignments/line-writer.js';
import { LocationNotFound } from '../locations/locations.errors.js';
import { LookupService, type SeenOrganization } from '../lookup/lookup.service.js';
import type { ChangedBy } from '../record/record-change.js';
import { OrganizationNotFound } from '../record/record.errors.js';
import { holdNumber, type OwnedLine, type OwnedNumber } from './owned-number.js';
import { placedNumbers } from './placed-numbers.queries.js';
import { NumberHasHolder, NumberInNoInventory, NumberIsMainNumber } from './placement.errors.js';

/** Where a number is to be. */
export interface Destination {
  organization: OrganizationId;
  /** UUID; undefined: in no location, or where it is if the organization has it already. */
  locationId?: string;
  /** Whoever has it ceases to. */
  release: boolean;
}

/** Where a number is now, and what that ended. */
export interface Placement {
  /** E.164. */
  e164: string;
  /** Null: it is in no inventory any more. */
  organization: SeenOrganization | null;
  locationId: string | null;
  /** Where it came from; null: from nobody. */
  from: SeenOrganization | null;
  released: OwnedLine[];
}

/** In which inventory a number is: what enters one can leave it. Its history stays. */
@Injectable()
export class PlacementService {
  constructor(private readonly lookup: LookupService) {}

  /**
   * Puts the number into the inventory of the organization, in the transaction of `client`; into one of its locations if
   * that is said. Throws NumberNotFound, OrganizationNotFound, LocationNotFound, NumberIsMainNumber, NumberHasHolder,
   * ClockBehind.
   */
  async transfer(client: ClientBase, e164: string, destination: Destination, by: ChangedBy): Promise<Placement> {
    const number = await holdNumber(client, e164, destination.locationId);
    const place = await placeOf(client, destination);
    const { organization: from, lines: released } = number;
    const isThere =
      from?.id === place.organization.id && (destination.locationId ?? number.locationId) === number.locationId;
    if (isThere) return { e164, organization: from, locationId: number.locationId, from, released: [] };
    assertMayLeave(number, destination.release);
    const to = { organizationId: place.organization.id, locationId: place.locationId };
    const placed = await placedNumbers(client, [number.id], to);
    const change = { ...by, action: 'inventory.transfer', details: { phoneNumberIds: [number.id], placed } };
    const sides = { organizationId: place.organization.id, otherOrganizationId: from?.id };
    await endLines(client, idsOf(released), { ...change, ...sides });
    await runPrepared(client, PLACE, [number.id, place.organization.id, place.locationId]);
    return { e164, ...place, from, released };
  }

  /**
   * Takes the number out of its inventory, in the transaction of `client`.
   * Throws NumberNotFound, NumberInNoInventory, NumberIsMainNumber, NumberHasHolder, ClockBehind.
   */
  async remove(client: ClientBase, e164: string, release: boolean, by: ChangedBy): Promise<Placement> {
    const number = await holdNumber(client, e164);
    const { organization: from, lines: released } = number;
    if (!from) throw new NumberInNoInventory();
    assertMayLeave(number, release);
    const placed = await placedNumbers(client, [number.id], { organizationId: null, locationId: null });
    const details = { phoneNumberIds: [number.id], placed };
    await endLines(client, idsOf(released), { ...by, action: 'inventory.remove', organizationId: from.id, details });
    await runPrepared(client, PLACE, [number.id, null, null]);
    return { e164, organization: null, locationId: null, from, released };
  }

  /** Runs one of the above, and says who has the number where that is in the way. Throws what the work throws. */
  async explaining<T>(e164: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NumberHasHolder)) throw error;
      // Read after the write was taken back, like any GET; who has it by then is told.
      const found = await this.lookup.find(e164, { everything: true });
      throw new NumberHasHolder(found?.holders[0], error);
    }
  }
}

const idsOf = (lines: readonly OwnedLine[]): string[] => lines.map(({ id }) => id);

/** Throws NumberIsMainNumber, NumberHasHolder. */
function assertMayLeave({ isMainNumber, lines }: OwnedNumber, release: boolean): void {
  if (isMainNumber) throw new NumberIsMainNumber();
  if (lines.length && !release) throw new NumberHasHolder();
}

interface Place {
  organization: SeenOrganization;
  locationId: string | null;
}

const FIND_PLACE = preparedStatement(
  'place_in_organization',
  `
    SELECT json_build_object('id', o.id, 'uuid', o.uuid, 'objectId', o.object_id) AS organization, l.id AS "locationId"
      FROM organizations o
      LEFT JOIN locations l ON l.id = $3::uuid AND l.organization_id = o.id AND l.removed_at IS NULL
     WHERE o.uuid = $1::uuid OR o.object_id = $2`,
);

/** Where that is; once the location is locked it stays so. Throws OrganizationNotFound, LocationNotFound. */
export async function placeOf(
  client: ClientBase,
  { organization: id, locationId }: Omit<Destination, 'release'>,
): Promise<Place> {
  const [place] = await runPrepared<Place>(client, FIND_PLACE, [id.uuid, id.objectId, locationId]);
  if (!place) throw new OrganizationNotFound();
  if (locationId !== undefined && !place.locationId) throw new LocationNotFound();
  return place;
}

const PLACE = preparedStatement(
  'place_number',
  'UPDATE phone_numbers SET organization_id = $2::uuid, location_id = $3::uuid WHERE id = $1',
);
