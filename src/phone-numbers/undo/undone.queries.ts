import type { ClientBase } from 'pg';

// What a change did: the assignments that it opened and closed, which the history has, and what its details note beside
// them. Both are final once the change is written, so they can be read before anything is locked.

/** A change that is to be undone. */
export interface UndoneChange {
  id: string;
  action: string;
  /** How many things an import overwrote that nobody can put back. Null: no import, or one of before that was noted. */
  overwritten: number | null;
}

// An import, and an undo of one, has a row for each organization: these belong together.
const CHANGES = `
CREATE TEMP TABLE undone ON COMMIT DROP AS
SELECT c.* FROM changes c JOIN changes asked ON asked.id = $1
 WHERE c.id = asked.id
    OR asked.action IN ('import', 'undo') AND c.action = asked.action AND c.tracking_id = asked.tracking_id AND c.at = asked.at`;

const READ = `
SELECT id, action, (details ->> 'overwritten')::int AS overwritten FROM undone ORDER BY id`;

/** Finds the change and those that were one with it, as the temporary table `undone`. */
export async function findUndone(client: ClientBase, changeId: string): Promise<UndoneChange[]> {
  await client.query(CHANGES, [changeId]);
  return (await client.query<UndoneChange>(READ)).rows;
}

const TOUCHED = `
CREATE TEMP TABLE opened ON COMMIT DROP AS SELECT a.* FROM number_assignments a WHERE a.opened_by IN (SELECT id FROM undone);
CREATE TEMP TABLE closed ON COMMIT DROP AS SELECT a.* FROM number_assignments a WHERE a.closed_by IN (SELECT id FROM undone);
CREATE TEMP TABLE placed ON COMMIT DROP AS
SELECT i.id::bigint AS id, p.one -> 'from' AS "from", p.one -> 'to' AS "to"
  FROM undone c, jsonb_array_elements(c.details -> 'placed') p (one), jsonb_array_elements_text(p.one -> 'phoneNumberIds') i (id);
CREATE TEMP TABLE mains ON COMMIT DROP AS
SELECT (m.one ->> 'locationId')::uuid AS id, (m.one ->> 'from')::bigint AS "from", (m.one ->> 'to')::bigint AS "to"
  FROM undone c, jsonb_array_elements(c.details -> 'mains') m (one);
CREATE TEMP TABLE rings ON COMMIT DROP AS
SELECT u.id AS user_id, w.id AS workspace_id, (c.details ->> 'distinctiveRingEnabled')::boolean AS "to"
  FROM undone c LEFT JOIN users u ON u.object_id = c.details ->> 'userId'
  LEFT JOIN workspaces w ON w.id = (c.details ->> 'workspaceId')::uuid
 WHERE c.details ? 'distinctiveRingEnabled';
ANALYZE opened; ANALYZE closed; ANALYZE placed`;

/** Writes down what they did, as temporary tables. Answers of how many things that is. */
export async function findTouched(client: ClientBase): Promise<number> {
  await client.query(TOUCHED);
  const { rows } = await client.query<{ count: number }>(
    `SELECT ${['opened', 'closed', 'placed', 'mains', 'rings'].map((table) => `(SELECT count(*) FROM ${table})`).join(' + ')} AS count`,
  );
  return Number(rows[0]!.count);
}

const locking = (table: string, ids: string): string =>
  `SELECT count(*) FROM (SELECT id FROM ${table} WHERE id IN (${ids}) ORDER BY id FOR NO KEY UPDATE) locked`;

// In the one order of every writer (assignments/locks.ts).
const LOCKS = [
  locking(
    'locations',
    `SELECT location_id FROM opened UNION SELECT location_id FROM closed UNION SELECT id FROM mains
     UNION SELECT ("from" ->> 'locationId')::uuid FROM placed UNION SELECT ("to" ->> 'locationId')::uuid FROM placed`,
  ),
  locking('users', 'SELECT user_id FROM opened UNION SELECT user_id FROM closed UNION SELECT user_id FROM rings'),
  locking(
    'workspaces',
    'SELECT workspace_id FROM opened UNION SELECT workspace_id FROM closed UNION SELECT workspace_id FROM rings',
  ),
  locking(
    'phone_numbers',
    'SELECT phone_number_id FROM opened UNION SELECT phone_number_id FROM closed UNION SELECT id FROM placed',
  ),
];

export async function lockTouched(client: ClientBase): Promise<void> {
  for (const lock of LOCKS) await client.query(lock);
}
