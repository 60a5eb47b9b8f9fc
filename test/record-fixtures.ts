import { randomBytes, randomUUID } from 'node:crypto';
import { objectIdOfUuid, uuidOfObjectId } from '../src/ids/derived-id.js';
import type { RecordDatabase } from './record-database.js';

/** Columns by name; what a test leaves out gets a value that breaks no rule. */
type Columns = Record<string, unknown>;

/** An organization under all of its ids. */
export interface TestOrganization {
  /** Internal. */
  id: string;
  uuid: string;
  objectId: string;
}

/** A current row of number_assignments; `number` is E.164 and becomes a phone_numbers row where it is not yet one. */
export interface LineColumns extends Columns {
  number?: string;
}

export interface Closing {
  at?: Date;
  by?: string;
}

export interface Place {
  locationId: string;
  workspaceId: string;
}

/** Rows of a record for a test, written as the owner of the tables. */
export class RecordFixtures {
  private extension = 1000;

  constructor(private readonly database: Pick<RecordDatabase, 'query'>) {}

  /** By its `uuid`, its `object_id`, both or neither; what is not given is derived. */
  async organization({ uuid, object_id, ...columns }: Columns = {}): Promise<TestOrganization> {
    const known = (uuid ?? (object_id ? uuidOfObjectId(object_id as string) : randomUUID())) as string;
    const row = { uuid: known, object_id: object_id ?? objectIdOfUuid(known), ...columns };
    const { id } = await this.insert('organizations', { id: randomUUID(), name: 'Acme', ...row });
    return { id: String(id), uuid: known, objectId: row.object_id as string };
  }

  /** Returns the id of its `changes` row. */
  async change(organizationId: string, columns: Columns = {}): Promise<string> {
    const at = new Date();
    const row = { at, action: 'test', subject: 'test', organization_id: organizationId, tracking_id: 'test' };
    return String((await this.insert('changes', { ...row, ...columns })).id);
  }

  /** By its `object_id` or a random one. Returns its internal id. */
  async user(organization: TestOrganization, { object_id, ...columns }: Columns = {}): Promise<string> {
    const objectId = (object_id ?? randomBytes(12).toString('hex')) as string;
    const names = { full_name: 'Sam Patel', email: 'sam.patel@acme.example' };
    const ids = { id: randomUUID(), uuid: uuidOfObjectId(objectId), object_id: objectId };
    return this.idOf('users', { organization_id: organization.id, ...ids, ...names, ...columns });
  }

  async location(organization: TestOrganization, columns: Columns = {}): Promise<string> {
    const row = { id: randomUUID(), organization_id: organization.id, name: 'MainOffice', country: 'US' };
    return this.idOf('locations', { ...row, ...columns });
  }

  async workspace(organization: TestOrganization, locationId: string, columns: Columns = {}): Promise<string> {
    const row = { id: randomUUID(), organization_id: organization.id, location_id: locationId, name: 'Lobby' };
    return this.idOf('workspaces', { ...row, ...columns });
  }

  /** A workspace in a location of its own, with the location's `prefix`, and its lines. */
  async place(
    organization: TestOrganization,
    { prefix = null, ...columns }: Columns & { prefix?: string | null } = {},
    lines: LineColumns[] = [],
  ): Promise<Place> {
    const locationId = await this.location(organization, { routing_prefix: prefix });
    const place = { locationId, workspaceId: await this.workspace(organization, locationId, columns) };
    for (const line of lines) await this.callingLine(organization, place, line);
    return place;
  }

  /** A user's number at a provider. Returns the id of the assignment. */
  async providerLine(organization: TestOrganization, userId: string, columns: LineColumns = {}): Promise<string> {
    const { number = someNumber(), ...given } = columns;
    const numberId = await this.number(organization, number);
    const line = { user_id: userId, phone_number_id: numberId, provider: 'twilio', is_default: true };
    return this.assignment(organization, { ...line, ...given });
  }

  /** A workspace's line. `number: undefined` said aloud makes one with an extension only. */
  async callingLine(
    organization: TestOrganization,
    { workspaceId, locationId }: Place,
    columns: LineColumns = {},
  ): Promise<string> {
    const { number, ...given } = 'number' in columns ? columns : { number: someNumber(), ...columns };
    const numberId = number && (await this.number(organization, number, locationId));
    const place = { workspace_id: workspaceId, location_id: locationId };
    const extension = number ? null : String(this.extension++);
    return this.assignment(organization, { ...place, phone_number_id: numberId, extension, line: 'primary', ...given });
  }

