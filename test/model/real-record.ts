import { deepStrictEqual } from 'node:assert/strict';
import { Agent } from 'node:http';
import { join, resolve } from 'node:path';
import { ask, said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { objectIdOfUuid, uuidOfObjectId } from '../../src/ids/derived-id.js';
import { uuidFrom } from '../../src/ids/webex-id.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';
import type { Call, Request } from './calls.js';
import { IMPORTER, startImports, type ImportProcess } from './import-process.js';
import { NEW } from './people-answers.js';
import { RecordModel } from './record-model.js';
import { requestOf } from './requests.js';
import { rosterOf, type Person, type Roster } from './roster.js';
import { layOut } from './scene.js';

/** A row of `changes`, with wire ids. */
export interface ChangeRow {
  at: Date;
  action: string;
  subject: string;
  acting: string | null;
  organization: string;
  /** Where a number came from; null: no other one. */
  other: string | null;
  trackingId: string;
  details: object;
}

export interface CallOptions {
  subject?: string;
  /** objectId of the organization whose administrator asks; undefined: a SUPERADMIN. */
  of?: string;
  headers?: Record<string, string>;
}

/** The organization of the callers; the record knows it, so that change rows can name it. */
export const HOME = '5f7b1c2e8a1d4e00ffffffff';
export const ROOT = 'root';
const DAY_SECONDS = 86_400;
const SCOPES = ['people_read', 'people_write', 'telephony_config_read', 'telephony_config_write'].map(
  (scope) => `spark-admin:${scope}`,
);

/** A built server and the built import on a record of their own, as the model's tests drive them. */
export class RealRecord {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly tokens = new Map<string, { text: string; until: number }>();
  /** Those whom calls have made, by tracking id. */
  private readonly people = new Map<string, Pick<Person, 'objectId' | 'uuid'>>();
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
    const startedAt = new Date();
    await layOut(this.database, roster, startedAt);
    return new RecordModel(roster, startedAt.getTime());
  }

  /** So many have been made so far. */
  get calls(): number {
    return this.made;
  }

  newTrackingId(): string {
    return `MODEL_${++this.made}`;
  }

  /** Status and body as the model says them, or what the import said. */
  async perform(call: Call, trackingId: string, { roster }: RecordModel): Promise<unknown> {
    if (call.kind === 'import') return this.imports.import(call, trackingId);
    if (call.kind !== 'rest') return asSaid(await this.send(call, trackingId, roster), trackingId, call);
    const sql = 'UPDATE organizations SET number_rest_days = $2 WHERE object_id = $1';
    await this.database.query(sql, [call.organization, call.days]);
    return { status: 0, body: null };
  }

  async send(call: Request, trackingId: string, roster: Roster, options: CallOptions = {}): Promise<Answer> {
    const { method, path, body } = requestOf(call, roster);
    const of = administratorOf(call);
    const answer = await this.ask(method, path, trackingId, { ...options, of }, body && JSON.stringify(body));
    if (call.kind === 'createPerson' && answer.status === 200) {
      const uuid = uuidFrom((answer.body as { id: string }).id, ['PEOPLE'])!;
      this.people.set(trackingId, { uuid, objectId: objectIdOfUuid(uuid) });
    }
    return answer;
  }

  /** The person whom a call has made. */
  personOf(trackingId: string): Pick<Person, 'objectId' | 'uuid'> | undefined {
    return this.people.get(trackingId);
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
    const token = this.tokenOf(options.subject ?? ROOT, options.of);
    return ask(`${this.server.url}${path}`, { method, token, headers, body, agent: this.agent });
  }

  /** Signed anew only when it has grown old; `of`: the organization whose administrator it is, else a SUPERADMIN's. */
  private tokenOf(subject: string, of?: string): string {
    const known = this.tokens.get(`${of} ${subject}`);
    if (known && known.until > Date.now()) return known.text;
    const text = of
      ? tokenFor({ roles: ['full_admin'], scopes: SCOPES, organization: uuidOfObjectId(of), subject })
      : tokenFor({ roles: ['SUPERADMIN'], organization: HOME, subject });
    this.tokens.set(`${of} ${subject}`, { text, until: Date.now() + 200_000 });
    return text;
  }

  /** The rows that calls have left, in the order in which they were written; all, or one call's. */
  async changes(trackingId?: string): Promise<ChangeRow[]> {
    const rows = await this.database.query<ChangeRow & { details: { userId?: string } }>(
      `SELECT c.at, c.action, c.subject, c.tracking_id AS "trackingId", o.object_id AS organization,
              a.object_id AS acting, b.object_id AS other,
              CASE WHEN c.details ? 'phoneNumberIds'
                   THEN c.details - 'phoneNumberIds' - 'placed' || jsonb_build_object('numbers', (
                          SELECT jsonb_agg(n.e164) FROM phone_numbers n
                           WHERE n.id IN (SELECT jsonb_array_elements_text(c.details->'phoneNumberIds')::bigint)))
                   ELSE c.details - '{placed,mains,overwritten}'::text[] END AS details
         FROM changes c JOIN organizations o ON o.id = c.organization_id
         LEFT JOIN organizations a ON a.id = c.acting_organization_id
         LEFT JOIN organizations b ON b.id = c.other_organization_id
        WHERE ${trackingId === undefined ? `c.tracking_id LIKE 'MODEL!_%' ESCAPE '!'` : 'c.id > (SELECT max(id) - 20 FROM changes) AND c.tracking_id = $1'}
        ORDER BY c.id`,
      trackingId === undefined ? [] : [trackingId],
    );
    return rows.map((row) => {
      const made = row.details.userId === this.people.get(row.trackingId)?.objectId && row.action === 'user.create';
      return made ? { ...row, details: { ...row.details, userId: NEW } } : row;
    });
  }

  /** Who a call's change row must name. */
  authorOf(call: Call, subject = ROOT): Pick<ChangeRow, 'subject' | 'acting'> {
    return call.kind === 'import'
      ? { subject: IMPORTER, acting: null }
      : { subject, acting: administratorOf(call) ?? HOME };
  }
}

/** Whose administrator makes the call; undefined: a SUPERADMIN of another organization. */
function administratorOf(call: Call): string | undefined {
  switch (call.kind) {
    case 'numbersOf':
    case 'alternates':
    case 'createPerson':
    case 'updatePerson':
    case 'removePerson':
      return call.organization;
    default:
      return undefined;
  }
}

/** What an answer says, but for what the model cannot know: the id of who is made, and since when people are known. */
export function asSaid(answer: Answer, trackingId: string, { kind }: Call): unknown {
  const { status, body } = answer;
  if (status === 423) {
    const restDays = Math.round(Number(answer.headers['retry-after']) / DAY_SECONDS);
    return { status, body: withoutTrackingId(body, trackingId), restDays };
  }
  if (status >= 400) return { status, body: withoutTrackingId(body, trackingId) };
  const { created, ...person } = (body ?? {}) as { created?: string; id?: string };
  if (created === undefined) return said(answer);
  return { status, body: kind === 'createPerson' ? { ...person, id: NEW } : person };
}

function withoutTrackingId(body: unknown, trackingId: string): unknown {
  const { trackingId: told = trackingId, ...rest } = body as { trackingId?: string };
  deepStrictEqual(told, trackingId);
  return rest;
}
