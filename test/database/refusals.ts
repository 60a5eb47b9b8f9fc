import { Client, escapeIdentifier, type DatabaseError } from 'pg';

export interface Statement {
  sql: string;
  parameters?: unknown[];
}

/** A statement and the constraints that must refuse it, in the order in which they speak; none: it must pass. */
export interface Case {
  what: string;
  statement: Statement;
  refusedBy: string[];
}

/**
 * The constraints that stand in the way of a statement, one behind the other: the first refuses it, is taken away,
 * and so on until the statement passes. So a case that breaks two rules by mistake shows. Nothing of it stays.
 */
export async function refusalsOf(client: Client, { sql, parameters }: Statement): Promise<string[]> {
  const names: string[] = [];
  await client.query('BEGIN');
  try {
    for (;;) {
      await client.query('SAVEPOINT before');
      const name = await violated(client, sql, parameters);
      if (!name) return names;
      names.push(name);
      await client.query('ROLLBACK TO before');
      await takeAway(client, name);
    }
  } finally {
    await client.query('ROLLBACK');
  }
}

async function violated(client: Client, sql: string, parameters?: unknown[]): Promise<string | undefined> {
  try {
    const { rowCount } = await client.query(sql, parameters);
    // An edit of nothing would pass whatever the rules are.
    if (rowCount === 0) throw new Error(`touches no row: ${sql}`);
    return undefined;
  } catch (error) {
    const { constraint } = error as DatabaseError;
    if (!constraint) throw error;
    return constraint;
  }
}

async function takeAway(client: Client, name: string): Promise<void> {
  const { rows } = await client.query<{ sql: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname) AS sql
       FROM pg_constraint WHERE conname = $1
     UNION ALL
     SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger WHERE tgname = $1`,
    [name],
  );
  await client.query(rows[0]?.sql ?? `DROP INDEX ${escapeIdentifier(name)}`);
}
