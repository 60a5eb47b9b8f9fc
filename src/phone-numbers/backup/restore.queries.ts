import type { ClientBase } from 'pg';
import { columnsOf, RECORD_TABLES, type RecordTable } from './record-tables.js';

// A location refers to its main number, and that to its location: the first waits until the second is there.
const LATER = { table: 'locations', column: 'main_phone_number_id' };

/**
 * Keeps every other writer out until the transaction ends; answers whether there is nothing in the record. Asked before,
 * too, so that nobody waits who works on one that is not empty.
 */
export async function claimEmptyRecord(client: ClientBase): Promise<boolean> {
  if (!(await isEmpty(client))) return false;
  await client.query(`LOCK TABLE ${RECORD_TABLES.join(', ')} IN EXCLUSIVE MODE`);
  await client.query('CREATE TEMP TABLE main_numbers (location_id uuid, phone_number_id bigint) ON COMMIT DROP');
  // Counted once for each organization in the end: an event per row of changes would be kept until the commit.
  await client.query('ALTER TABLE changes DISABLE TRIGGER tr_changes_revision');
  return isEmpty(client);
}

async function isEmpty(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(
    'SELECT NOT EXISTS (SELECT FROM organizations) AND NOT EXISTS (SELECT FROM phone_numbers) AS empty',
  );
  return rows[0]!.empty;
}

/** Inserts rows of a table under the ids that they have in the file. */
export async function insertRows(client: ClientBase, table: RecordTable, rows: readonly string[]): Promise<void> {
  const columns = await columnsOf(client, table);
  const values = columns.map((name) => (table === LATER.table && name === LATER.column ? 'NULL' : `r.${name}`));
  const read = `FROM json_array_elements($1::json) e, json_populate_record(NULL::${table}, e -> '${table}') r`;
  const json = `[${rows.join(',')}]`;
  await client.query(
    `INSERT INTO ${table} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE SELECT ${values.join(', ')} ${read}`,
    [json],
  );
  if (table !== LATER.table) return;
  await client.query(
    `INSERT INTO main_numbers SELECT r.id, r.${LATER.column} ${read} WHERE r.${LATER.column} IS NOT NULL`,
    [json],
  );
}

/** What can be done only when all rows are there. Ids go on after the highest one; unlike setval that can be taken back. */
export async function settle(client: ClientBase): Promise<void> {
  await client.query(
    `UPDATE locations l SET main_phone_number_id = m.phone_number_id FROM main_numbers m WHERE m.location_id = l.id`,
  );
  await client.query(`
    INSERT INTO organization_revisions (organization_id, revision, counted_by)
    SELECT id, 1, pg_current_xact_id() FROM organizations;
    ALTER TABLE changes ENABLE TRIGGER tr_changes_revision`);
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT attrelid::regclass::text AS "table", attname AS "column" FROM pg_attribute
      WHERE attidentity <> '' AND attrelid = ANY ($1::text[]::regclass[])`,
    [RECORD_TABLES],
  );
  for (const { table, column } of rows) {
    const { rows: next } = await client.query<{ id: string }>(
      `SELECT coalesce(max(${column}), 0) + 1 AS id FROM ${table}`,
    );
    await client.query(`ALTER TABLE ${table} ALTER COLUMN ${column} RESTART WITH ${next[0]!.id}`);
  }
  await client.query(`ANALYZE ${RECORD_TABLES.join(', ')}`);
}
