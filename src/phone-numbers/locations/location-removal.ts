import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { endLines } from '../assignments/line-writer.js';
import type { NewChange } from '../record/record-change.js';
import { LocationInUse } from './locations.errors.js';

// Whoever puts something into a location locks it first, so what is read here stays. A calling line is where its holder
// is, so that its holder leads to it.
const IN_IT = preparedStatement(
  'in_location',
  `WITH w AS (SELECT id FROM workspaces WHERE organization_id = $1 AND location_id = $2 AND removed_at IS NULL LIMIT 100),
        u AS (SELECT id FROM users WHERE organization_id = $1 AND location_id = $2 AND removed_at IS NULL LIMIT 100)
   SELECT (SELECT count(*)::int FROM w) AS workspaces, (SELECT count(*)::int FROM u) AS users,
          (SELECT count(*)::int FROM (SELECT id FROM w UNION ALL SELECT id FROM u) h
             JOIN number_assignments a ON a.holder_id = h.id AND a.valid_to IS NULL AND a.location_id = $2) AS lines`,
);
// Who was removed before goes along, so that an import which takes them back does not put them here.
const LOCK_USERS_IN = preparedStatement(
  'lock_users_in_location',
  'SELECT FROM users WHERE organization_id = $1 AND location_id = $2 ORDER BY id FOR NO KEY UPDATE',
);
const LOCK_NUMBERS_IN = preparedStatement(
  'lock_all_numbers_in_location',
  'SELECT FROM phone_numbers WHERE location_id = $1 ORDER BY id FOR NO KEY UPDATE',
);
const REMOVE = preparedStatement(
  'remove_location',
  'UPDATE locations SET removed_at = $2, main_phone_number_id = NULL WHERE id = $1',
);
const USERS_OUT = preparedStatement(
  'users_out_of_location',
  'UPDATE users SET location_id = NULL WHERE organization_id = $1 AND location_id = $2',
);
const NUMBERS_OUT = preparedStatement(
  'numbers_out_of_location',
  'UPDATE phone_numbers SET location_id = NULL WHERE location_id = $1',
);

/**
 * Marks a location that is locked as removed; its numbers stay with the organization, in no location. Answers how many
 * they are. Throws LocationInUse, ClockBehind.
 */
export async function removeLocation(client: ClientBase, locationId: string, change: NewChange): Promise<number> {
  const { organizationId } = change;
  const place = [organizationId, locationId];
  const [inIt] = await runPrepared<ConstructorParameters<typeof LocationInUse>[0]>(client, IN_IT, place);
  if (inIt!.workspaces || inIt!.users || inIt!.lines) throw new LocationInUse(inIt!);
  await runPrepared(client, LOCK_USERS_IN, place);
  const numbers = await runPrepared(client, LOCK_NUMBERS_IN, [locationId]);
  const at = await endLines(client, [], change);
  await runPrepared(client, REMOVE, [locationId, at]);
  await runPrepared(client, USERS_OUT, place);
  await runPrepared(client, NUMBERS_OUT, [locationId]);
  return numbers.length;
}
