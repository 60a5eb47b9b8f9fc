import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { DomainError } from '../errors/domain.error.js';
import { silenceOf } from './silence.js';

type Release = (error?: Error | boolean) => void;

/**
 * Lends a connection of the pool to the work, and takes it back whole or not at all. Throws what the work throws, the
 * driver's errors as they are, and DomainError `database_unavailable` at once while a watched database is silent.
 */
export async function withConnection<T>(dataSource: DataSource, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const silence = silenceOf(dataSource);
  return silence ? silence.during(() => lend(dataSource, work)) : lend(dataSource, work);
}

async function lend<T>(dataSource: DataSource, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const driver = dataSource.driver as PostgresDriver;
  const [client, release] = (await driver.obtainMasterConnection()) as [PoolClient, Release];
  let broken: Error | undefined;
  // While a connection is out, the pool does not listen: unheard, the end of the database would end this process.
  const remember = (error: Error): void => void (broken = error);
  client.on('error', remember);
  try {
    return await work(client);
  } catch (error) {
    if (isTorn(error)) broken = error as Error;
    throw error;
  } finally {
    client.off('error', remember);
    release(broken);
  }
}

/** A refusal of ours, or of the server with a reason, leaves the connection good; anything else does not. */
function isTorn(error: unknown): boolean {
  return !(error instanceof DomainError) && !isAnswer(error);
}

/** Whether the server refused a statement and goes on: it named a reason, and the reason is not its own end. */
function isAnswer(error: unknown): boolean {
  return /^(?!08|57P)[0-9A-Z]{5}$/.test((error as { code?: string } | undefined)?.code ?? '');
}
