import { setTimeout as sleep } from 'node:timers/promises';
import { campaign } from '../test/canaries.js';
import type { Random } from '../test/ownership/random.js';
import { Connection, type WireRequest } from './load-client.js';

/** What a client saw of one request. Times in milliseconds, by performance.now(). */
export interface Arrival {
  sentAt: number;
  tookMs: number;
  /** 0: the connection failed before there was a response. */
  status: number;
}

export interface Arrivals {
  perSecond: number;
  seconds: number;
  next: () => WireRequest;
  /** Chooses the pauses between two requests. */
  random: Random;
}

/** Connected before the first request is sent, as clients of a running service are. */
const CONNECTED = 500;
/** Of all clients together. Who finds all of them waiting for a response gives up: status 0. */
const MOST_CONNECTIONS = 4_000;

/**
 * Sends requests at random moments, so many a second on average, whether earlier ones have a response or not: unlike
 * connections that ask again once they are answered, these clients do not slow down with the server.
 */
export async function arrivals(url: string, { perSecond, seconds, next, random }: Arrivals): Promise<Arrival[]> {
  const clients = await Clients.connected(url);
  const sent: Promise<Arrival>[] = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const pause = (): number => (-Math.log(1 - random.fraction()) * 1_000) / perSecond;
  try {
    for (let due = startedAt + pause(); due < until;) {
      for (const now = performance.now(); due <= now && due < until; due += pause()) sent.push(clients.send(next()));
      await sleep(1);
    }
    return await Promise.all(sent);
  } finally {
    clients.leave();
  }
}

/** As many kept connections as there are requests without a response. */
class Clients {
  private readonly idle: Connection[] = [];
  private readonly all = new Set<Connection>();
  private opening = 0;

  private constructor(private readonly url: string) {}

  static async connected(url: string): Promise<Clients> {
    const clients = new Clients(url);
    for (let i = 0; i < CONNECTED; i++) {
      const opened = await Connection.open(url);
      clients.all.add(opened);
      clients.idle.push(opened);
    }
    return clients;
  }

  async send(request: WireRequest): Promise<Arrival> {
    const sentAt = performance.now();
    let status = 0;
    const connection = await this.connection();
    try {
      if (connection) status = await statusOf(connection, request);
    } catch {
      this.all.delete(connection!);
      return { sentAt, tookMs: performance.now() - sentAt, status };
    }
    if (connection) this.giveBack(connection);
    return { sentAt, tookMs: performance.now() - sentAt, status };
  }

  leave(): void {
    for (const connection of this.all) connection.close();
  }

  private async connection(): Promise<Connection | undefined> {
    for (let next = this.idle.pop(); next; next = this.idle.pop()) {
      if (next.isOpen) return next;
      this.all.delete(next);
    }
    if (this.all.size + this.opening >= MOST_CONNECTIONS) return undefined;
    this.opening++;
    try {
      const opened = await Connection.open(this.url);
      this.all.add(opened);
      return opened;
    } catch {
      return undefined;
    } finally {
      this.opening--;
    }
  }

  private giveBack(connection: Connection): void {
    if (connection.isOpen) this.idle.push(connection);
    else this.all.delete(connection);
  }
}

async function statusOf(connection: Connection, request: WireRequest): Promise<number> {
  const { canaries } = campaign;
  const { status, body } = await connection.ask(request, canaries !== undefined);
  canaries?.answered(status, body);
  return status;
}
