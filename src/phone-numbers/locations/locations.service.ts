import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import { endLines } from '../assignments/line-writer.js';
import { lockLocation, lockNumbersOfLocation } from '../assignments/locks.js';
import type { ChangedBy } from '../record/record-change.js';
import { LocationInUse, LocationNotFound } from './locations.errors.js';

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
      await assertEmpty(client, locationId);
      // Who was removed before goes along, so that an import which takes them back does not put them here.
      await client.query('SELECT FROM users WHERE location_id = $1 ORDER BY id FOR NO KEY UPDATE', [locationId]);
      const numbers = await lockNumbersOfLocation(client, locationId);
      const { organizationId } = location;
      const at = await endLines(client, [], {
        ...by,
        action: 'location.remove',
        organizationId,
        details: { locationId },
      });
      await client.query('UPDATE locations SET removed_at = $2, main_phone_number_id = NULL WHERE id = $1', [
        locationId,
        at,
      ]);
      await client.query('UPDATE users SET location_id = NULL WHERE location_id = $1', [locationId]);
      await client.query('UPDATE phone_numbers SET location_id = NULL WHERE location_id = $1', [locationId]);
      return numbers;
    });
  }
}

/** Whoever puts something into a location locks it first, so what is read here stays. */
async function assertEmpty(client: ClientBase, locationId: string): Promise<void> {
  const { rows } = await client.query<{ workspaces: number; users: number; lines: number }>(
    `SELECT (SELECT count(*)::int FROM workspaces WHERE location_id = $1 AND removed_at IS NULL) AS workspaces,
            (SELECT count(*)::int FROM users WHERE location_id = $1 AND removed_at IS NULL) AS users,
            (SELECT count(*)::int FROM number_assignments WHERE location_id = $1 AND valid_to IS NULL) AS lines`,
    [locationId],
  );
  const inIt = rows[0]!;
  if (inIt.workspaces || inIt.users || inIt.lines) throw new LocationInUse(inIt);
}
