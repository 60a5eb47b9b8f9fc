import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import { lockLocation } from '../assignments/locks.js';
import type { ChangedBy } from '../record/record-change.js';
import { removeLocation } from './location-removal.js';
import { LocationNotFound } from './locations.errors.js';

/** The sites of the organizations, for the record's operators. */
@Injectable()
export class LocationsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Marks it as removed; its numbers stay with the organization, in no location. Answers how many they are; undefined:
   * it had been removed before. Throws LocationNotFound, LocationInUse, ClockBehind.
   */
  async remove(locationId: string, by: ChangedBy): Promise<number | undefined> {
    return inTransaction(this.dataSource, async (client) => {
      const location = await lockLocation(client, locationId);
      if (!location) throw new LocationNotFound();
      if (location.removedAt) return undefined;
      const { organizationId } = location;
      return removeLocation(client, locationId, {
        ...by,
        action: 'location.remove',
        organizationId,
        details: { locationId },
      });
    });
  }
}
