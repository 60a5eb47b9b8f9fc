import type { ClientBase } from 'pg';

/**
 * Every table of the record, each after those that it refers to. The answers of idempotent writes are no part of it: they
 * are good for a day, and for clients of the server that gave them.
 */
export const RECORD_TABLES = [
  'organizations',
  'changes',
  'partnerships',
  'organization_aliases',
  'locations',
  'licences',
  'users',
  'user_licences',
  'workspaces',
  'phone_numbers',
  'number_assignments',
] as const;
export type RecordTable = (typeof RECORD_TABLES)[number];

/** The columns of a table that somebody has written, without those that the database computes. */
export async function columnsOf(client: ClientBase, table: RecordTable): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** What the schema of this record is called: its last migration. */
export async function schemaOf(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT name FROM migrations ORDER BY "timestamp" DESC LIMIT 1',
  );
  return rows[0]!.name;
}
