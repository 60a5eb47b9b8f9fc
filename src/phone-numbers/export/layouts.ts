import { objectIdOfUuid } from '../../ids/derived-id.js';
import { booleanCell, instantCell, textCell, type Cells } from './csv-text.js';
import type { InventoryRow } from './inventory.queries.js';
import type { LocationRow } from './locations.queries.js';
import type { UserRow } from './users.queries.js';
import type { WorkspaceRow } from './workspaces.queries.js';

// What each layout of src/phone-numbers/csv/columns.ts says of a row.

export function userCells(row: UserRow): Cells {
  return {
    ...organizationCells(row),
    organization_name: textCell(row.organizationName),
    user_id: knownUserId(row),
    user_name: textCell(row.userName),
    user_email: textCell(row.userEmail),
    provider: row.provider ?? '',
    phone_number: row.number ?? '',
    is_default: booleanCell(row.isDefault),
    is_inbound_enabled: booleanCell(row.receivesCalls),
    label: textCell(row.label),
    held_since: instantCell(row.heldSince),
    first_name: textCell(row.firstName),
    last_name: textCell(row.lastName),
    location_id: row.locationId ?? '',
    location_name: textCell(row.locationName),
    distinctive_ring_enabled: booleanCell(row.distinctiveRing),
    extension: row.extension ?? '',
    primary: row.line === null ? '' : booleanCell(row.line === 'primary'),
    ring_pattern: row.ringPattern ?? '',
  };
}

/** The id that the user is known by: from the derived one an import would derive another. */
function knownUserId({ userUuid, userObjectId }: UserRow): string {
  return objectIdOfUuid(userUuid) === userObjectId ? userUuid : userObjectId;
}

export function workspaceCells(row: WorkspaceRow): Cells {
  return {
    ...organizationCells(row),
    organization_name: textCell(row.organizationName),
    location_id: row.locationId,
    location_name: textCell(row.locationName),
    country: row.country ?? '',
    routing_prefix: row.routingPrefix ?? '',
    workspace_id: row.workspaceId,
    workspace_name: textCell(row.workspaceName),
    distinctive_ring_enabled: booleanCell(row.distinctiveRing),
    phone_number: row.number ?? '',
    extension: row.extension ?? '',
    primary: row.line === null ? '' : booleanCell(row.line === 'primary'),
    ring_pattern: row.ringPattern ?? '',
    calling_type: row.callingType,
    calling_licence: row.callingLicence ?? '',
    held_since: instantCell(row.heldSince),
  };
}

export function inventoryCells(row: InventoryRow): Cells {
  return {
    ...organizationCells(row),
    location_id: row.locationId ?? '',
    phone_number: row.number,
    state: row.state,
    main_number: booleanCell(row.isMain),
  };
}

export function locationCells(row: LocationRow): Cells {
  return {
    ...organizationCells(row),
    organization_name: textCell(row.organizationName),
    location_id: row.id,
    location_name: textCell(row.name),
    country: row.country ?? '',
    routing_prefix: row.routingPrefix ?? '',
    address_1: textCell(row.address1),
    address_2: textCell(row.address2),
    city: textCell(row.city),
    state: textCell(row.state),
    postal_code: textCell(row.postalCode),
    time_zone: textCell(row.timeZone),
    preferred_language: textCell(row.preferredLanguage),
    announcement_language: textCell(row.announcementLanguage),
    latitude: String(row.latitude ?? ''),
    longitude: String(row.longitude ?? ''),
    notes: textCell(row.notes),
    pstn_connection: row.pstnConnection ?? '',
  };
}

function organizationCells(row: { organizationUuid: string; organizationObjectId: string }): Cells {
  return { organization_id: row.organizationUuid, organization_object_id: row.organizationObjectId };
}
