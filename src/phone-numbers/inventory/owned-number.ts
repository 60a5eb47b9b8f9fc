import type { ClientBase } from 'pg';
import { ChangedBeforeLock } from '../../database/driver-error.js';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { lockLocations, lockNumbers, lockUsers, lockWorkspaces } from '../assignments/locks.js';
import { NumberNotFound } from '../lookup/lookup.errors.js';
import type { SeenOrganization } from '../lookup/lookup.service.js';
import { isCurrentOf } from '../record/current-assignments.js';
import type { Provider } from '../record/number-assignment.entity.js';

/** Somebody's line with a number; `id` is the assignment's. */
export interface OwnedLine {
  id: string;
  /** Internal id of the user; null: a workspace has it. */
  userId: string | null;
  userObjectId: string | null;
  workspaceId: string | null;
  locationId: string | null;
  provider: Provider | null;
  line: 'primary' | 'alternate' | null;
}

/** A number of the record with whoever has it. */
export interface OwnedNumber {
  id: string;
  e164: string;
  /** Null: in nobody's inventory. */
  organization: SeenOrganization | null;
  locationId: string | null;
  /** Of its location. */
  isMainNumber: boolean;
  /** The one that receives the calls first. */
  lines: OwnedLine[];
}

const OWNED = preparedStatement(
  'owned_number',
  `
    SELECT n.id, n.e164, n.location_id AS "locationId",
           CASE WHEN o.id IS NOT NULL
                THEN json_build_object('id', o.id, 'uuid', o.uuid, 'objectId', o.object_id) END AS organization,
           EXISTS (SELECT FROM locations l WHERE l.id = n.location_id AND l.main_phone_number_id = n.id OFFSET 0)
             AS "isMainNumber",
           coalesce((SELECT json_agg(json_build_object('id', a.id::text, 'userId', a.user_id, 'userObjectId', u.object_id,
                                       'workspaceId', a.workspace_id, 'locationId', a.location_id,
                                       'provider', a.provider, 'line', a.line)
                                     ORDER BY a.receives_calls DESC, a.held_since, a.list_position, a.id)
                       FROM number_assignments a LEFT JOIN users u ON u.id = a.user_id
                      WHERE ${isCurrentOf('n.id')}), '[]') AS lines
      FROM phone_numbers n LEFT JOIN organizations o ON o.id = n.organization_id
     WHERE n.e164 = $1`,
);

async function ownedNumber(client: ClientBase, e164: string): Promise<OwnedNumber> {
  const [number] = await runPrepared<OwnedNumber>(client, OWNED, [e164]);
  if (!number) throw new NumberNotFound();
  return number;
}

/**
 * Locks the number and, before it, whoever has it, its location and one more that it may go to. What it answers was read
 * under the locks. Throws NumberNotFound, ChangedBeforeLock.
 */
export async function holdNumber(client: ClientBase, e164: string, locationId?: string): Promise<OwnedNumber> {
  const seen = await ownedNumber(client, e164);
  const locked = concerned(seen);
  await lockLocations(client, locationId === undefined ? locked.locations : [...locked.locations, locationId]);
  await lockUsers(client, locked.users);
  await lockWorkspaces(client, locked.workspaces);
  await lockNumbers(client, [e164]);
  const number = await ownedNumber(client, e164);
  const all = Object.values(locked).flat();
  // To lock another one now would be out of order.
  if (
    Object.values(concerned(number))
      .flat()
      .some((id) => !all.includes(id))
  )
    throw new ChangedBeforeLock();
  return number;
}

function concerned({ locationId, lines }: OwnedNumber) {
  const present = (ids: readonly (string | null)[]): string[] => ids.filter((id) => id !== null);
  return {
    locations: present([locationId, ...lines.map((line) => line.locationId)]),
    users: present(lines.map(({ userId }) => userId)),
    workspaces: present(lines.map(({ workspaceId }) => workspaceId)),
  };
}
