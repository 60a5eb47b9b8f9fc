import { Pool } from 'pg';

// Short, so that a question asked just before the database is back does not keep everybody from hearing of it.
const ANSWER_WITHIN_MS = 700;

/**
 * Asks whether the database answers, over a connection of its own: a pool that is merely busy must not make
 * an instance look dead, and nobody who asks all day gets more than this one connection.
 */
export class DatabaseProbe {
  private readonly pool: Pool;
  private asking?: Promise<boolean>;

  constructor(url: string) {
    this.pool = new Pool({
      connectionString: url,
      max: 1,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      application_name: 'linebook-probe',
    });
    // The pool has dropped the connection; unheard, the event would end the process.
    this.pool.on('error', () => {});
  }

  /** False when there is no answer in time. Those who ask meanwhile share the question. */
  answers(): Promise<boolean> {
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async ask(): Promise<boolean> {
    const answer = this.pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    // Connecting and asking may each take the whole time.
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<boolean>((resolve) => {
      // An answer that this process has had no time to read is an answer.
      timer = setTimeout(() => setImmediate(resolve, false), ANSWER_WITHIN_MS);
    });
    return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
  }
}
