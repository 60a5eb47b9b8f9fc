import type { Pool, PoolClient } from 'pg';

// A write with as few statements as its locks allow: the user, then the number, then all that changes in one statement.

const LOCK_USER = {
  name: 'lock_user',
  text: `
    SELECT u.id, u.organization_id AS organization FROM organizations o JOIN users u ON u.organization_id = o.id
     WHERE o.object_id = $1 AND u.object_id = $2 AND u.removed_at IS NULL FOR NO KEY UPDATE OF u`,
};

const LOCK_NUMBERS = {
  name: 'lock_numbers',
  text: `
    SELECT n.id, n.e164 FROM phone_numbers n
     WHERE n.id IN (SELECT id FROM phone_numbers WHERE e164 = $3 UNION ALL
                    SELECT a.phone_number_id FROM number_assignments a
                     WHERE a.user_id = $1 AND a.valid_to IS NULL AND a.provider = $2)
     ORDER BY n.id FOR NO KEY UPDATE`,
};

const CHANGE = `
  change AS (
    INSERT INTO changes (at, action, subject, organization_id, tracking_id)
    SELECT date_trunc('milliseconds', clock_timestamp()), $4, $5, $3, 'limit' RETURNING id, at),
  closed AS (
    UPDATE number_assignments a SET valid_to = greatest(c.at, a.valid_from + interval '1 millisecond'), closed_by = c.id
      FROM change c WHERE a.user_id = $1 AND a.valid_to IS NULL AND a.provider = $2 RETURNING a.valid_to)`;

// The new row depends on the count, so that the old ones are closed before it comes.
const ASSIGN = {
  name: 'assign',
  text: `WITH ${CHANGE}
    INSERT INTO number_assignments (organization_id, user_id, phone_number_id, provider, receives_calls, is_default,
                                    held_since, valid_from, opened_by)
    SELECT $3, $1, $6, $2, true, true, t.at, t.at, c.id
      FROM change c, LATERAL (SELECT greatest(c.at, max(valid_to)) AS at FROM closed) t`,
};

const RELEASE = { name: 'release', text: `WITH ${CHANGE} SELECT count(*)::integer AS closed FROM closed` };

export interface Wanted {
  targetUserId: string;
  provider: string;
  phoneNumber: string;
}

export async function assignNumber(pool: Pool, organization: string, subject: string, wanted: Wanted): Promise<void> {
  await inTransaction(pool, async (client) => {
    const [user] = (await client.query({ ...LOCK_USER, values: [organization, wanted.targetUserId] })).rows;
    const locked = await client.query({ ...LOCK_NUMBERS, values: [user.id, wanted.provider, wanted.phoneNumber] });
    const number = locked.rows.find(({ e164 }) => e164 === wanted.phoneNumber);
    const values = [user.id, wanted.provider, user.organization, 'number.assign', subject, number.id];
    await client.query({ ...ASSIGN, values });
  });
}

/** Whether the user had anything there. */
export async function releaseNumber(
  pool: Pool,
  organization: string,
  subject: string,
  { user: userId, provider }: { user: string; provider: string },
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const [user] = (await client.query({ ...LOCK_USER, values: [organization, userId] })).rows;
    await client.query({ ...LOCK_NUMBERS, values: [user.id, provider, null] });
    const values = [user.id, provider, user.organization, 'number.release', subject];
    return (await client.query({ ...RELEASE, values })).rows[0].closed > 0;
  });
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
