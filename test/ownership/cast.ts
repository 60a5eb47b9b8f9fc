import { randomUUID } from 'node:crypto';
import type { RecordDatabase } from '../record-database.js';
import { RecordFixtures, type Place, type TestOrganization } from '../record-fixtures.js';

/** A location with its workspaces and its inventory. */
export interface Office {
  locationId: string;
  workspaces: string[];
  numbers: string[];
}

/** Who and what the chaos is about: few enough that calls meet all the time. */
export interface Cast {
  organization: TestOrganization;
  /** By objectId. */
  users: string[];
  /** Numbers of no location, for users. */
  numbers: string[];
  /** Two, with three workspaces and eight numbers each; users go for two of these numbers as well. */
  offices: Office[];
}

export const ORGANIZATION_NAME = 'Acme';
export const USER = { userName: 'Sam Patel', userEmail: 'sam.patel@acme.example' };
export const LOCATION_NAME = 'MainOffice';
export const EXTENSIONS = ['101', '102', '103', '104', '105', '106'];

const numbered = (area: number, many: number): string[] =>
  Array.from({ length: many }, (_, i) => `+1${area}55501${String(i).padStart(2, '0')}`);

export async function layOut(database: RecordDatabase): Promise<Cast> {
  const rows = new RecordFixtures(database);
  const organization = await rows.organization({ name: ORGANIZATION_NAME });
  const users = Array.from({ length: 8 }, (_, i) => i.toString(16).padStart(24, '5f7b1c2e8a1d4e0012c30000'));
  for (const object_id of users) await rows.user(organization, { object_id });
  const offices: Office[] = [];
  for (const area of [212, 312]) {
    const numbers = numbered(area, 8);
    const locationId = await rows.location(organization, { id: randomUUID(), name: LOCATION_NAME });
    for (const number of numbers) await own(database, organization, number, locationId);
    const places: Place[] = [];
    for (let i = 0; i < 3; i++) {
      places.push({ locationId, workspaceId: await rows.workspace(organization, locationId) });
      await rows.callingLine(organization, places[i]!, { number: numbers[i], extension: EXTENSIONS[i] });
    }
    offices.push({ locationId, numbers, workspaces: places.map(({ workspaceId }) => workspaceId) });
  }
  return { organization, users, numbers: numbered(206, 10), offices };
}

async function own(database: RecordDatabase, { id }: TestOrganization, e164: string, location: string): Promise<void> {
  const sql = 'INSERT INTO phone_numbers (e164, organization_id, location_id) VALUES ($1, $2, $3)';
  await database.query(sql, [e164, id, location]);
}
