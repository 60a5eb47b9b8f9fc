import { Socket } from 'node:net';
import type { DataSource } from 'typeorm';
import type { DatabaseProbe } from './database-probe.js';
import { databaseUnavailable } from './driver-error.js';

/** A call that takes longer has a reason, such as a lock, or a database that says nothing. */
const SUSPICIOUS_AFTER_MS = 700;
const LOOK_EVERY_MS = 200;
const PAUSE_MS = 100;

/**
 * Tells a database that is slow from one that is silent: frozen, or behind a wire that carries nothing any more. Who waits
 * for a lock waits as long as the limits allow; who waits for a silent database is told so within three seconds, and until
 * it answers again everybody else is at once (docs/decisions/0029).
 */
export class Silence {
  private isSilent = false;
  private isLooking = false;
  private looking?: NodeJS.Timeout;
  /** When each call that is under way began; the oldest first. */
  private readonly calls = new Set<{ since: number }>();
  private readonly sockets = new Set<Socket>();
  /** Bytes that came by sockets which are closed by now. */
  private heardBefore = 0;

  /** For the driver: the socket of a new connection. */
  readonly socket = (): Socket => {
    const socket = new Socket();
    this.sockets.add(socket);
    socket.once('close', () => {
      this.sockets.delete(socket);
      this.heardBefore += socket.bytesRead;
    });
    // Somebody has waited for a connection since before; this one would be waited for in vain.
    if (this.isSilent) process.nextTick(() => socket.destroy());
    return socket;
  };

  watch(probe: DatabaseProbe): void {
    this.looking = setInterval(() => void this.look(probe), LOOK_EVERY_MS).unref();
  }

  end(): void {
    clearInterval(this.looking);
  }

  /** Runs a call to the database. Throws what it throws, and DomainError `database_unavailable` while that is silent. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.isSilent) throw databaseUnavailable();
    const call = { since: performance.now() };
    this.calls.add(call);
    try {
      return await work();
    } finally {
      this.calls.delete(call);
    }
  }

  /** Bytes that have ever come from the database. */
  private heard(): number {
    return [...this.sockets].reduce((sum, { bytesRead }) => sum + bytesRead, this.heardBefore);
  }

  private async look(probe: DatabaseProbe): Promise<void> {
    const [oldest] = this.calls;
    if (this.isLooking || !oldest || performance.now() - oldest.since < SUSPICIOUS_AFTER_MS) return;
    this.isLooking = true;
    const heard = this.heard();
    try {
      // Twice, and nothing for anybody else: it may only be out of breath.
      if ((await probe.answers()) || (await probe.answers()) || this.heard() > heard) return;
      this.isSilent = true;
      // Whoever waits hears of it, and no connection that is dead without a word is left for later.
      for (const socket of this.sockets) socket.destroy();
      while (!(await probe.answers())) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
    } finally {
      this.isSilent = false;
      this.isLooking = false;
    }
  }
}

const WATCHED = new WeakMap<DataSource, Silence>();

/** Undefined where nobody watches: a command of the operator waits as long as it takes. */
export const silenceOf = (dataSource: DataSource): Silence | undefined => WATCHED.get(dataSource);

export function watchedBy(silence: Silence, dataSource: DataSource): DataSource {
  WATCHED.set(dataSource, silence);
  return dataSource;
}
