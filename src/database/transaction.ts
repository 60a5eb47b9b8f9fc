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
    try {
      return await withConnection(dataSource, (client) => transaction(client, work));
    } catch (error) {
      if (tries >= MOST_TRIES || !isWorthRetrying(error)) throw error;
    }
  }
}

async function transaction<T>(client: PoolClient, work: (client: ClientBase) => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // Where this fails the connection is gone, and the transaction with it.
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
