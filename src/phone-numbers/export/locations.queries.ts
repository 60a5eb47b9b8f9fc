import type { ClientBase } from 'pg';
import { rowsOf } from '../../database/snapshot.js';
import type { Location } from '../record/location.entity.js';
import { SELECTED, selectionValues, type Selection } from './selection.js';

/** A location of an organization, whoever is there. */
export type LocationRow = Pick<
  Location,
  | ('id' | 'name' | 'country' | 'routingPrefix' | 'address1' | 'address2' | 'city' | 'state' | 'postalCode')
  | ('timeZone' | 'preferredLanguage' | 'announcementLanguage' | 'latitude' | 'longitude' | 'notes' | 'pstnConnection')
> & { organizationUuid: string; organizationObjectId: string; organizationName: string | null };

const LOCATIONS = `
SELECT o.uuid AS "organizationUuid", o.object_id AS "organizationObjectId", o.name AS "organizationName",
       l.id, l.name, l.country, l.routing_prefix AS "routingPrefix", l.address_1 AS "address1",
       l.address_2 AS "address2", l.city, l.state, l.postal_code AS "postalCode", l.time_zone AS "timeZone",
       l.preferred_language AS "preferredLanguage", l.announcement_language AS "announcementLanguage",
       l.latitude, l.longitude, l.notes, l.pstn_connection AS "pstnConnection"
  FROM organizations o
  JOIN locations l ON l.organization_id = o.id AND l.removed_at IS NULL
 WHERE ${SELECTED} ORDER BY o.object_id, l.id`;

/** By their organization's objectId and their own id. */
export function locationRows(client: ClientBase, selection: Omit<Selection, 'at'>): AsyncGenerator<LocationRow[]> {
  return rowsOf<LocationRow>(client, LOCATIONS, selectionValues(selection));
}
