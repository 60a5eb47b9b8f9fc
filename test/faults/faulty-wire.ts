import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

interface Pair {
  near: Socket;
  far?: Socket;
}

/** A port of this machine from which a test's wire leads to the database, until something happens to the wire. */
export class FaultyWire {
  private pairs = new Set<Pair>();
  private isFrozen = false;
  private losesCommits = false;
  /** On so many connections a COMMIT has gone to the database whose answer never comes back. */
  commitsLost = 0;
  private server?: Server;
  private port = 0;

  private constructor(
    private readonly target: URL,
    private readonly far: () => Socket,
  ) {}

  /** To the server of this connection string, a unix socket or a port. */
  static async to(databaseUrl: string): Promise<FaultyWire> {
    const target = new URL(databaseUrl);
    const folder = target.searchParams.get('host');
    const port = Number(target.port || 5432);
    const far = (): Socket =>
      folder?.startsWith('/') ? connect(join(folder, `.s.PGSQL.${port}`)) : connect(port, folder ?? target.hostname);
    const wire = new FaultyWire(target, far);
    await wire.mend();
    return wire;
  }

  /** The same connection string, through the wire. */
  get url(): string {
    const { username, password, pathname } = this.target;
    const login = password ? `${username}:${password}` : username;
    return `postgresql://${login}@127.0.0.1:${this.port}${pathname}`;
  }

  /** Not a byte passes; connections are taken, and stay. */
  freeze(): void {
    this.isFrozen = true;
    for (const { near, far } of this.pairs) {
      near.pause();
      far?.pause();
    }
  }

  /** Bytes pass again. `losing`: only on connections made from now on; the others are dead, and nobody says so. */
  thaw({ losing = false } = {}): void {
    this.isFrozen = false;
    if (losing) return;
    for (const pair of this.pairs) {
      if (!pair.far) this.join(pair);
      pair.near.resume();
      pair.far!.resume();
    }
  }

  /** From now on a COMMIT arrives at the database, but its answer does not come back, nor anything behind it. */
  loseCommits(): void {
    this.losesCommits = true;
  }

  /** All connections end; new ones are taken, and lose nothing. */
  endConnections(): void {
    this.losesCommits = false;
    for (const pair of this.pairs) this.drop(pair);
  }

  /** All connections end, and new ones are refused. */
  async cut(): Promise<void> {
    const closed = once(this.server!, 'close');
    this.server!.close();
    for (const pair of this.pairs) this.drop(pair);
    await closed;
  }

  /** New connections are taken, at the same port as before. */
  async mend(): Promise<void> {
    this.server = createServer((near) => this.take(near));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  private take(near: Socket): void {
    const pair: Pair = { near };
    this.pairs.add(pair);
    for (const end of ['error', 'close']) near.on(end, () => this.drop(pair));
    if (this.isFrozen) near.pause();
    else this.join(pair);
  }

  private join(pair: Pair): void {
    const far = (pair.far = this.far());
    for (const end of ['error', 'close']) far.on(end, () => this.drop(pair));
    // Not pipe(), which would resume what a test has paused.
    pair.near.on('data', (bytes: Buffer) => {
      if (this.losesCommits && bytes.includes('COMMIT')) {
        far.pause();
        this.commitsLost++;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => pair.near.write(bytes));
  }

  private drop(pair: Pair): void {
    this.pairs.delete(pair);
    pair.near.destroy();
    pair.far?.destroy();
  }
}
