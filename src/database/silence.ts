import type { Client, Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { DatabaseProbe } from './database-probe.js';
import { databaseUnavailable, isSilence } from './driver-error.js';

const PAUSE_MS = 100;
const WATCHED = new WeakMap<DataSource, Silence>();

/** From here on nobody waits for this database while it is known not to answer. Nothing to watch where none is connected. */
export function watchForSilence(dataSource: DataSource, probe: DatabaseProbe): Silence | undefined {
  if (!dataSource.isInitialized) return undefined;
  const silence = new Silence((dataSource.driver as PostgresDriver).master as Pool, probe);
  WATCHED.set(dataSource, silence);
  return silence;
}

/** Undefined where nobody watches: a command of the operator waits as long as it takes. */
export const silenceOf = (dataSource: DataSource): Silence | undefined => WATCHED.get(dataSource);

/**
 * A database that has not answered one request is asked by the probe alone until it answers; whoever comes meanwhile is
 * told so at once. Otherwise each would find out by waiting, and those who wait for their places wait for all of them.
 */
export class Silence {
  private isSilent = false;
  private isOver = false;
  private readonly idle = new Set<Client>();

  constructor(
    pool: Pool,
    private readonly probe: DatabaseProbe,
  ) {
    pool.on('acquire', (client) => this.idle.delete(client as unknown as Client));
    pool.on('remove', (client) => this.idle.delete(client as unknown as Client));
    pool.on('release', (error, client) => {
      if (!error) this.idle.add(client);
    });
  }

  /** Throws DomainError `database_unavailable` while the database is silent. */
  refuse(): void {
    if (this.isSilent) throw databaseUnavailable();
  }

  /** Something failed; only an answer that did not come in time is silence. */
  noticed(error: unknown): void {
    if (this.isSilent || this.isOver || !isSilence(error)) return;
    this.isSilent = true;
    this.dropIdle();
    void this.untilItAnswers();
  }

  /** Nobody asks any more. */
  end(): void {
    this.isOver = true;
  }

  private async untilItAnswers(): Promise<void> {
    while (!this.isOver && !(await this.probe.answers())) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
    }
    this.isSilent = false;
  }

  /**
   * They may be dead without a word, and each would cost a request after the database's return. A friendly end would
   * wait for the other side; the pool hears of this one, and forgets the connection.
   */
  private dropIdle(): void {
    for (const client of this.idle) (client as unknown as WithStream).connection.stream.destroy();
    this.idle.clear();
  }
}

/** What pg has and its types do not say. */
interface WithStream {
  connection: { stream: { destroy(): void } };
}
