import { columnName } from './csv-header.js';
import type { Reading } from './reading.js';

/** The exports of other systems, each known by its columns. */
interface ForeignExport {
  name: string;
  /** A file with all of these columns is this export. */
  recognizedBy: readonly string[];
  /** Their columns that are imported, and what they are called here. All others are left out, and the import says so. */
  columns: Readonly<Record<string, string>>;
  /** The column by which the layout of the rows is known. */
  layout: 'user_email' | 'workspace_name' | 'phone_number';
  /** What each row says beside its cells. */
  given?: Readonly<Record<string, string>>;
}

const PLACE_AND_LINE = { location: 'location_name', extension: 'extension', phone_number: 'phone_number' };

/** In the order in which they are tried. Names of columns are written as `columnName` makes them. */
const EXPORTS: readonly ForeignExport[] = [
  {
    name: 'an export of Webex Control Hub (users)',
    recognizedBy: ['user_id/email_(required)'],
    columns: {
      first_name: 'first_name',
      last_name: 'last_name',
      display_name: 'user_name',
      'user_id/email_(required)': 'user_email',
      ...PLACE_AND_LINE,
    },
    layout: 'user_email',
  },
  {
    name: 'an export of Webex Control Hub (workspaces)',
    recognizedBy: ['workspace_name', 'location'],
    columns: { workspace_name: 'workspace_name', ...PLACE_AND_LINE },
    layout: 'workspace_name',
    // It has one row per workspace, and its one line is the primary one.
    given: { primary: 'true' },
  },
  {
    // Its extensions and holders come with its users and workspaces; its state may also be that of an assignment.
    name: 'an export of Webex Control Hub (numbers)',
    recognizedBy: ['phone_number', 'location', 'extension', 'assigned_to'],
    columns: { phone_number: 'phone_number', location: 'location_name' },
    layout: 'phone_number',
  },
  {
    // A location of Teams is an address for emergency calls, often one for many offices.
    name: 'a download of the Microsoft Teams admin center (numbers)',
    recognizedBy: ['phone_number', 'number_type'],
    columns: { phone_number: 'phone_number' },
    layout: 'phone_number',
  },
  {
    name: 'Microsoft Teams numbers of Get-CsPhoneNumberAssignment',
    recognizedBy: ['telephone_number', 'number_type'],
    columns: { telephone_number: 'phone_number' },
    layout: 'phone_number',
  },
  {
    name: 'an export of Twilio (incoming numbers)',
    recognizedBy: ['sid', 'phone_number', 'friendly_name'],
    columns: { phone_number: 'phone_number' },
    layout: 'phone_number',
  },
];

/** A file of another system, and how its columns are read. */
export interface RecognizedExport extends Pick<ForeignExport, 'name' | 'layout' | 'given'> {
  reading: Reading;
  /** Titles of the columns that are left out. */
  leftOut: readonly string[];
}

/** Which export of another system the columns are of. None where the operator says with --map what they are. */
export function foreignExportOf(titles: readonly string[], reading: Reading): RecognizedExport | undefined {
  if (reading.columns?.size) return undefined;
  const names = new Set(titles.map(columnName));
  const found = EXPORTS.find(({ recognizedBy }) => recognizedBy.every((name) => names.has(name)));
  if (!found) return undefined;
  const { name, layout, given, columns } = found;
  const leftOut = titles.filter((title) => title.trim() && !Object.hasOwn(columns, columnName(title)));
  const ignored = [...(reading.ignored ?? []), ...leftOut];
  return { name, layout, given, leftOut, reading: { ...reading, columns: new Map(Object.entries(columns)), ignored } };
}
