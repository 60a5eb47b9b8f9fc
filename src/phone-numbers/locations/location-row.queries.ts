import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import type { Location } from '../record/location.entity.js';

/** What may be written of a location. */
export type LocationRow = Omit<Location, 'id' | 'organizationId' | 'createdAt' | 'removedAt'>;

const COLUMNS: Record<keyof LocationRow, string> = {
  name: 'name',
  country: 'country',
  address1: 'address_1',
  address2: 'address_2',
  city: 'city',
  state: 'state',
  postalCode: 'postal_code',
  timeZone: 'time_zone',
  preferredLanguage: 'preferred_language',
  announcementLanguage: 'announcement_language',
  latitude: 'latitude',
  longitude: 'longitude',
  notes: 'notes',
  isCallingEnabled: 'is_calling_enabled',
  routingPrefix: 'routing_prefix',
  mainPhoneNumberId: 'main_phone_number_id',
  callerName: 'caller_name',
  externalCallerName: 'external_caller_name',
  outsideDialDigit: 'outside_dial_digit',
  enforcesOutsideDialDigit: 'enforces_outside_dial_digit',
  pstnConnection: 'pstn_connection',
  pstnRouteType: 'pstn_route_type',
  pstnRouteId: 'pstn_route_id',
};
const FIELDS = Object.keys(COLUMNS) as (keyof LocationRow)[];
const names = Object.values(COLUMNS);
const values = (row: LocationRow): unknown[] => FIELDS.map((field) => row[field]);

const READ = preparedStatement(
  'location_row',
  `SELECT ${FIELDS.map((field) => `${COLUMNS[field]} AS "${field}"`).join(', ')} FROM locations WHERE id = $1`,
);

/** Of a location that is locked. */
export async function locationRow(client: ClientBase, locationId: string): Promise<LocationRow> {
  return (await runPrepared<LocationRow>(client, READ, [locationId]))[0]!;
}

/** In which fields two rows differ. */
export const differingFields = (before: LocationRow, after: LocationRow): (keyof LocationRow)[] =>
  FIELDS.filter((field) => before[field] !== after[field]);

const SET = preparedStatement(
  'set_location',
  `UPDATE locations SET ${names.map((name, i) => `${name} = $${i + 2}`).join(', ')} WHERE id = $1`,
);

export async function setLocation(client: ClientBase, locationId: string, row: LocationRow): Promise<void> {
  await runPrepared(client, SET, [locationId, ...values(row)]);
}

const INSERT = preparedStatement(
  'insert_location',
  `INSERT INTO locations (id, organization_id, ${names.join(', ')})
   VALUES ($1, $2, ${names.map((_, i) => `$${i + 3}`).join(', ')})`,
);

export async function insertLocation(
  client: ClientBase,
  { locationId, organizationId }: { locationId: string; organizationId: string },
  row: LocationRow,
): Promise<void> {
  await runPrepared(client, INSERT, [locationId, organizationId, ...values(row)]);
}
