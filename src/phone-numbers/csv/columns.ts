/** The columns of a CSV layout: an export writes all of them in this order, an import takes them in any. */
export interface Columns {
  /** The column that no other layout has. */
  known: string;
  required: readonly string[];
  /** May be missing in a file that is imported. */
  optional: readonly string[];
}

/** Users and their provider lines: a row per line, or one without number for a user alone (frame, section 3). */
export const USERS_COLUMNS: Columns = {
  known: 'user_id',
  required: [
    'organization_id',
    'organization_name',
    'user_id',
    'user_name',
    'user_email',
    'provider',
    'phone_number',
    'is_default',
    'is_inbound_enabled',
    'label',
  ],
  optional: ['organization_object_id', 'held_since'],
};

/** Workspaces and their calling lines: a row per line, or one without number and extension for a workspace alone. */
export const WORKSPACES_COLUMNS: Columns = {
  known: 'workspace_id',
  required: [
    'organization_id',
    'organization_name',
    'location_id',
    'location_name',
    'country',
    'routing_prefix',
    'workspace_id',
    'workspace_name',
    'distinctive_ring_enabled',
    'phone_number',
    'extension',
    'primary',
    'ring_pattern',
  ],
  optional: ['organization_object_id', 'calling_type', 'calling_licence', 'held_since'],
};

/** Every number of an organization, whoever holds it: a row per number, on import also per range of numbers. */
export const INVENTORY_COLUMNS: Columns = {
  known: 'main_number',
  required: ['organization_id', 'location_id', 'phone_number', 'state', 'main_number'],
  optional: ['organization_object_id'],
};
