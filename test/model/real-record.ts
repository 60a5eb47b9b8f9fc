import { Agent } from 'node:http';
import { join, resolve } from 'node:path';
import { ask, said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';
import { rosterOf, type Call } from './calls.js';
import { IMPORTER, startImports, type ImportProcess } from './import-process.js';
import { RecordModel } from './record-model.js';

/** A row of `changes`, with wire ids. */
export interface ChangeRow {
  at: Date;
  action: string;
  subject: string;
  acting: string | null;
  organization: string;
  trackingId: string;
  details: object;
}

export interface CallOptions {
  subject?: string;
  headers?: Record<string, string>;
}

/** The organization of the callers; the record knows it, so that change rows can name it. */
export const HOME = '5f7b1c2e8a1d4e00ffffffff';
export const ROOT = 'root';

/** A built server and the built import on a record of their own, as the model's tests drive them. */
export class RealRecord {
  private readonly agent = new Agent({ keepAlive: true });
  private token: { text: string; until: number; subject: string } | undefined;
  private scenes = 0;
  private made = 0;

  private constructor(
    readonly database: RecordDatabase,
    private readonly server: TestServer,
    private readonly imports: ImportProcess,
  ) {}

  static async start(dist = resolve('dist')): Promise<RealRecord> {
    const database = await createDatabase();
    // Nothing is killed here, and thousands of calls need not wait for the disk.
    await database.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`,
    );
    await new RecordFixtures(database).organization({ object_id: HOME });
    const env = { ...TOKEN_ENVIRONMENT, AUTH_SUPERADMIN_ORGANIZATIONS: HOME };
    const server = await startServer({ database, env, main: join(dist, 'main.js') });
    return new RealRecord(database, server, startImports(dist, database.url));
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await this.imports.stop();
    await this.server.stop();
    await this.database.drop();
  }

  /** A scene with ids and numbers of its own, and its model. */
  async scene(): Promise<RecordModel> {
    const roster = rosterOf(this.scenes++);
    const rows = new RecordFixtures(this.database);
    const since = new Date();
    const [first, second] = roster.organizations;
    const organizations = [
      await rows.organization({ object_id: first }),
      await rows.organization({ object_id: second }),
    ];
    const users: string[] = [];
    for (const { objectId, organization, name, email } of roster.people.slice(0, 6)) {
      const row = { object_id: objectId, full_name: name, email };
      users.push(await rows.user(organizations[organization === first ? 0 : 1]!, row));
    }
    await rows.providerLine(organizations[1]!, users[4]!, {
      number: roster.others,
      provider: 'sinch',
      held_since: since,
    });
    const locationId = await rows.location(organizations[0]!);
    await rows.workspace(organizations[0]!, locationId, roster.workspace);
    const place = { locationId, workspaceId: roster.workspace.id };
    await rows.callingLine(organizations[0]!, place, { number: roster.workspaces, held_since: since });
    await this.database.query('INSERT INTO phone_numbers (e164, organization_id) VALUES ($1, $2)', [
      roster.free,
      organizations[0]!.id,
    ]);
    return new RecordModel(roster, since.getTime());
  }

  /** So many have been made so far. */
  get calls(): number {
    return this.made;
  }

  newTrackingId(): string {
    return `MODEL_${++this.made}`;
  }

  /** Status and body, or what the import said. */
  async perform(call: Call, trackingId: string): Promise<unknown> {
    return call.kind === 'import' ? this.imports.import(call, trackingId) : said(await this.send(call, trackingId));
  }

  async send(call: Exclude<Call, { kind: 'import' }>, trackingId: string, options: CallOptions = {}): Promise<Answer> {
    const path = `/api/organizations/${call.organization}/phone-numbers`;
    switch (call.kind) {
      case 'list':
        return this.ask('GET', call.at === undefined ? path : `${path}?at=${new Date(call.at).toISOString()}`);
      case 'release':
        return this.ask('DELETE', `${path}/${call.userId}/${call.provider}`, trackingId, options);
      case 'assign': {
        const { kind: _, organization: __, userId: targetUserId, ...fields } = call;
        return this.ask('POST', path, trackingId, options, JSON.stringify({ targetUserId, ...fields }));
      }
    }
  }

  ask(
    method: string,
    path: string,
    trackingId = 'MODEL_read',
    options: CallOptions = {},
    body?: string,
  ): Promise<Answer> {
    const headers: Record<string, string> = { trackingid: trackingId, ...options.headers };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const token = this.tokenOf(options.subject ?? ROOT);
    return ask(`${this.server.url}${path}`, { method, token, headers, body, agent: this.agent });
  }

  /** Signed anew only when it has grown old. */
  private tokenOf(subject: string): string {
    if (this.token?.subject !== subject || this.token.until < Date.now()) {
      const text = tokenFor({ roles: ['SUPERADMIN'], organization: HOME, subject });
      this.token = { text, until: Date.now() + 200_000, subject };
    }
    return this.token.text;
  }

  /** The rows that calls have left, in the order in which they were written; all, or one call's. */
  changes(trackingId?: string): Promise<ChangeRow[]> {
    return this.database.query<ChangeRow>(
      `SELECT c.at, c.action, c.subject, c.tracking_id AS "trackingId", c.details, o.object_id AS organization,
              a.object_id AS acting
         FROM changes c JOIN organizations o ON o.id = c.organization_id
         LEFT JOIN organizations a ON a.id = c.acting_organization_id
        WHERE ${trackingId === undefined ? `c.tracking_id LIKE 'MODEL!_%' ESCAPE '!'` : 'c.id > (SELECT max(id) - 20 FROM changes) AND c.tracking_id = $1'}
        ORDER BY c.id`,
      trackingId === undefined ? [] : [trackingId],
    );
  }

  /** Who a call's change row must name. */
  authorOf(call: Call, subject = ROOT): Pick<ChangeRow, 'subject' | 'acting'> {
    return call.kind === 'import' ? { subject: IMPORTER, acting: null } : { subject, acting: HOME };
  }
}
