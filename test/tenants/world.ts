import { randomBytes, randomUUID } from 'node:crypto';
import { uuidOfObjectId } from '../../src/ids/derived-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import type { RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { TEST_ORGANIZATION } from '../tokens.js';

// Organizations of every relation to each other, each with one of everything that a request can name.

export type OrganizationName =
  | 'operator'
  | 'home'
  | 'customer'
  | 'reading customer'
  | 'former customer'
  | 'expired customer'
  | 'leaving customer'
  | "customer's customer"
  | 'patron'
  | 'stranger';

interface Partnership {
  customer: OrganizationName;
  partner: OrganizationName;
  /** What it lets the partner do; `none`: it is over. */
  access: 'read' | 'full' | 'none';
  columns?: object;
}

export const PARTNERSHIPS: Partnership[] = [
  { customer: 'customer', partner: 'home', access: 'full' },
  { customer: 'reading customer', partner: 'home', access: 'read' },
  { customer: 'former customer', partner: 'home', access: 'none', columns: { revoked_at: new Date() } },
  { customer: 'expired customer', partner: 'home', access: 'none', columns: { expires_at: new Date() } },
  { customer: 'leaving customer', partner: 'home', access: 'full' },
  { customer: "customer's customer", partner: 'customer', access: 'full' },
  { customer: 'home', partner: 'patron', access: 'full' },
];

/** A location and its organization; the last one is what an organization has beside its locations. */
const PLACES: { what: string; name: OrganizationName; hasLocation?: false }[] = [
  ...(['operator', ...PARTNERSHIPS.map(({ customer }) => customer), 'patron', 'stranger'] as OrganizationName[]).map(
    (name) => ({ what: name, name }),
  ),
  { what: 'elsewhere at home', name: 'home' },
  { what: 'nowhere at home', name: 'home', hasLocation: false },
];

/** Of the others one number stands for all. */
const SEEN_WHOLE: OrganizationName[] = ['home', 'customer', 'former customer'];

/** What a request can name; users by 24 hexadecimal digits, numbers in E.164. */
export interface Ids {
  organization: { uuid: string; objectId: string };
  location?: string;
  workspace?: string;
  user: string;
  /** A licence of the organization, which the user has. */
  licence: string;
  /** Has no number and no location. */
  newcomer: string;
  /** Has a line in the location; a UUID. */
  person?: string;
  /** The number of another workspace of the location. */
  neighbours?: string;
  /** The user's. */
  users: string;
  /** In the inventory of the location. */
  free: string;
  /** Another one. */
  idle: string;
  /** In no location. */
  spare: string;
}

/** Something in a location of an organization, and what tells of it. */
export interface Place extends Ids {
  what: string;
  name: OrganizationName;
  organization: TestOrganization;
  /** Texts of this place alone: an answer has them only if the place may be seen. */
  marks: string[];
}

/** What a request is about; `of` says whose it is, and a number may have been in several places. */
export interface Thing {
  what: string;
  of: Place[];
  ids: Ids;
  /** The number that is looked up. */
  number: string;
}

/** It does not exist. */
export const NOTHING: Thing = {
  what: 'nothing',
  of: [],
  number: '+14155550100',
  ids: {
    organization: { uuid: randomUUID(), objectId: randomBytes(12).toString('hex') },
    location: randomUUID(),
    workspace: randomUUID(),
    person: randomUUID(),
    licence: randomUUID(),
    user: randomBytes(12).toString('hex'),
    newcomer: randomBytes(12).toString('hex'),
    ...{
      neighbours: '+14155550100',
      users: '+14155550100',
      free: '+14155550100',
      idle: '+14155550100',
      spare: '+14155550100',
    },
  },
};

export const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));

/** The record with all of it. */
export class World {
  readonly places: Place[] = [];
  /** Every number with what there is to know of it. */
  readonly numbers: Thing[] = [];
  readonly rows: RecordFixtures;
  private readonly organizations = new Map<OrganizationName, TestOrganization>();
  private readonly licences = new Map<OrganizationName, string>();
  private made = 0;

  private constructor(private readonly database: RecordDatabase) {
    this.rows = new RecordFixtures(database);
  }

  static async lay(database: RecordDatabase): Promise<World> {
    const world = new World(database);
    for (const { what, name, hasLocation } of PLACES) await world.layPlace(what, name, hasLocation);
    for (const { customer, partner, access, columns } of PARTNERSHIPS) {
      const granted = { access: access === 'none' ? 'full' : access, granted_at: day(1), ...columns };
      await world.rows.partnership(await world.organization(customer), await world.organization(partner), granted);
    }
    return world;
  }

  /** The leaving customer takes its partnership back. */
  async revoke(): Promise<void> {
    const { id } = await this.organization('leaving customer');
    await this.database.query(
      `UPDATE partnerships SET revoked_at = date_trunc('milliseconds', clock_timestamp()),
              revoked_by = (SELECT max(id) FROM changes) WHERE customer_id = $1`,
      [id],
    );
  }

  place(what: string): Place {
    return this.places.find((place) => place.what === what)!;
  }

