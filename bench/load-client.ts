import { connect, type Socket } from 'node:net';
import { AnswerReader, type Received } from './answer-reader.js';

// Bare sockets that are kept, with requests written as bytes ahead: a client must cost less than the fastest server.

/** A request as it goes over the wire. */
export type WireRequest = Buffer;

export interface RequestParts {
  method?: string;
  path: string;
  token: string;
  headers?: Record<string, string>;
  body?: unknown;
}

export function wireRequest({ method = 'GET', path, token, headers = {}, body }: RequestParts): WireRequest {
  const text = body === undefined ? '' : JSON.stringify(body);
  const all: Record<string, string> = { host: 'bench', authorization: `Bearer ${token}`, ...headers };
  if (body !== undefined) {
    all['content-type'] = 'application/json';
    all['content-length'] = String(Buffer.byteLength(text));
  }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n${text}`);
}

/** One kept connection; asks one thing at a time. */
export class Connection {
  private readonly reader = new AnswerReader();
  private waiting?: { resolve(answer: Received): void; reject(error: Error): void };

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (part: Buffer) => this.receive(part));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The server has closed the connection')));
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Connection(socket);
  }

  ask(request: WireRequest, keepBody = false): Promise<Received> {
    this.reader.begin(keepBody);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  /** Whether the server may still be asked on it. */
  get isOpen(): boolean {
    return this.socket.writable && !this.socket.readableEnded;
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private receive(part: Buffer): void {
    const received = this.reader.take(part);
    if (!received) return;
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve(received);
  }

  private fail(error: Error): void {
    this.waiting?.reject(error);
    this.waiting = undefined;
  }
}

/** How a server did for a while. Times in milliseconds. */
export interface Load {
  requests: number;
  seconds: number;
  /** By status, of those that were not the one expected. */
  faults: Record<number, number>;
  times: Float64Array;
}

export interface Loading {
  connections: number;
  seconds: number;
  /** How many requests a connection makes at most. */
  turns?: number;
  /** The next request of a connection. */
  next: (connection: number, turn: number) => WireRequest;
  expected?: number;
}

/** Each connection asks again as soon as it is answered, until the time is over. */
export async function load(
  url: string,
  { connections, seconds, turns = Infinity, next, expected = 200 }: Loading,
): Promise<Load> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(url)));
  const times: number[] = [];
  const faults: Record<number, number> = {};
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const keepAsking = async (connection: Connection, which: number): Promise<void> => {
    for (let turn = 0; turn < turns && performance.now() < until; turn++) {
      const askedAt = performance.now();
      const { status } = await connection.ask(next(which, turn));
      times.push(performance.now() - askedAt);
      if (status !== expected) faults[status] = (faults[status] ?? 0) + 1;
    }
  };
  try {
    await Promise.all(open.map(keepAsking));
    const took = (performance.now() - startedAt) / 1_000;
    return { requests: times.length, seconds: took, faults, times: Float64Array.from(times).toSorted() };
  } finally {
    for (const connection of open) connection.close();
  }
}
