import type { ClientBase } from 'pg';
import { ChangedBeforeLock } from '../../database/driver-error.js';
import { REPLACED, resolve } from './resolve.queries.js';

// Every writer locks the rows it changes in one order: locations, users, workspaces, (unknown numbers), numbers, each
// by id (frame, section 1, "Writing"). What is missing is inserted where its kind's turn is, in order too.

/** How many rows of a kind are new. */
export interface Created {
  organizations: number;
  locations: number;
  users: number;
  workspaces: number;
}

// Counted, so that the ids of a large file do not travel here.
const locking = (rows: string): string => `SELECT count(*) FROM (${rows}) locked`;

const ORGANIZATIONS = `
  INSERT INTO organizations (id, uuid, object_id)
  SELECT gen_random_uuid(), uuid, object_id FROM (
    SELECT DISTINCT coalesce(s.organization_uuid, s.organization_derived_id::uuid) AS uuid,
           coalesce(s.organization_object_id, s.organization_derived_id) AS object_id
      FROM staged s WHERE EXISTS (SELECT FROM wanted w WHERE w."row" = s."row" AND w.organization_id IS NULL)
     ORDER BY 1) o
  ON CONFLICT DO NOTHING RETURNING id, id AS organization_id`;

// Of a number that a file says is none any more, or not where it was, also the location whose main number it may be.
const PLACES = `
  SELECT location_id AS id FROM wanted UNION SELECT location_id FROM replaced
   UNION SELECT number_location_id FROM wanted WHERE kind = 'number'`;

const LOCK_LOCATIONS = locking(`
  SELECT id FROM locations WHERE id IN (SELECT id FROM places) ORDER BY id FOR NO KEY UPDATE`);

const LOCATIONS = `
  INSERT INTO locations (organization_id, id)
  SELECT DISTINCT ON (location_id) organization_id, location_id FROM wanted
   WHERE location_id IS NOT NULL AND location_organization_id IS NULL ORDER BY location_id
  ON CONFLICT DO NOTHING RETURNING id, organization_id`;

const LOCK_USERS = locking(`
  SELECT id FROM users WHERE id IN (SELECT holder_id FROM wanted WHERE kind = 'user') ORDER BY id FOR NO KEY UPDATE`);

const USERS = `
  INSERT INTO users (organization_id, id, uuid, object_id)
  SELECT DISTINCT ON (w.holder_key) w.organization_id, gen_random_uuid(),
         coalesce(s.holder_uuid, s.holder_derived_id::uuid), coalesce(s.holder_object_id, s.holder_derived_id)
    FROM wanted w JOIN staged s USING ("row") WHERE w.kind = 'user' AND w.holder_id IS NULL ORDER BY w.holder_key
  ON CONFLICT DO NOTHING RETURNING id, organization_id`;

const LOCK_WORKSPACES = locking(`
  SELECT id FROM workspaces WHERE id IN (SELECT holder_id FROM wanted WHERE kind = 'workspace')
   ORDER BY id FOR NO KEY UPDATE`);

const WORKSPACES = `
  INSERT INTO workspaces (organization_id, id, location_id)
  SELECT DISTINCT ON (holder_key) organization_id, holder_key, location_id
    FROM wanted WHERE kind = 'workspace' AND holder_id IS NULL ORDER BY holder_key
  ON CONFLICT DO NOTHING RETURNING id, organization_id`;

const NUMBERS = `
  INSERT INTO phone_numbers (e164)
  SELECT DISTINCT e164 FROM wanted WHERE e164 IS NOT NULL AND phone_number_id IS NULL ORDER BY e164
  ON CONFLICT DO NOTHING`;

const LOCK_NUMBERS = locking(`
  SELECT id FROM phone_numbers
   WHERE id IN (SELECT p.id FROM phone_numbers p JOIN wanted w USING (e164)
                UNION SELECT phone_number_id FROM replaced)
   ORDER BY id FOR NO KEY UPDATE`);

/**
 * Makes what the file names and the record lacks, locks all that the file concerns, and resolves it again under the
 * locks. The temporary table `made` has the ids of what was made.
 */
export async function adopt(client: ClientBase): Promise<Created> {
  await client.query('CREATE TEMP TABLE made (id uuid, organization_id uuid) ON COMMIT DROP');
  const make = async (insert: string): Promise<number> => {
    const { rowCount } = await client.query(`WITH inserted AS (${insert}) INSERT INTO made SELECT * FROM inserted`);
    return rowCount ?? 0;
  };
  const organizations = await make(ORGANIZATIONS);
  if (organizations) await resolve(client);
  await client.query(`CREATE TEMP TABLE places ON COMMIT DROP AS ${PLACES}`);
  await client.query(LOCK_LOCATIONS);
  const locations = await make(LOCATIONS);
  await client.query(LOCK_USERS);
  const users = await make(USERS);
  await client.query(LOCK_WORKSPACES);
  const workspaces = await make(WORKSPACES);
  // Until their holders were locked, others could change what these have.
  await client.query(REPLACED);
  await client.query(NUMBERS);
  await client.query(LOCK_NUMBERS);
  await resolve(client);
  await assertResolved(client);
  await assertPlacesLocked(client);
  return { organizations, locations, users, workspaces };
}

/** Whatever was named exists by now: a row without its organization or holder is a bug, not a line to leave out. */
async function assertResolved(client: ClientBase): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM wanted WHERE organization_id IS NULL OR (kind IN ('user', 'workspace') AND holder_id IS NULL) LIMIT 1`,
  );
  if (rowCount) throw new Error('a staged row was not resolved');
}

/** What decided which locations to lock may have changed before the numbers were locked. Throws ChangedBeforeLock. */
async function assertPlacesLocked(client: ClientBase): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM (${PLACES} EXCEPT SELECT id FROM places) p WHERE id IS NOT NULL LIMIT 1`,
  );
  if (rowCount) throw new ChangedBeforeLock('a number or a line came to another location');
}
