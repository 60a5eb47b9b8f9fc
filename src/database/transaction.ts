import type { ClientBase, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { withConnection } from './connection.js';
import { isWorthRetrying } from './driver-error.js';

const MOST_TRIES = 4;

/**
 * Runs the work in one transaction: all of it or nothing. A deadlock or a serialization failure is tried again up to
 * three times, so the work may run more than once and must keep nothing outside the database.
 */
export async function inTransaction<T>(dataSource: DataSource, work: (client: ClientBase) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const outcome = await withConnection(dataSource, (client) => transaction(client, work));
    if ('result' in outcome) return outcome.result;
    if (tries >= MOST_TRIES || !isWorthRetrying(outcome.failure)) throw outcome.failure;
  }
}

type Outcome<T> = { result: T } | { failure: unknown };

/**
 * A failure that the server has taken back is an answer, whatever threw it: the connection is good, and to open another
 * for each refused write costs more than the write. Throws where the connection did not get that far.
 */
async function transaction<T>(client: PoolClient, work: (client: ClientBase) => Promise<T>): Promise<Outcome<T>> {
  await client.query('BEGIN');
  try {
    const result = await work(client);
    await client.query('COMMIT');
    return { result };
  } catch (failure) {
    const isTakenBack = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    if (!isTakenBack) throw failure;
    return { failure };
  }
}
