import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { withConnection } from './connection.js';

// In memory at one time, however many there are.
const ROWS_AT_ONCE = 1_000;

// An operator's pipe may stand still for long, and what is read by a cursor is read to its end.
const FOR_LONG_READS = `
  SET LOCAL idle_in_transaction_session_timeout = 0;
  SET LOCAL cursor_tuple_fraction = 1;
  SET LOCAL TimeZone = 'UTC'`;

/**
 * Whatever the work reads is of one instant, that of its first statement, however long it takes; it can write nothing.
 * Throws what the work throws, and the driver's errors as they are.
 */
export function inSnapshot<T>(dataSource: DataSource, work: (client: ClientBase) => Promise<T>): Promise<T> {
  return withConnection(dataSource, async (client) => {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    try {
      await client.query(FOR_LONG_READS);
      return await work(client);
    } finally {
      // Nothing was written. On a connection that is lost by now the server has done it.
      await client.query('ROLLBACK').catch(() => {});
    }
  });
}

/** The rows of a statement, some at a time, as fast as they are taken; within a transaction, one statement at a time. */
export async function* rowsOf<Row extends object>(
  client: ClientBase,
  sql: string,
  values: readonly unknown[] = [],
): AsyncGenerator<Row[]> {
  await client.query(`DECLARE read_rows NO SCROLL CURSOR FOR ${sql}`, [...values]);
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${ROWS_AT_ONCE} FROM read_rows`);
    if (rows.length) yield rows;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query('CLOSE read_rows');
}
