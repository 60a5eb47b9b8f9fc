import { ask, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor, type TokenOptions } from '../tokens.js';

/** A write under a key, or without one. */
export interface KeyedRequest {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  /** Text goes out as it is. */
  body?: object | string;
  /** Several make a header each. */
  key?: string | string[];
  caller?: TokenOptions;
}

/** Two users of one organization; the first one, the leaver, receives a number. */
export interface Handover {
  leaver: string;
  joiner: string;
  number: string;
  /** A POST that only the first time finds the leaver: again it would be 409 `holder_changed`. */
  request: KeyedRequest;
}

/** Several servers on one record. */
export class KeyedScene {
  private constructor(
    readonly database: RecordDatabase,
    readonly rows: RecordFixtures,
    readonly organization: TestOrganization,
    public servers: TestServer[],
  ) {}

  /** A server for each entry point; undefined is the build's own. */
  static async start(...mains: (string | undefined)[]): Promise<KeyedScene> {
    const database = await createDatabase();
    const rows = new RecordFixtures(database);
    const servers = await Promise.all(mains.map((main) => startServer({ database, main })));
    return new KeyedScene(database, rows, await rows.organization(), servers);
  }

  async restart(): Promise<void> {
    const { database } = this;
    await Promise.all(this.servers.map((server) => server.stop()));
    this.servers = await Promise.all(this.servers.map(() => startServer({ database })));
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
    await this.database.drop();
  }

  get path(): string {
    return `/api/organizations/${this.organization.objectId}/phone-numbers`;
  }

  async handover(key: string): Promise<Handover> {
    const [leaver, joiner] = [await this.user(), await this.user()];
    const number = someNumber();
    await this.rows.providerLine(this.organization, leaver.id, { number });
    const body = { targetUserId: joiner.objectId, provider: 'twilio', phoneNumber: number, replaces: leaver.objectId };
    const request = { method: 'POST' as const, path: this.path, body, key };
    return { leaver: leaver.objectId, joiner: joiner.objectId, number, request };
  }

  /** A user without a number. */
  async user(): Promise<{ id: string; objectId: string }> {
    const id = await this.rows.user(this.organization);
    const [row] = await this.database.query<{ objectId: string }>(
      'SELECT object_id AS "objectId" FROM users WHERE id = $1',
      [id],
    );
    return { id, objectId: row!.objectId };
  }

  /** The rows that the API's own writes left in `changes`. */
  changes(): Promise<Record<string, unknown>[]> {
    return this.database.query(`SELECT * FROM changes WHERE action <> 'test' ORDER BY id`);
  }

  async storedAnswers(): Promise<number> {
    return (await this.database.query('SELECT FROM idempotent_answers')).length;
  }

  send({ method, path, body, key, caller }: KeyedRequest, server = this.servers[0]!): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['content-type'] = 'application/json';
    // Node sends an array as a header each; the type of Question knows one only.
    if (key !== undefined) headers['idempotency-key'] = key as string;
    return ask(`${server.url}${path}`, {
      method,
      token: tokenFor({ roles: ['SUPERADMIN'], subject: 'root', ...caller }),
      headers,
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** The request so many times at once, by turns to each server. */
  burst(request: KeyedRequest, times: number): Promise<Answer[]> {
    const { servers } = this;
    return Promise.all(Array.from({ length: times }, (_, i) => this.send(request, servers[i % servers.length])));
  }
}

/** Whether an answer says that it is a repetition. */
export const isReplay = ({ headers }: Answer): boolean => headers['idempotency-replayed'] === 'true';

/** What a client reads of an answer, byte for byte. */
export const bytesOf = ({ status, text, headers }: Answer) => ({ status, text, type: headers['content-type'] });
