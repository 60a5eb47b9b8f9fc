/** The columns of a CSV layout: an export writes them in this order, an import takes them in any. */
export interface Columns {
  /** The column that no other layout has to have. */
  known: string;
  required: readonly string[];
  /** May be missing in a file that is imported. */
  optional: readonly string[];
  /** Of the optional ones, those that an export writes only if the record says something there, so that a file without them stays as it was. */
  asNeeded?: readonly string[];
  /** Of the optional ones, those that an export leaves to the layout of the locations. */
  importOnly?: readonly string[];
}

/** What a location is, beside its id and its name. */
const PLACE = ['country', 'routing_prefix'];
const ADDRESS = ['address_1', 'address_2', 'city', 'state', 'postal_code', 'time_zone', 'preferred_language'];
const FURTHER = ['announcement_language', 'latitude', 'longitude', 'notes', 'pstn_connection'];

/** What the columns of a person's own telephone are: what belongs to a line of a provider has none of them. */
export const CALLING_COLUMNS = ['location_id', 'distinctive_ring_enabled', 'extension', 'primary', 'ring_pattern'];
const PERSON = ['first_name', 'last_name', ...CALLING_COLUMNS];
const LOCATION_OF_PERSON = ['location_name', ...PLACE, ...ADDRESS, ...FURTHER];

/** Users, their provider lines and their calling lines: a row per line, or one without for a user alone (frame, section 3). */
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
  optional: ['organization_object_id', 'held_since', ...PERSON, ...LOCATION_OF_PERSON],
  asNeeded: PERSON,
  importOnly: LOCATION_OF_PERSON,
};

/** Workspaces and their calling lines: a row per line, or one without number and extension for a workspace alone. */
export const WORKSPACES_COLUMNS: Columns = {
  known: 'workspace_id',
  required: [
    'organization_id',
    'organization_name',
    'location_id',
    'location_name',
    ...PLACE,
    'workspace_id',
    'workspace_name',
    'distinctive_ring_enabled',
    'phone_number',
    'extension',
    'primary',
    'ring_pattern',
  ],
  optional: ['organization_object_id', 'calling_type', 'calling_licence', 'held_since', ...ADDRESS, ...FURTHER],
  importOnly: [...ADDRESS, ...FURTHER],
};

/** Every number of an organization, whoever holds it: a row per number, on import also per range of numbers. */
export const INVENTORY_COLUMNS: Columns = {
  known: 'main_number',
  required: ['organization_id', 'location_id', 'phone_number', 'state', 'main_number'],
  optional: ['organization_object_id'],
};

/** Locations, also those where nobody is: a row each. */
export const LOCATIONS_COLUMNS: Columns = {
  known: 'address_1',
  required: ['organization_id', 'organization_name', 'location_id', 'location_name', ...PLACE, ...ADDRESS],
  optional: ['organization_object_id', ...FURTHER],
};
