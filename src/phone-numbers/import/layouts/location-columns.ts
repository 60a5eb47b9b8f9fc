import { uuidFrom } from '../../../ids/webex-id.js';
import { isCountry } from '../../record/e164.js';
import { PSTN_CONNECTIONS } from '../../record/location.entity.js';
import { LONGEST_NAME, LONGEST_NOTES } from '../../record/text-length.js';
import { matching, oneOf } from '../cell-words.js';
import type { CsvRow } from '../csv-row.js';
import type { LocationDetails, RowContent } from '../staged-row.js';

export const LONGEST_CODE = 32;
export const LONGEST_ZONE = 64;
export const LATITUDE = 90;
export const LONGITUDE = 180;

/** The location that a row names, as far as it names one. Throws Refusal `bad_location_id`, and what detailsOf throws. */
export function locationOf(row: CsvRow): Partial<RowContent> {
  const locationId = row.value('location_id', locationIdFrom, 'bad_location_id', 'a location id');
  if (locationId !== undefined) return { locationId, ...detailsOf(row) };
  const locationKey = locationKeyOf(row);
  if (locationKey !== undefined) return { ...detailsOf(row), locationName: undefined, locationKey };
  // A country alone says how the row's number is written.
  const { country: _, ...details } = detailsOf(row);
  if (Object.keys(details).length) throw row.refusal('location_id', 'bad_location_id', 'location_id is missing');
  return {};
}

/** The same where a row has to name one. */
export function requiredLocationOf(row: CsvRow): Partial<RowContent> {
  const location = locationOf(row);
  if (location.locationId !== undefined || location.locationKey !== undefined) return location;
  throw row.refusal('location_id', 'bad_location_id', 'location_id is missing');
}

/** The name by which a row without `location_id` names its location. Throws Refusal `formula` or `too_long`. */
export const locationKeyOf = (row: CsvRow): string | undefined =>
  row.organization && row.freeText('location_name', LONGEST_NAME);

const locationIdFrom = (text: string): string | undefined => uuidFrom(text, ['LOCATION']);

/**
 * What the row says of its location; members that it does not say are left out. Throws Refusal `bad_country`,
 * `bad_routing_prefix`, `bad_coordinate`, `bad_pstn_connection`, `formula`, `too_long` or `wrong_shape`.
 */
function detailsOf(row: CsvRow): LocationDetails {
  const details: LocationDetails = {
    locationName: row.freeText('location_name', LONGEST_NAME),
    country: countryOf(row),
    routingPrefix: row.value('routing_prefix', matching(/^[0-9]{1,7}$/), 'bad_routing_prefix', '1 to 7 digits'),
    address1: row.freeText('address_1', LONGEST_NAME),
    address2: row.freeText('address_2', LONGEST_NAME),
    city: row.freeText('city', LONGEST_NAME),
    state: row.freeText('state', LONGEST_NAME),
    postalCode: row.freeText('postal_code', LONGEST_CODE),
    timeZone: row.freeText('time_zone', LONGEST_ZONE),
    preferredLanguage: row.freeText('preferred_language', LONGEST_CODE),
    announcementLanguage: row.freeText('announcement_language', LONGEST_CODE),
    latitude: row.value('latitude', degreesFrom(LATITUDE), 'bad_coordinate', `-${LATITUDE} to ${LATITUDE}`),
    longitude: row.value('longitude', degreesFrom(LONGITUDE), 'bad_coordinate', `-${LONGITUDE} to ${LONGITUDE}`),
    notes: row.freeText('notes', LONGEST_NOTES),
    pstnConnection: row.value(
      'pstn_connection',
      oneOf(PSTN_CONNECTIONS),
      'bad_pstn_connection',
      `one of ${PSTN_CONNECTIONS.join(', ')}`,
    ),
  };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

/** Throws Refusal `bad_country`. */
export const countryOf = (row: CsvRow): string | undefined =>
  row.value('country', countryFrom, 'bad_country', 'a country code of ISO 3166-1 alpha-2');

function countryFrom(text: string): string | undefined {
  const country = text.toUpperCase();
  return isCountry(country) ? country : undefined;
}

const degreesFrom =
  (most: number) =>
  (text: string): number | undefined =>
    /^-?[0-9]{1,3}(?:\.[0-9]{1,20})?(?:e-[0-9]{1,3})?$/.test(text) && Math.abs(Number(text)) <= most
      ? Number(text)
      : undefined;
