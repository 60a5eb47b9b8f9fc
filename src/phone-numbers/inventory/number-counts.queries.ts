import type { DataSource } from 'typeorm';
import { RESTS_UNTIL } from '../assignments/resting.js';

/** How many numbers of all inventories are in each condition. */
export interface NumberCounts {
  held: number;
  free: number;
  resting: number;
  inactive: number;
}

// Not a statement of a request, so it is in no register of plans: it reads every number, and metrics ask for it rarely.
const COUNTS = `
  SELECT count(*) FILTER (WHERE n.is_held)::float8 AS held,
         count(*) FILTER (WHERE NOT n.is_held AND n.until IS NULL AND n.state = 'ACTIVE')::float8 AS free,
         count(*) FILTER (WHERE NOT n.is_held AND n.until IS NOT NULL)::float8 AS resting,
         count(*) FILTER (WHERE NOT n.is_held AND n.until IS NULL AND n.state <> 'ACTIVE')::float8 AS inactive
    FROM (SELECT n.is_held, n.state, ${RESTS_UNTIL} AS until
            FROM phone_numbers n JOIN organizations o ON o.id = n.organization_id) n`;

/** Counts all numbers of the record. Throws the driver's errors as they are. */
export async function countNumbers(dataSource: DataSource): Promise<NumberCounts> {
  const [counts] = await dataSource.query<NumberCounts[]>(COUNTS);
  return counts!;
}
