import type { ClientBase } from 'pg';
import { rowsOf } from '../../database/snapshot.js';
import { SELECTED, selectionValues, type Selection } from './selection.js';

/** A number of an organization, whoever holds it. */
export interface InventoryRow {
  organizationUuid: string;
  organizationObjectId: string;
  locationId: string | null;
  number: string;
  state: 'ACTIVE' | 'INACTIVE';
  /** Of its location. */
  isMain: boolean;
}

// Plus and digits sort alike in every database.
const INVENTORY = `
SELECT o.uuid AS "organizationUuid", o.object_id AS "organizationObjectId", n.location_id AS "locationId",
       n.e164 AS number, n.state, l.id IS NOT NULL AS "isMain"
  FROM organizations o
  JOIN phone_numbers n ON n.organization_id = o.id
  LEFT JOIN locations l ON l.id = n.location_id AND l.main_phone_number_id = n.id
 WHERE ${SELECTED} ORDER BY o.object_id, n.e164 COLLATE "C"`;

/** Numbers by their organization's objectId, then in the order of their digits. */
export function inventoryRows(client: ClientBase, selection: Omit<Selection, 'at'>): AsyncGenerator<InventoryRow[]> {
  return rowsOf<InventoryRow>(client, INVENTORY, selectionValues(selection));
}
