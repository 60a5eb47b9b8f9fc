import { organizationIdFrom } from '../../../ids/organization-id.js';
import { uuidFrom } from '../../../ids/webex-id.js';
import { isCountry } from '../../record/e164.js';
import { LONGEST_NAME, LONGEST_NOTES } from '../../record/text-length.js';
import type { JsonObject } from '../json-records.js';
import { Refusal } from '../refusal.js';
import { organizationPart, type RowContent } from '../staged-row.js';
import { LATITUDE, LONGEST_CODE, LONGEST_ZONE, LONGITUDE } from './location-columns.js';
import { freeTextMember, numberMember, objectMember, textMember } from './members.js';

/**
 * One entry of the `items` of `GET /v1/locations` (workspaces contract, 2.7). What it does not say stays as it is.
 * Throws Refusal `wrong_shape`, `bad_location_id`, `bad_organization_id`, `bad_country`, `bad_coordinate` or `too_long`.
 */
export function locationContent(entry: JsonObject): RowContent {
  const address = objectMember(entry, 'address');
  const organization = organizationIdFrom(textMember(entry, 'orgId') ?? '');
  if (!organization) throw new Refusal('bad_organization_id', 'orgId is missing or no organization id');
  const locationId = uuidFrom(textMember(entry, 'id') ?? '', ['LOCATION']);
  if (!locationId) throw new Refusal('bad_location_id', 'id is missing or no location id');
  return {
    kind: 'location',
    ...organizationPart(organization),
    locationId,
    locationName: saidText(entry, 'name', LONGEST_NAME),
    country: countryOf(address),
    address1: saidText(address, 'address1', LONGEST_NAME),
    address2: saidText(address, 'address2', LONGEST_NAME),
    city: saidText(address, 'city', LONGEST_NAME),
    state: saidText(address, 'state', LONGEST_NAME),
    postalCode: saidText(address, 'postalCode', LONGEST_CODE),
    timeZone: saidText(entry, 'timeZone', LONGEST_ZONE),
    preferredLanguage: saidText(entry, 'preferredLanguage', LONGEST_CODE),
    announcementLanguage: saidText(entry, 'announcementLanguage', LONGEST_CODE),
    latitude: degreesMember(entry, 'latitude', LATITUDE),
    longitude: degreesMember(entry, 'longitude', LONGITUDE),
    notes: saidText(entry, 'notes', LONGEST_NOTES),
  };
}

/** An empty text says nothing, as an empty cell does not. */
const saidText = (object: JsonObject, name: string, longest: number): string | undefined =>
  freeTextMember(object, name, longest) || undefined;

function countryOf(address: JsonObject): string | undefined {
  const country = textMember(address, 'country') || undefined;
  if (country !== undefined && !isCountry(country)) {
    throw new Refusal('bad_country', 'address.country is no country code of ISO 3166-1 alpha-2');
  }
  return country;
}

function degreesMember(entry: JsonObject, name: string, most: number): number | undefined {
  const degrees = numberMember(entry, name);
  if (degrees === undefined || Math.abs(degrees) <= most) return degrees;
  throw new Refusal('bad_coordinate', `${name} is not -${most} to ${most}`);
}
