import type { Client, ClientBase, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { DomainError } from '../errors/domain.error.js';
import { withConnection } from './connection.js';
import { transactionLimitMs } from './data-source.js';
import { isSilence, isWorthRetrying, outageOf, recordBusy } from './driver-error.js';

const MOST_TRIES = 4;

/**
 * Runs the work in one transaction: all of it or nothing. A deadlock or a serialization failure is tried again up to
 * three times, so the work may run more than once and must keep nothing outside the database. Throws DomainError `busy`
 * where a server's limit for all of it is over, `database_unavailable` where nobody knows whether it was committed.
 */
export async function inTransaction<T>(dataSource: DataSource, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const deadline = performance.now() + (transactionLimitMs(dataSource) ?? Infinity);
  for (let tries = 1; ; tries++) {
    const outcome = await withConnection(dataSource, (client) =>
      until(deadline, client, () => transaction(client, work)),
    );
    if ('result' in outcome) return outcome.result;
    if (tries >= MOST_TRIES || !isWorthRetrying(outcome.failure)) throw outcome.failure;
  }
}

/** Each statement has a limit of its own, but there are several. What still runs is left behind with its connection. */
async function until<T>(deadline: number, client: PoolClient, work: () => Promise<T>): Promise<T> {
  if (deadline === Infinity) return work();
  let isLate = false;
  const end = (): void => {
    isLate = true;
    // Its types keep this from the users of a pool; the pool takes an ended connection for what it is.
    void (client as unknown as Client).end();
  };
  const timer = setTimeout(end, deadline - performance.now());
  try {
    return await work();
  } catch (error) {
    throw isLate && !isSilence(error) && !(error instanceof DomainError) ? recordBusy(error) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** A word of the database, such as a broken constraint, says that nothing was committed; a lost connection says nothing. */
function outcomeUnknown(error: unknown): never {
  const outage = outageOf(error);
  throw outage?.code === 'database_unavailable' && !isSilence(error) ? outage : error;
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
    await client.query('COMMIT').catch(outcomeUnknown);
    return { result };
  } catch (failure) {
    // It would wait behind the statement that has no answer.
    if (isSilence(failure)) throw failure;
    const isTakenBack = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    if (!isTakenBack) throw failure;
    return { failure };
  }
}
