import { ask, said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor, type TokenOptions } from '../tokens.js';

const ROOT_ORGANIZATION = '5f7b1c2e8a1d4e0012c3b401';

/** The fixtures of the organizations contract, section 7, anew for each test: ids and numbers of its own. */
export class Scene {
  orgA: TestOrganization;
  orgB: TestOrganization;
  readonly sam: string;
  readonly lee: string;
  readonly bo: string;

  constructor(
    private readonly world: World,
    private readonly n: number,
  ) {
    [this.sam, this.lee, this.bo] = [this.id(0xa6), this.id(0xa8), this.id(0xa9)];
  }

  private id(last: number): string {
    return `5f7b1c2e8a1d4e00${this.n.toString(16).padStart(6, '0')}${last.toString(16)}`;
  }

  /** The number that the contract writes as `+1416555…`. */
  number(last: string): string {
    return `+1416${this.n + 200}${last}`;
  }

  async laidOut(): Promise<this> {
    const { rows } = this.world;
    this.orgA = await rows.organization({ object_id: this.id(0xa0), name: 'Acme' });
    this.orgB = await rows.organization({ object_id: this.id(0xb0), name: 'Other' });
    const sam = await rows.user(this.orgA, { object_id: this.sam });
    await rows.user(this.orgA, { object_id: this.lee, full_name: 'Lee', email: 'lee@acme.example' });
    await rows.user(this.orgB, { object_id: this.bo, full_name: 'Bo' });
    await rows.providerLine(this.orgA, sam, { number: this.number('0246') });
    return this;
  }

  get path(): string {
    return `/api/organizations/${this.orgA.objectId}/phone-numbers`;
  }

  /** A valid body for Lee; undefined leaves a field out. */
  body(changed: object = {}): object {
    return { targetUserId: this.lee, provider: 'twilio', phoneNumber: this.number('0102'), ...changed };
  }

  post(body: unknown, options?: SendOptions): Promise<Answer> {
    return this.world.send('POST', this.path, { body, ...options });
  }

  delete(user: string, provider: string, options?: SendOptions): Promise<Answer> {
    return this.world.send('DELETE', `${this.path}/${user}/${provider}`, options);
  }

  /** What the list says of a user, without their name and e-mail. */
  async linesOf(user: string, organization = this.orgA): Promise<object[]> {
    const answer = await this.world.send('GET', `/api/organizations/${organization.objectId}/phone-numbers`);
    const { assignments } = answer.body as { assignments: Record<string, unknown>[] };
    return assignments
      .filter(({ userId }) => userId === user)
      .map(({ userId: _, userName: __, userEmail: ___, ...line }) => line);
  }
}

export interface SendOptions {
  /** Undefined: a token of ROOT; null: none. */
  caller?: TokenOptions | null;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One server and its record, for all scenes of a spec. */
export class World {
  private scenes = 0;

  private constructor(
    readonly database: RecordDatabase,
    readonly server: TestServer,
    readonly rows: RecordFixtures,
  ) {}

  /** `main`: the file to run, by default the one of the build. */
  static async start(main?: string): Promise<World> {
    const database = await createDatabase();
    const env = { ...TOKEN_ENVIRONMENT, AUTH_SUPERADMIN_ORGANIZATIONS: ROOT_ORGANIZATION };
    return new World(database, await startServer({ database, env, main }), new RecordFixtures(database));
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.database.drop();
  }

  scene(): Promise<Scene> {
    return new Scene(this, ++this.scenes).laidOut();
  }

  send(method: string, path: string, { caller, body, headers }: SendOptions = {}): Promise<Answer> {
    const root = { roles: ['SUPERADMIN'], organization: ROOT_ORGANIZATION, subject: 'root' };
    return ask(`${this.server.url}${path}`, {
      method,
      token: caller === null ? undefined : tokenFor(caller ?? root),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Every row that a write could touch. */
  async record(): Promise<string> {
    const tables = ['organizations', 'changes', 'locations', 'users', 'workspaces', 'phone_numbers'];
    const all = [...tables, 'number_assignments', 'idempotent_answers'];
    const rows = await Promise.all(
      all.map((table) => this.database.query(`SELECT t::text FROM ${table} t ORDER BY 1`)),
    );
    return JSON.stringify(rows);
  }

  /** Asks, and checks that nothing was written. */
  async refused(request: () => Promise<Answer>) {
    const before = await this.record();
    const answer = await request();
    expect(await this.record()).toBe(before);
    return said(answer);
  }
}
