import { randomUUID } from 'node:crypto';
import { objectIdOfUuid } from '../../src/ids/derived-id.js';
import type { RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';

/** A location with its workspaces and its inventory. */
export interface Office {
  locationId: string;
  workspaces: OfficeWorkspace[];
  /** Those who have lines here, by UUID; they come and go. */
  people: string[];
  numbers: string[];
  /** Numbers of the office that users go for, too. */
  contested: string[];
}

/** A workspace, and what it mostly asks for, so that its calls are often accepted. */
export interface OfficeWorkspace {
  id: string;
  numbers: string[];
  extensions: string[];
}

/** Who and what the chaos is about: few enough that calls meet all the time. */
export interface Cast {
  organization: TestOrganization;
  /** Where users move to, and come back from. */
  elsewhere: TestOrganization;
  /** By objectId. */
  users: string[];
  /** Numbers of no location, for users. */
  numbers: string[];
  /** UUID of a licence for calling, of which there is enough. */
  licence: string;
  /** Two, with three workspaces, two people and 14 numbers each. */
  offices: Office[];
}

export const ORGANIZATION_NAME = 'Acme';
export const USER = { userName: 'Sam Patel', userEmail: 'sam.patel@acme.example' };
export const LOCATION_NAME = 'MainOffice';
export const EXTENSIONS = Array.from({ length: 9 }, (_, i) => String(101 + i));
const NUMBERS_EACH = 4;
const EXTENSIONS_EACH = 3;
/** Far longer than a run: what somebody gave up in it rests to its end. */
const REST_DAYS = 1;

const numbered = (area: number, many: number): string[] =>
  Array.from({ length: many }, (_, i) => `+1${area}55501${String(i).padStart(2, '0')}`);

export async function layOut(database: RecordDatabase): Promise<Cast> {
  const rows = new RecordFixtures(database);
  const organization = await rows.organization({ name: ORGANIZATION_NAME, number_rest_days: REST_DAYS });
  const users = Array.from({ length: 8 }, (_, i) => i.toString(16).padStart(24, '5f7b1c2e8a1d4e0012c30000'));
  for (const object_id of users) await rows.user(organization, { object_id });
  const licence = await rows.licence(organization, { total_units: 100_000 });
  const offices: Office[] = [];
  for (const area of [212, 312]) {
    const all = numbered(area, 14);
    const locationId = await rows.location(organization, { id: randomUUID(), name: LOCATION_NAME });
    for (const number of all) await own(database, organization, number, locationId);
    const numbers = all.slice(0, 3 * NUMBERS_EACH);
    const workspaces: OfficeWorkspace[] = [];
    for (let i = 0; i < 3; i++) {
      const place = { locationId, workspaceId: await rows.workspace(organization, locationId) };
      const asksFor = {
        numbers: numbers.slice(i * NUMBERS_EACH, (i + 1) * NUMBERS_EACH),
        extensions: EXTENSIONS.slice(i * EXTENSIONS_EACH, (i + 1) * EXTENSIONS_EACH),
      };
      await rows.callingLine(organization, place, { number: asksFor.numbers[0], extension: asksFor.extensions[0] });
      workspaces.push({ id: place.workspaceId, ...asksFor });
    }
    const people: string[] = [];
    for (let i = 0; i < 2; i++) {
      const uuid = randomUUID();
      const user = await rows.user(organization, { uuid, object_id: objectIdOfUuid(uuid), location_id: locationId });
      await rows.userLicence(organization, user, licence);
      people.push(uuid);
    }
    offices.push({ locationId, numbers, workspaces, people, contested: all.slice(3 * NUMBERS_EACH) });
  }
  const elsewhere = await rows.organization({ name: 'Globex' });
  return { organization, elsewhere, users, numbers: numbered(206, 10), licence, offices };
}

async function own(database: RecordDatabase, { id }: TestOrganization, e164: string, location: string): Promise<void> {
  const sql = 'INSERT INTO phone_numbers (e164, organization_id, location_id) VALUES ($1, $2, $3)';
  await database.query(sql, [e164, id, location]);
}
