import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import { REACHED, reachValues, type Reach } from '../tenants/reach.js';
import type { WorkspaceDetails } from './workspace-settings.js';

/** The organization that is meant; where it has no such workspace all else is null. */
export type ListedWorkspaceRow =
  WorkspaceDetails | (Pick<WorkspaceDetails, 'organizationUuid'> & { workspaceUuid: null });

/** Of the workspaces of an organization only these; what is left out leaves none out. */
export interface WorkspaceFilter {
  uuid?: string;
  locationUuid?: string;
  /** A part of the name, in any case. */
  name?: string;
  callingType?: string;
  supportedDevices?: string;
  /** `notSet` counts those of which nothing is said. */
  type?: string;
  /** -1: those of which nothing is said. */
  capacity?: number;
}

export interface WorkspacePage {
  filter: WorkspaceFilter;
  /** The last workspace of the page before. */
  after?: string;
  /** Workspaces at most. */
  atMost: number;
  skip: number;
}

const LIST = preparedStatement(
  'workspaces',
  `${REACHED}
    SELECT r.uuid AS "organizationUuid", w.id AS "workspaceUuid", w.location_id AS "locationUuid", w.name,
           w.calling_type AS "callingType", w.licence_id AS "licenceUuid", w.capacity, w.type, w.notes,
           w.is_hot_desk AS "isHotDesk", w.supported_devices AS "supportedDevices", w.created_at AS "createdAt"
      FROM reached r
      LEFT JOIN LATERAL (
        SELECT * FROM workspaces
         WHERE organization_id = r.id AND id > coalesce($8::uuid, '00000000-0000-0000-0000-000000000000')
           AND id BETWEEN coalesce($9::uuid, '00000000-0000-0000-0000-000000000000')
                      AND coalesce($9::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
           AND CASE WHEN removed_at IS NULL AND ($7::uuid[] IS NULL OR location_id = ANY ($7::uuid[]))
                     AND ($10::uuid IS NULL OR location_id = $10::uuid)
                     AND ($11::text IS NULL OR position(lower($11) IN lower(name)) > 0)
                     AND ($12::text IS NULL OR calling_type = $12) AND ($13::text IS NULL OR supported_devices = $13)
                     AND ($14::text IS NULL OR coalesce(type, 'notSet') = $14)
                     AND ($15::integer IS NULL OR coalesce(capacity, -1) = $15::integer) THEN true END IS NOT NULL
         ORDER BY id LIMIT $16 OFFSET $17) w ON true
     ORDER BY w.id`,
);

/** A row per workspace; of an organization without such ones one without a workspace; none: it is not the caller's to read. */
export function listWorkspaces(dataSource: DataSource, { filter, after, atMost, skip }: WorkspacePage, reach: Reach) {
  const { uuid, locationUuid, name, callingType, supportedDevices, type, capacity } = filter;
  const wanted = [uuid, locationUuid, name, callingType, supportedDevices, type, capacity];
  return readPrepared<ListedWorkspaceRow>(dataSource, LIST, [...reachValues(reach), after, ...wanted, atMost, skip]);
}