  async organization(name: OrganizationName): Promise<TestOrganization> {
    if (!this.organizations.has(name)) {
      const columns = { name: `Company of ${name}.`, ...(name === 'operator' && { uuid: TEST_ORGANIZATION }) };
      const organization = await this.rows.organization(columns);
      this.organizations.set(name, organization);
      this.licences.set(name, await this.rows.licence(organization, { name: `Licence of ${name}.` }));
    }
    return this.organizations.get(name)!;
  }

  /** Every spelling of who an organization is. */
  async marksOf(name: OrganizationName): Promise<string[]> {
    const { uuid, objectId } = await this.organization(name);
    return [`Company of ${name}.`, `Licence of ${name}.`, uuid, objectId, webexId('ORGANIZATION', uuid)];
  }

  newNumber(): string {
    return `+1206555${String(1000 + this.made++)}`;
  }

  /** Answers the internal id and the one that requests use. */
  async person({ organization, what }: Pick<Place, 'organization' | 'what'>, location_id?: string) {
    const objectId = randomBytes(12).toString('hex');
    const columns = { object_id: objectId, full_name: `Name<${what}>`, email: `e<${what}>@x.example`, location_id };
    return { id: await this.rows.user(organization, columns), objectId };
  }

  /** Answers the id of a change that the place alone may see. */
  change({ organization, what }: Pick<Place, 'organization' | 'what'>, n: number): Promise<string> {
    return this.rows.change(organization.id, { at: day(n), subject: `by<${what}>`, tracking_id: `T<${what}>` });
  }

  private async layPlace(what: string, name: OrganizationName, hasLocation = true): Promise<void> {
    const organization = await this.organization(name);
    const of = { organization, what };
    const located = hasLocation ? await this.layWorkspaces(of) : { ids: {}, marks: [] };
    const location = (located.ids as Partial<Ids>).location;
    const [free, idle, spare, users] = [this.newNumber(), this.newNumber(), this.newNumber(), this.newNumber()];
    for (const number of [free, idle]) await this.rows.number(organization, number, location);
    await this.rows.number(organization, spare);
    const [user, newcomer] = [await this.person(of, location), await this.person(of)];
    const licence = this.licences.get(name)!;
    await this.rows.userLicence(organization, user.id, licence);
    const line = { number: users, held_since: day(2), opened_by: await this.change(of, 2) };
    await this.rows.providerLine(organization, user.id, line);
    const people = { user: user.objectId, newcomer: newcomer.objectId };
    const ids = { organization, ...located.ids, ...people, licence, users, free, idle, spare };
    const personIds = Object.values(people).map((objectId) => webexId('PEOPLE', uuidOfObjectId(objectId)));
    const marks = [...located.marks, ...Object.values(people), ...personIds, users, free, idle, spare, `<${what}>`];
    const place: Place = { ...ids, what, name, marks };
    this.places.push(place);
    for (const kind of ['neighbours', 'users', 'free', 'spare'] as const) {
      // What is in no location is nobody's whose reach is by location.
      const seen = kind === 'spare' ? { ...place, location: undefined } : place;
      if (place[kind] && (kind === 'users' || SEEN_WHOLE.includes(name)))
        this.numbers.push({ what: `${kind}' number of ${what}`, of: [seen], ids, number: place[kind] });
    }
  }

  /** Somebody with a number in the location. */
  private async layPerson(of: Pick<Place, 'organization' | 'what'>, location: string) {
    const { id, objectId } = await this.person(of, location);
    const number = this.newNumber();
    const line = { number, held_since: day(2), opened_by: await this.change(of, 2) };
    await this.rows.personLine(of.organization, id, location, line);
    const uuid = uuidOfObjectId(objectId);
    return { uuid, marks: [objectId, uuid, webexId('PEOPLE', uuid), number] };
  }

  private async layWorkspaces(of: Pick<Place, 'organization' | 'what'>) {
    const { organization, what } = of;
    const location = await this.rows.location(organization, {
      name: `Office<${what}>`,
      pstn_connection: 'LOCAL_GATEWAY',
    });
    const workspace = await this.rows.workspace(organization, location, { name: `Lobby<${what}>` });
    const neighbour = await this.rows.workspace(organization, location, { name: `Next<${what}>` });
    const neighbours = this.newNumber();
    const line = { number: neighbours, held_since: day(2), opened_by: await this.change(of, 2) };
    await this.rows.callingLine(organization, { locationId: location, workspaceId: neighbour }, line);
    // Its line has an extension only, so that a list of the inventory shows it by its name.
    const desk = await this.rows.workspace(organization, location, { name: `Desk<${what}>` });
    const extensionOnly = { number: undefined, held_since: day(2), opened_by: await this.change(of, 2) };
    await this.rows.callingLine(organization, { locationId: location, workspaceId: desk }, extensionOnly);
    const person = await this.layPerson(of, location);
    const marks = [location, webexId('LOCATION', location), workspace, neighbour, neighbours, desk, ...person.marks];
    return {
      ids: { location, workspace, neighbours, person: person.uuid },
      marks: [...marks, ...[workspace, neighbour, desk].map((id) => webexId('PLACE', id))],
    };
  }
}
