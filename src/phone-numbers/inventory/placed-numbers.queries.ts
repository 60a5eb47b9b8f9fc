import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import type { NumberState } from '../record/phone-number.entity.js';

/** What an inventory says of a number. Ids are internal ones. */
export interface NumberPlace {
  organizationId: string | null;
  locationId: string | null;
  state: NumberState;
  isMobile: boolean;
  isService: boolean;
}

/** Numbers that one change put from one place into another, for the details of the change: inventories have no history. */
export interface PlacedNumbers {
  from: NumberPlace;
  to: NumberPlace;
  phoneNumberIds: number[];
}

/** SQL: the place of the number `n`, as JSON. */
export const PLACE_OF_NUMBER = `jsonb_build_object('organizationId', n.organization_id, 'locationId', n.location_id,
  'state', n.state, 'isMobile', n.is_mobile, 'isService', n.is_service)`;

const PLACED_NUMBERS = preparedStatement(
  'placed_numbers',
  `SELECT p.place AS "from", p.place || $2::jsonb AS "to", json_agg(p.id ORDER BY p.id) AS "phoneNumberIds"
     FROM (SELECT n.id, ${PLACE_OF_NUMBER} AS place FROM phone_numbers n WHERE n.id = ANY($1::bigint[])) p
    GROUP BY p.place ORDER BY min(p.id)`,
);

/** What is about to become of the numbers, which are locked; what `to` leaves out stays as it is. */
export function placedNumbers(
  client: ClientBase,
  ids: readonly string[],
  to: Partial<NumberPlace>,
): Promise<PlacedNumbers[]> {
  return runPrepared(client, PLACED_NUMBERS, [ids, JSON.stringify(to)]);
}
