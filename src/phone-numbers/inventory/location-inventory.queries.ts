import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import type { Organization } from '../record/organization.entity.js';
import type { NumberState } from '../record/phone-number.entity.js';
import { isCurrentOf } from '../record/current-assignments.js';

/** A number of an inventory, or of nobody's, once it is locked. */
export interface InventoryNumber {
  id: string;
  e164: string;
  /** Null: in nobody's inventory. */
  organizationId: string | null;
  locationId: string | null;
  state: NumberState;
  isHeld: boolean;
  isMobile: boolean;
}

const COLUMNS = `id, e164, organization_id AS "organizationId", location_id AS "locationId", state, is_held AS "isHeld",
         is_mobile AS "isMobile"`;

// A number of another organization is neither locked nor read: who writes it does not wait for a stranger.
const LOCK_ADDABLE = preparedStatement(
  'lock_addable_numbers',
  `SELECT ${COLUMNS} FROM phone_numbers
    WHERE id = ANY (ARRAY(SELECT id FROM phone_numbers WHERE e164 = ANY($1::text[])))
      AND coalesce(organization_id, $2::uuid) = $2::uuid
    ORDER BY id FOR NO KEY UPDATE`,
);

/** Locks those of the numbers that are in the inventory of the organization, or in nobody's. */
export function lockAddable(client: ClientBase, e164s: readonly string[], organizationId: string) {
  return runPrepared<InventoryNumber>(client, LOCK_ADDABLE, [e164s, organizationId]);
}

const LOCK_IN_LOCATION = preparedStatement(
  'lock_numbers_in_location',
  `SELECT ${COLUMNS} FROM phone_numbers
    WHERE id = ANY (ARRAY(SELECT id FROM phone_numbers WHERE e164 = ANY($1::text[])))
      AND organization_id = $2::uuid AND location_id = $3::uuid
    ORDER BY id FOR NO KEY UPDATE`,
);

/** Locks those of the numbers that are in the inventory of the location. */
export function lockInLocation(
  client: ClientBase,
  e164s: readonly string[],
  { organizationId, locationId }: { organizationId: string; locationId: string },
) {
  return runPrepared<InventoryNumber>(client, LOCK_IN_LOCATION, [e164s, organizationId, locationId]);
}

const MAY_ADD = preparedStatement(
  'may_add_numbers',
  `SELECT o.may_add_numbers AS "mayAddNumbers",
          CASE WHEN o.may_add_numbers = 'own_countries' THEN ARRAY(
            SELECT DISTINCT l.country FROM locations l
             WHERE l.organization_id = o.id AND l.removed_at IS NULL AND l.country IS NOT NULL) ELSE '{}' END AS countries
     FROM organizations o WHERE o.id = $1`,
);

/** Which numbers the organization may add, and the countries of its locations where that depends on them. */
export async function addingRules(client: ClientBase, organizationId: string) {
  type Rules = Pick<Organization, 'mayAddNumbers'> & { countries: string[] };
  return (await runPrepared<Rules>(client, MAY_ADD, [organizationId]))[0]!;
}

const PUT_INTO_LOCATION = preparedStatement(
  'put_numbers_into_location',
  `UPDATE phone_numbers SET organization_id = $2, location_id = $3, state = $4, is_mobile = $5, is_service = $6
    WHERE id = ANY($1::bigint[])`,
);

/** What is said of the numbers that are added, of all of them at once. */
export interface NumberProperties {
  state: NumberState;
  isMobile: boolean;
  isService: boolean;
}

export async function putIntoLocation(
  client: ClientBase,
  ids: readonly string[],
  { organizationId, locationId }: { organizationId: string; locationId: string },
  { state, isMobile, isService }: NumberProperties,
): Promise<void> {
  await runPrepared(client, PUT_INTO_LOCATION, [ids, organizationId, locationId, state, isMobile, isService]);
}

const SET_STATE = preparedStatement(
  'set_number_state',
  'UPDATE phone_numbers SET state = $2 WHERE id = ANY($1::bigint[])',
);

export async function setState(client: ClientBase, ids: readonly string[], state: NumberState): Promise<void> {
  await runPrepared(client, SET_STATE, [ids, state]);
}

const NUMBERS_WITH_LINES = preparedStatement(
  'numbers_with_lines',
  `SELECT n.id FROM unnest($1::bigint[]) n (id)
    WHERE EXISTS (SELECT FROM number_assignments a WHERE ${isCurrentOf('n.id')})`,
);

/** Those of the numbers, which are locked, that somebody holds, be it for outbound caller id only. */
export async function numbersWithLines(client: ClientBase, ids: readonly string[]): Promise<Set<string>> {
  const rows = await runPrepared<{ id: string }>(client, NUMBERS_WITH_LINES, [ids]);
  return new Set(rows.map(({ id }) => id));
}

const TAKE_OUT = preparedStatement(
  'take_numbers_out',
  'UPDATE phone_numbers SET organization_id = NULL, location_id = NULL WHERE id = ANY($1::bigint[])',
);

/** Puts the numbers into nobody's inventory; their history stays. */
export async function takeOut(client: ClientBase, ids: readonly string[]): Promise<void> {
  await runPrepared(client, TAKE_OUT, [ids]);
}
