import { Agent } from 'node:http';
import { ask, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';

export interface SentRequest {
  token: string;
  body?: object;
  trackingId?: string;
}

/** Two server processes on one database of their own; requests alternate between them over kept connections. */
export class TwoServers {
  private turn = 0;

  private constructor(
    readonly database: RecordDatabase,
    private readonly servers: readonly TestServer[],
    private readonly agent: Agent,
  ) {}

  /** `main`: the file to run, by default the one of the build. */
  static async start({ connections, main }: { connections: number; main?: string }): Promise<TwoServers> {
    const database = await createDatabase();
    const servers = await Promise.all([startServer({ database, main }), startServer({ database, main })]);
    // The limit counts for each server.
    return new TwoServers(database, servers, new Agent({ keepAlive: true, maxSockets: Math.ceil(connections / 2) }));
  }

  send(method: string, path: string, { token, body, trackingId }: SentRequest): Promise<Answer> {
    const { url } = this.servers[this.turn++ % this.servers.length]!;
    return ask(`${url}${path}`, {
      method,
      token,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(trackingId !== undefined && { trackingid: trackingId }),
      },
      body: body && JSON.stringify(body),
      agent: this.agent,
    });
  }

  /** Ends the servers and says what they logged as errors; a constraint that had to refuse is one. The database stays. */
  async stop(): Promise<string[]> {
    this.agent.destroy();
    await Promise.all(this.servers.map((server) => server.stop()));
    return this.servers.flatMap((server) =>
      server
        .log()
        .split('\n')
        .filter((line) => /"level":"(error|fatal)"/.test(line)),
    );
  }

  /** Deadlocks that the database broke, retried ones included. Counted for sure once the servers have ended. */
  async deadlocks(): Promise<number> {
    const [row] = await this.database.query<{ deadlocks: string }>(
      'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
    );
    return Number(row!.deadlocks);
  }
}