  /** A calling line of a person, who is in that location from now on. */
  async personLine(
    organization: TestOrganization,
    userId: string,
    locationId: string,
    columns: LineColumns = {},
  ): Promise<string> {
    await this.database.query('UPDATE users SET location_id = $2 WHERE id = $1', [userId, locationId]);
    const line = { workspace_id: null, user_id: userId, ...columns };
    return this.callingLine(organization, { locationId, workspaceId: '' }, line);
  }

  /** A licence with units of the organization. */
  async licence(organization: TestOrganization, columns: Columns = {}): Promise<string> {
    const row = { id: randomUUID(), organization_id: organization.id, name: 'Webex Calling - Professional' };
    return this.idOf('licences', { ...row, total_units: 10, ...columns });
  }

  /** The user has the licence. */
  async userLicence(organization: TestOrganization, userId: string, licenceId: string): Promise<void> {
    const row = { organization_id: organization.id, user_id: userId, licence_id: licenceId };
    await this.insert('user_licences', row);
  }

  /** What an issuer calls the organization. */
  async alias(organization: TestOrganization, columns: Columns = {}): Promise<void> {
    const added = { added_at: new Date(), added_by: await this.change(organization.id) };
    const name = { issuer: 'https://id.example', external_id: 'org_1' };
    await this.insert('organization_aliases', { organization_id: organization.id, ...name, ...added, ...columns });
  }

  /** The customer lets the partner act on it. Returns its id. */
  async partnership(customer: TestOrganization, partner: TestOrganization, columns: Columns = {}): Promise<string> {
    const grantedBy = await this.change(customer.id);
    const sides = { customer_id: customer.id, partner_id: partner.id };
    const revokedBy = columns.revoked_at ? await this.change(customer.id) : null;
    const row = { ...sides, granted_at: new Date(), granted_by: grantedBy, revoked_by: revokedBy };
    return this.idOf('partnerships', { ...row, ...columns });
  }

  /** Ends a current assignment, as a release does; now, or at an instant, and by a change that may be there already. */
  async close(assignmentId: string, organization: TestOrganization, { at, by }: Closing = {}): Promise<void> {
    await this.database.query(
      `UPDATE number_assignments
          SET valid_to = coalesce($3, greatest(clock_timestamp(), valid_from + interval '1 ms')), closed_by = $2
        WHERE id = $1`,
      [assignmentId, by ?? (await this.change(organization.id)), at],
    );
  }

  /** A number by its `e164`, in nobody's inventory unless the columns say otherwise. Returns its id. */
  async phoneNumber(columns: Columns): Promise<string> {
    return this.idOf('phone_numbers', columns);
  }

  private async assignment(organization: TestOrganization, columns: Columns): Promise<string> {
    const since = (columns.held_since ?? new Date()) as Date;
    const openedBy = await this.change(organization.id);
    const row = { organization_id: organization.id, opened_by: openedBy, held_since: since, valid_from: since };
    return this.idOf('number_assignments', { ...row, ...columns });
  }

  /** A number of the organization's inventory. Returns its id, also where it is known already. */
  async number(
    organization: TestOrganization,
    e164: string,
    locationId?: string,
    columns: Columns = {},
  ): Promise<string> {
    const [known] = await this.database.query('SELECT id FROM phone_numbers WHERE e164 = $1', [e164]);
    if (known) return String(known.id);
    return this.idOf('phone_numbers', { e164, organization_id: organization.id, location_id: locationId, ...columns });
  }

  private async idOf(table: string, columns: Columns): Promise<string> {
    return String((await this.insert(table, columns)).id);
  }

  private async insert(table: string, columns: Columns): Promise<Columns> {
    const names = Object.keys(columns);
    const places = names.map((_, i) => `$${i + 1}`);
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')}) RETURNING *`;
    return (await this.database.query<Columns>(sql, Object.values(columns)))[0]!;
  }
}

/** A number of the fictional range 555-01xx and beyond, at random. */
export function someNumber(): string {
  return `+1555${String(Math.floor(Math.random() * 10_000_000)).padStart(7, '0')}`;
}
