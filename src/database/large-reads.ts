import type { Client, ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { DataSource } from 'typeorm';
import { DomainError } from '../errors/domain.error.js';
import { preparedStatement, type PreparedStatement } from './prepared-statement.js';
import { inSnapshot } from './snapshot.js';

// What is read ahead of a reader; few enough bytes that eight readers need a few megabytes.
const BYTES_AHEAD = 64 * 1024;
/** Of the connections of one process those that large reads may hold, and those that readers who let them wait may. */
const MOST_READS = 8;
const MOST_SLOW_READS = 4;
/** So many connections stay for everything else. */
const KEPT_CONNECTIONS = 2;
/** Who lets a part wait for longer is a slow reader. */
const SLOW_AFTER_MS = 1_000;
const WAIT_FOR_TURN_MS = 2_000;

/** A list that takes longer is broken off, however its reader takes it; and so is one of which the database says nothing. */
const MOST_READING_MS = 3_600_000;
const MOST_SILENCE_MS = 12_000;

// One statement is as long as its reader is slow. Where it may run in parallel, no order is kept.
const PATIENCE = `
  SET LOCAL statement_timeout = ${MOST_READING_MS};
  SET LOCAL max_parallel_workers_per_gather = 0;
  SET LOCAL jit = off`;

// Beside what the connections of a server are told (data-source).
const KEEP_TO_INDEXES = `
  SET LOCAL enable_sort = off;
  SET LOCAL enable_bitmapscan = off;
  SET LOCAL enable_hashjoin = off`;

const GIVE_VALUES = `
  SELECT set_config('large_read.value' || n, value, true) FROM unnest($1::text[]) WITH ORDINALITY v (value, n)`;

/**
 * Names a statement of one column, of JSON texts, for `stream`. COPY hands their bytes on as they are: quoted would be only
 * control characters, and JSON has none. It takes no parameters, so that the values are settings of the transaction,
 * read once; they are never written into the text.
 */
export function streamedStatement(name: string, select: string): PreparedStatement {
  const text = select.replaceAll(/\$(\d)(::\w+)?/g, "(SELECT current_setting('large_read.value$1')$2)");
  return preparedStatement(name, `COPY (${text}) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')`);
}

/** Takes some bytes of the texts, each of which ends with a line feed, and answers whether it wants more. */
export type TakePart = (part: Buffer) => Promise<boolean>;

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
   * Gives the bytes of the statement's texts away as they come from the database, which goes on only as they are taken.
   * Answers whether all of them were taken.
   */
  async stream({ text }: PreparedStatement, values: readonly string[], take: TakePart): Promise<boolean> {
    await this.client.query(GIVE_VALUES, [values]);
    const copied: CopiedOut = Object.assign(copyTo(text, { highWaterMark: BYTES_AHEAD }), {
      query_timeout: MOST_READING_MS,
    });
    const parts = this.client.query(copied);
    let silence = brokenOffWhenSilent(parts);
    let isWhole = false;
    try {
      for await (const part of parts as AsyncIterable<Buffer>) {
        clearTimeout(silence);
        if (!(await this.patiently(take(part)))) return false;
        silence = brokenOffWhenSilent(parts);
      }
      isWhole = true;
      return true;
    } finally {
      clearTimeout(silence);
      copied.callback?.();
      // What nobody has read is still on the connection: the pool does not take it back.
      if (!isWhole) void (this.client as Client).end();
    }
  }
}

/** The driver puts a callback there that ends its timer, and leaves it to the stream to call it. */
type CopiedOut = ReturnType<typeof copyTo> & { query_timeout: number; callback?: () => void };

function brokenOffWhenSilent(parts: CopiedOut): NodeJS.Timeout {
  return setTimeout(() => parts.destroy(new Error('Query read timeout')), MOST_SILENCE_MS);
}

const tooManyReads = (): DomainError =>
  new DomainError({
    kind: 'unavailable',
    code: 'busy',
    message: 'The record is busy',
    details: 'Too many large lists are being read; try again.',
    retryAfterSeconds: 5,
  });
