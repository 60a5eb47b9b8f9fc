import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { DomainError } from '../errors/domain.error.js';
import type { PreparedStatement } from './prepared-statement.js';
import { inSnapshot } from './snapshot.js';

// Enough that a round trip is nothing beside it, and few enough that eight readers need a few megabytes.
const ROWS_AT_ONCE = 1_000;
/** Of the connections of one process those that large reads may hold, and those that readers who let them wait may. */
const MOST_READS = 8;
const MOST_SLOW_READS = 4;
/** So many connections stay for everything else. */
const KEPT_CONNECTIONS = 2;
/** Who lets a batch wait for longer is a slow reader. */
const SLOW_AFTER_MS = 1_000;
const WAIT_FOR_TURN_MS = 2_000;

// A reader may let a transaction wait for a while.
const PATIENCE = "SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL jit = off";

const KEEP_TO_INDEXES = `
  SET LOCAL cursor_tuple_fraction = 0.001;
  SET LOCAL enable_sort = off;
  SET LOCAL enable_bitmapscan = off;
  SET LOCAL enable_hashjoin = off;
  SET LOCAL enable_mergejoin = off;
  SET LOCAL enable_seqscan = off`;

/** Takes one batch of texts, and answers whether it wants the next. */
export type TakeBatch = (texts: readonly string[]) => Promise<boolean>;

/** Reads of any size, of one instant each, with a bound on the connections that their readers may hold. */
export class LargeReads {
  private reading = 0;
  private slow = 0;
  /** Those who wait for their turn. */
  private readonly queue: (() => void)[] = [];

  constructor(private readonly dataSource: DataSource) {}

  /** Runs the work in a transaction of its own that reads only. Throws `busy` where its turn does not come soon. */
  async run<T>(work: (read: LargeRead) => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await inSnapshot(this.dataSource, async (client) => {
        await client.query(PATIENCE);
        return work(new LargeRead(client, (taking) => this.patiently(taking)));
      });
    } finally {
      this.reading--;
      this.next();
    }
  }

  private async turn(): Promise<void> {
    const deadline = Date.now() + WAIT_FOR_TURN_MS;
    while (!this.hasRoom()) {
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) throw tooManyReads();
      await this.roomWithin(leftMs);
    }
    this.reading++;
  }

  private hasRoom(): boolean {
    const { poolSize = 1 } = this.dataSource.options as { poolSize?: number };
    const most = Math.max(1, Math.min(MOST_READS, poolSize - KEPT_CONNECTIONS));
    return this.reading < most && this.slow < Math.min(MOST_SLOW_READS, most);
  }

  private async roomWithin(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(called, ms);
      const { queue } = this;
      queue.push(called);
      function called(): void {
        clearTimeout(timer);
        const at = queue.indexOf(called);
        if (at >= 0) queue.splice(at, 1);
        resolve();
      }
    });
  }

  private next(): void {
    if (this.hasRoom()) this.queue[0]?.();
  }

  /** Waits for a reader as long as not too many others let us wait; false: they get no more. */
  private async patiently(taking: Promise<boolean>): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const slow = new Promise<'slow'>((resolve) => (timer = setTimeout(resolve, SLOW_AFTER_MS, 'slow')));
    const taken = await Promise.race([taking, slow]).finally(() => clearTimeout(timer));
    if (taken !== 'slow') return taken;
    if (this.slow >= MOST_SLOW_READS) return false;
    this.slow++;
    try {
      return await taking;
    } finally {
      this.slow--;
      this.next();
    }
  }
}

/** One of them, while it lasts. */
export class LargeRead {
  constructor(
    /** Within the transaction; between two streams it is free. */
    readonly client: ClientBase,
    private readonly patiently: (taking: Promise<boolean>) => Promise<boolean>,
  ) {}

  /**
   * For a statement whose order is that of indexes: its first row comes at once and none is kept, also while the
   * statistics do not yet know of a large import, and the planner would rather sort all of it.
   */
  async keepToIndexes(): Promise<void> {
    await this.client.query(KEEP_TO_INDEXES);
  }

  /**
   * Gives the texts of the statement's one column away, batch by batch, while the database is at the next one. Answers
   * whether all of them were taken.
   */
  async stream({ text }: PreparedStatement, values: readonly unknown[], take: TakeBatch): Promise<boolean> {
    await this.client.query(`DECLARE large_read NO SCROLL CURSOR FOR ${text}`, [...values]);
    let fetched = this.fetch();
    for (;;) {
      const texts = await fetched;
      const isLast = texts.length < ROWS_AT_ONCE;
      if (!isLast) {
        fetched = this.fetch();
        // It may fail while the reader takes this one, before anybody waits for it: unheard, that would end the process.
        fetched.catch(() => {});
      }
      if (texts.length && !(await this.patiently(take(texts)))) return false;
      if (isLast) return true;
    }
  }

  private async fetch(): Promise<string[]> {
    const { rows } = await this.client.query<[string]>({
      text: `FETCH ${ROWS_AT_ONCE} FROM large_read`,
      rowMode: 'array',
    });
    return rows.map(([text]) => text);
  }
}

const tooManyReads = (): DomainError =>
  new DomainError({
    kind: 'unavailable',
    code: 'busy',
    message: 'The record is busy',
    details: 'Too many large lists are being read; try again.',
    retryAfterSeconds: 5,
  });
