import { ask, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type LineColumns, type Place, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor, type TokenOptions } from '../tokens.js';

export const SCOPES = [
  ...['workspaces_read', 'workspaces_write', 'telephony_config_write'],
  ...['people_read', 'people_write'],
].map((scope) => `spark-admin:${scope}`);

export interface SendOptions {
  /** By default a full administrator of the organization with all scopes. */
  caller?: TokenOptions;
  headers?: Record<string, string>;
  query?: string;
  /** Another workspace than the scene's own. */
  workspaceId?: string;
}

/** Under all of their ids. */
export interface TestPerson {
  /** Internal. */
  id: string;
  uuid: string;
  objectId: string;
}

/** An entry of the list of a workspace's numbers. */
export interface ListedLine {
  external: string | null;
  extension: string | null;
  primary: boolean;
}

/** An organization with a workspace in a location, anew for each test: ids and numbers of its own. */
export class Scene {
  organization: TestOrganization;
  locationId: string;
  workspaceId: string;

  constructor(
    private readonly world: World,
    private readonly n: number,
  ) {}

  async laidOut(): Promise<this> {
    const { rows } = this.world;
    this.organization = await rows.organization();
    const { locationId, workspaceId } = await rows.place(this.organization, { prefix: '8' });
    Object.assign(this, { locationId, workspaceId });
    return this;
  }

  get place(): Place {
    return { locationId: this.locationId, workspaceId: this.workspaceId };
  }

  /** The `i`th number of the scene, from 0: E.164 of the United States, in no inventory yet. */
  number(i: number): string {
    return `+1214${this.n + 200}${String(i).padStart(4, '0')}`;
  }

  /** Puts numbers into the inventory of the location. */
  async stock(...indices: number[]): Promise<void> {
    for (const i of indices) await this.world.rows.number(this.organization, this.number(i), this.locationId);
  }

  /** A current line of the workspace, or of another one of the location. */
  line(columns: LineColumns, workspaceId = this.workspaceId): Promise<string> {
    return this.world.rows.callingLine(this.organization, { ...this.place, workspaceId }, columns);
  }

  /** Another workspace of the location. */
  neighbour(columns?: Record<string, unknown>): Promise<string> {
    return this.world.rows.workspace(this.organization, this.locationId, columns);
  }

  /** A person in the location, with a line where the columns of one are given. */
  async person(line?: LineColumns, columns?: Record<string, unknown>): Promise<TestPerson> {
    const { rows, database } = this.world;
    const id = await rows.user(this.organization, { location_id: this.locationId, ...columns });
    if (line) await rows.personLine(this.organization, id, this.locationId, line);
    const [found] = await database.query<TestPerson>(
      'SELECT id, uuid, object_id AS "objectId" FROM users WHERE id = $1',
      [id],
    );
    return found!;
  }

  /** PUT …/numbers with these entries, or with a body as it is. */
  putNumbers(body: unknown, options?: SendOptions): Promise<Answer> {
    const whole = Array.isArray(body) ? { phoneNumbers: body } : body;
    const { workspaceId = this.workspaceId } = options ?? {};
    return this.send('PUT', `/v1/telephony/config/workspaces/${workspaceId}/numbers`, whole, options);
  }

  putWorkspace(body: unknown, options?: SendOptions): Promise<Answer> {
    return this.send('PUT', `/v1/workspaces/${options?.workspaceId ?? this.workspaceId}`, body, options);
  }

  /** What GET …/features/numbers lists. */
  async lines(workspaceId = this.workspaceId): Promise<ListedLine[]> {
    const answer = await this.send('GET', `/v1/workspaces/${workspaceId}/features/numbers`, undefined);
    const { phoneNumbers } = answer.body as { phoneNumbers: ListedLine[] };
    return phoneNumbers.map(({ external, extension, primary }) => ({ external, extension, primary }));
  }

  /** The organization's rows of `changes`, newest first. */
  changes(): Promise<Record<string, unknown>[]> {
    return this.world.database.query('SELECT * FROM changes WHERE organization_id = $1 ORDER BY id DESC', [
      this.organization.id,
    ]);
  }

  /** Any request of an administrator of the organization. */
  send(method: string, path: string, body?: unknown, options: SendOptions = {}): Promise<Answer> {
    const { caller = {}, headers, query = '' } = options;
    const sent = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const token = { roles: ['full_admin'], scopes: SCOPES, organization: this.organization.uuid, ...caller };
    return ask(`${this.world.server.url}${path}${query}`, {
      method,
      token: tokenFor(token),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), trackingid: 'T', ...headers },
      body: sent,
    });
  }
}

/** One server and its record, for all scenes of a spec. */
export class World {
  private scenes = 0;

  private constructor(
    readonly database: RecordDatabase,
    readonly server: TestServer,
    readonly rows: RecordFixtures,
  ) {}

  static async start(main?: string): Promise<World> {
    const database = await createDatabase();
    return new World(database, await startServer({ database, main }), new RecordFixtures(database));
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.database.drop();
  }

  scene(): Promise<Scene> {
    return new Scene(this, this.scenes++).laidOut();
  }
}
