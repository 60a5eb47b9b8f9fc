import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import type { Location } from '../record/location.entity.js';
import { REACHED, reachValues, type Reach } from '../tenants/reach.js';

/** A location with its main number. Null: unknown, or not there. */
export interface ListedLocation extends Omit<Location, 'organizationId' | 'mainPhoneNumberId' | 'removedAt'> {
  organizationUuid: string;
  /** E.164. */
  mainNumber: string | null;
}

/** The organization that is meant; where it has no such location all else is null. */
export type LocationRow = ListedLocation | (Pick<ListedLocation, 'organizationUuid'> & { id: null });

/** Of the locations of an organization only these; what is left out leaves none out. */
export interface LocationFilter {
  uuid?: string;
  /** A part of the name, in any case. */
  name?: string;
  withCallingOnly: boolean;
}

export type LocationOrder = 'id' | 'name' | 'name descending';

export interface LocationPage {
  filter: LocationFilter;
  /** By default the id; names in the order of their code points, locations without one first. */
  order?: LocationOrder;
  /** The last location of the page before. */
  after?: { id: string; name: string };
  /** Locations at most. */
  atMost: number;
  skip: number;
}

const NO_ID = "'00000000-0000-0000-0000-000000000000'";
const LAST_ID = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";
/** Behind every name. */
const LAST_NAME = 'repeat(chr(1114111), 256)';
// As in ix_locations_name.
const NAME = `coalesce(name, '') COLLATE "C"`;

const listOf = (name: string, after: string, order: (location: string) => string) =>
  preparedStatement(
    name,
    `${REACHED}
    SELECT r.uuid AS "organizationUuid", l.id, l.name, l.country, l.routing_prefix AS "routingPrefix",
           m.e164 AS "mainNumber", l.address_1 AS address1, l.address_2 AS address2, l.city, l.state,
           l.postal_code AS "postalCode", l.time_zone AS "timeZone", l.preferred_language AS "preferredLanguage",
           l.announcement_language AS "announcementLanguage", l.latitude, l.longitude, l.notes,
           l.is_calling_enabled AS "isCallingEnabled", l.caller_name AS "callerName",
           l.external_caller_name AS "externalCallerName", l.outside_dial_digit AS "outsideDialDigit",
           l.enforces_outside_dial_digit AS "enforcesOutsideDialDigit", l.pstn_connection AS "pstnConnection",
           l.pstn_route_type AS "pstnRouteType", l.pstn_route_id AS "pstnRouteId", l.created_at AS "createdAt"
      FROM reached r
      LEFT JOIN LATERAL (
        SELECT * FROM locations
         WHERE organization_id = r.id AND ${after}
           AND id BETWEEN coalesce($9::uuid, ${NO_ID}) AND coalesce($9::uuid, ${LAST_ID})
           AND CASE WHEN removed_at IS NULL AND ($7::uuid[] IS NULL OR id = ANY ($7::uuid[]))
                     AND ($10::text IS NULL OR position(lower($10) IN lower(name)) > 0)
                     AND (is_calling_enabled OR NOT $11::boolean) THEN true END IS NOT NULL
         ORDER BY ${order('')} LIMIT $12 OFFSET $13) l ON true
      LEFT JOIN LATERAL (SELECT e164 FROM phone_numbers WHERE id = l.main_phone_number_id OFFSET 0) m ON true
     ORDER BY ${order('l.')}`,
  );
const byName = (location: string) => NAME.replace('name', `${location}name`);

const LISTS = {
  id: listOf('locations', `id > coalesce($8::uuid, ${NO_ID})`, (location) => `${location}id`),
  name: listOf(
    'locations by name',
    `(${NAME}, id) > (coalesce($14::text, ''), coalesce($8::uuid, ${NO_ID}))`,
    (location) => `${byName(location)}, ${location}id`,
  ),
  'name descending': listOf(
    'locations by name, descending',
    `(${NAME}, id) < (coalesce($14::text, ${LAST_NAME}), coalesce($8::uuid, ${LAST_ID}))`,
    (location) => `${byName(location)} DESC, ${location}id DESC`,
  ),
};

/** A row per location; of an organization without such ones one without a location; none: it is not the caller's to read. */
export function listLocations(dataSource: DataSource, page: LocationPage, reach: Reach) {
  const { filter, order = 'id', after, atMost, skip } = page;
  const { uuid, name, withCallingOnly } = filter;
  const values = [...reachValues(reach), after?.id, uuid, name, withCallingOnly, atMost, skip];
  return readPrepared<LocationRow>(dataSource, LISTS[order], order === 'id' ? values : [...values, after?.name]);
}
