import { ATLAS, MAIN_OFFICE, userId, workspaceId } from './vendor-answers.js';

// CSV files as operators write them, filled in where a test says nothing.

export const USER_COLUMNS =
  'organization_id,organization_name,user_id,user_name,user_email,provider,phone_number,is_default,is_inbound_enabled,label';
export const WORKSPACE_COLUMNS =
  'organization_id,organization_name,location_id,location_name,country,routing_prefix,workspace_id,workspace_name,distinctive_ring_enabled,phone_number,extension,primary,ring_pattern';

export type Row = Record<string, string>;

/** With these columns, and those that a row has beyond them. */
export function csv(columns: string, rows: readonly Row[], lineEnd = '\n'): string {
  const names = [...new Set([...columns.split(','), ...rows.flatMap((row) => Object.keys(row))])];
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
  return lines.map((cells) => `${cells.map(written).join(',')}${lineEnd}`).join('');
}

function written(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export const usersCsv = (rows: readonly Row[], lineEnd?: string): string => csv(USER_COLUMNS, rows, lineEnd);
export const workspacesCsv = (rows: readonly Row[], lineEnd?: string): string => csv(WORKSPACE_COLUMNS, rows, lineEnd);

/** A user's row; with a number a line of twilio, whose flags the file does not say. */
export function userRow(organization: string, user: number, number = '', changed: Row = {}): Row {
  return {
    organization_id: organization,
    user_id: userId(user),
    user_name: `User ${user}`,
    user_email: `user.${user}@acme.example`,
    provider: number && 'twilio',
    phone_number: number,
    ...changed,
  };
}

/** A row of a workspace in Atlas' main office. */
export function workspaceRow(workspace: number, number = '', extension = '', changed: Row = {}): Row {
  return {
    organization_id: ATLAS,
    organization_name: 'Atlas',
    location_id: MAIN_OFFICE,
    location_name: 'MainOffice',
    country: 'US',
    workspace_id: workspaceId(workspace),
    workspace_name: `Room ${workspace}`,
    distinctive_ring_enabled: 'true',
    phone_number: number,
    extension,
    primary: number || extension ? 'true' : '',
    ...changed,
  };
}

export const INVENTORY_COLUMNS = 'organization_id,location_id,phone_number,state,main_number';

export const inventoryCsv = (rows: readonly Row[], lineEnd?: string): string => csv(INVENTORY_COLUMNS, rows, lineEnd);

/** A number of Atlas, or a range, in its main office. */
export function inventoryRow(phone_number: string, changed: Row = {}): Row {
  return { organization_id: ATLAS, location_id: MAIN_OFFICE, phone_number, ...changed };
}
