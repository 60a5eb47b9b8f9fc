import { webexId } from '../../src/ids/webex-id.js';
import { ask, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor, type TokenOptions } from '../tokens.js';

export const READ = 'spark-admin:telephony_config_read';
export const WRITE = 'spark-admin:telephony_config_write';

/** An inventory with one of every kind of entry, beside another organization's. */
export class InventoryScene {
  readonly ids: Record<'office' | 'depot' | 'lobby' | 'desk' | 'gate' | 'sam' | 'cher', string> = {} as never;
  /** UUIDs of the two users, which the face shows. */
  readonly people: Record<'sam' | 'cher', string> = { sam: '', cher: '' };

  private constructor(
    readonly database: RecordDatabase,
    readonly rows: RecordFixtures,
    readonly server: TestServer,
    readonly organization: TestOrganization,
    readonly stranger: TestOrganization,
  ) {}

  static async start(): Promise<InventoryScene> {
    const database = await createDatabase();
    const rows = new RecordFixtures(database);
    const [organization, stranger] = [await rows.organization(), await rows.organization({ name: 'Stranger' })];
    const server = await startServer({ database });
    const scene = new InventoryScene(database, rows, server, organization, stranger);
    await scene.lay();
    return scene;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.database.drop();
  }

  /** As a full administrator of the organization, unless told otherwise. */
  ask(path: string, { body, ...who }: TokenOptions & { body?: object; method?: string } = {}): Promise<Answer> {
    const token = tokenFor({
      roles: ['full_admin'],
      scopes: [READ, WRITE],
      organization: this.organization.uuid,
      ...who,
    });
    const headers = { trackingid: 't', ...(body && { 'content-type': 'application/json' }) };
    const method = body ? 'POST' : 'GET';
    return ask(`${this.server.url}${path}`, { method, token, headers, body: body && JSON.stringify(body) });
  }

  private async lay(): Promise<void> {
    const { rows, organization, ids } = this;
    ids.office = await rows.location(organization, { name: 'Office', routing_prefix: '12' });
    ids.depot = await rows.location(organization, { name: 'Depot', country: 'DE' });
    ids.lobby = await rows.workspace(organization, ids.office, { name: 'Lobby' });
    ids.desk = await rows.workspace(organization, ids.depot, { name: null });
    ids.gate = await rows.workspace(organization, ids.office, { name: 'Gate' });
    ids.sam = await rows.user(organization, { full_name: 'Sam Adam Patel' });
    ids.cher = await rows.user(organization, { full_name: 'Cher', location_id: ids.depot });
    for (const name of ['sam', 'cher'] as const) {
      const [user] = await this.database.query<{ uuid: string }>('SELECT uuid FROM users WHERE id = $1', [ids[name]]);
      this.people[name] = user!.uuid;
    }
    await this.layNumbers();
    await this.layLines();
    await this.database.query(
      `UPDATE locations SET main_phone_number_id = (SELECT id FROM phone_numbers WHERE e164 = '+12055550100') WHERE id = $1`,
      [ids.office],
    );
  }

  private async layNumbers(): Promise<void> {
    const { rows, organization, stranger, ids } = this;
    await rows.number(organization, '+12055550100', ids.office);
    await rows.number(organization, '+12055550104', ids.office, { state: 'INACTIVE' });
    await rows.number(organization, '+18005550105', ids.office);
    await rows.number(organization, '+491701234567', ids.depot, { is_mobile: true });
    await rows.number(organization, '+4930123456', ids.depot, { is_service: true });
    await rows.number(organization, '+12055550190');
    await rows.number(stranger, '+12055550199', await rows.location(stranger));
  }

  private async layLines(): Promise<void> {
    const { rows, organization, ids } = this;
    const lobby = { workspaceId: ids.lobby, locationId: ids.office };
    await rows.callingLine(organization, lobby, { number: '+12055550101', extension: '300' });
    await rows.callingLine(organization, lobby, { number: '+12055550102', extension: null, line: 'alternate' });
    const gate = { workspaceId: ids.gate, locationId: ids.office };
    await rows.callingLine(organization, gate, { number: undefined, extension: '200' });
    const desk = { workspaceId: ids.desk, locationId: ids.depot };
    await rows.callingLine(organization, desk, { number: undefined, extension: '100' });
    await rows.personLine(organization, ids.sam, ids.office, { number: '+12055550103', extension: '301' });
    const outbound = { number: '+4930123456', receives_calls: false, provider: 'twilio' };
    await rows.providerLine(organization, ids.cher, outbound);
  }
}

/** How the face names somebody. */
export const place = (uuid: string): string => webexId('PLACE', uuid);
export const person = (uuid: string): string => webexId('PEOPLE', uuid);
export const location = (uuid: string): string => webexId('LOCATION', uuid);
