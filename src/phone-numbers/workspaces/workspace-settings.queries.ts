import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import type { CallingLicence, CallingType, SupportedDevices, WorkspaceType } from '../record/workspace.entity.js';

/** A workspace without its numbers. */
export interface WorkspaceRow {
  workspaceUuid: string;
  name: string | null;
  locationId: string | null;
  callingType: CallingType;
  callingLicence: CallingLicence | null;
  licenceId: string | null;
  capacity: number | null;
  type: WorkspaceType | null;
  notes: string | null;
  isHotDesk: boolean;
  supportedDevices: SupportedDevices;
}

// What may change of a workspace, in the order of the parameters from $2.
const values = (row: WorkspaceRow): unknown[] => [
  ...[row.workspaceUuid, row.name, row.locationId, row.callingType, row.callingLicence, row.licenceId],
  ...[row.capacity, row.type, row.notes, row.isHotDesk],
];

const INSERT = preparedStatement(
  'insert_workspace',
  `INSERT INTO workspaces (id, name, location_id, calling_type, calling_licence, licence_id, capacity, type, notes,
                           is_hot_desk, supported_devices, organization_id)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING created_at AS "createdAt"`,
);

/** Answers since when the record knows it. */
export async function insertWorkspace(client: ClientBase, organizationId: string, row: WorkspaceRow): Promise<Date> {
  const all = [...values(row), row.supportedDevices, organizationId];
  return (await runPrepared<{ createdAt: Date }>(client, INSERT, all))[0]!.createdAt;
}

const SET = preparedStatement(
  'set_workspace',
  `UPDATE workspaces SET name = $2, location_id = $3, calling_type = $4, calling_licence = $5, licence_id = $6,
          capacity = $7, type = $8, notes = $9, is_hot_desk = $10 WHERE id = $1`,
);

/** Sets what differs, and answers whether anything does. */
export async function setWorkspace(client: ClientBase, before: WorkspaceRow, after: WorkspaceRow): Promise<boolean> {
  const [was, becomes] = [values(before), values(after)];
  if (was.every((value, i) => value === becomes[i])) return false;
  await runPrepared(client, SET, becomes);
  return true;
}

const REMOVE = preparedStatement(
  'remove_workspace',
  'UPDATE workspaces SET removed_at = $2, licence_id = NULL WHERE id = $1',
);

/** Marks it as removed; its licence has a unit more. */
export async function removeWorkspace(client: ClientBase, workspaceUuid: string, at: Date): Promise<void> {
  await runPrepared(client, REMOVE, [workspaceUuid, at]);
}
