import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { StagedRow } from './staged-row.js';

/** Column and type of each member. */
const COLUMNS: Record<keyof StagedRow, string> = {
  row: '"row" bigint',
  file: 'file integer',
  fileLine: 'file_line integer',
  fileColumn: 'file_column integer',
  answer: 'answer bigint',
  kind: 'kind text',
  lists: 'lists text',
  organizationUuid: 'organization_uuid uuid',
  organizationObjectId: 'organization_object_id text',
  organizationDerivedId: 'organization_derived_id text',
  organizationName: 'organization_name text',
  locationId: 'location_id uuid',
  locationKey: 'location_key text',
  locationName: 'location_name text',
  country: 'country text',
  routingPrefix: 'routing_prefix text',
  address1: 'address_1 text',
  address2: 'address_2 text',
  city: 'city text',
  state: 'state text',
  postalCode: 'postal_code text',
  timeZone: 'time_zone text',
  preferredLanguage: 'preferred_language text',
  announcementLanguage: 'announcement_language text',
  latitude: 'latitude float8',
  longitude: 'longitude float8',
  notes: 'notes text',
  pstnConnection: 'pstn_connection text',
  holderUuid: 'holder_uuid uuid',
  holderObjectId: 'holder_object_id text',
  holderDerivedId: 'holder_derived_id text',
  holderKey: 'holder_key text',
  keyFault: 'key_fault text',
  holderName: 'holder_name text',
  holderFirstName: 'holder_first_name text',
  holderLastName: 'holder_last_name text',
  holderEmail: 'holder_email text',
  distinctiveRing: 'distinctive_ring boolean',
  callingType: 'calling_type text',
  callingLicence: 'calling_licence text',
  e164: 'e164 text',
  extension: 'extension text',
  line: 'line text',
  provider: 'provider text',
  receivesCalls: 'receives_calls boolean',
  isDefault: 'is_default boolean',
  label: 'label text',
  ringPattern: 'ring_pattern text',
  listPosition: 'list_position integer',
  heldSince: 'held_since timestamptz(3)',
  numberState: 'number_state text',
  isMainNumber: 'is_main_number boolean',
};

const MEMBERS = Object.keys(COLUMNS) as (keyof StagedRow)[];
const CHUNK_CHARACTERS = 64 * 1024;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * Copies the rows into the temporary table `staged` of this session, which is gone with it, however it ends.
 * Holds one chunk at a time, whatever the number of rows.
 */
export async function stage(client: ClientBase, rows: AsyncIterable<StagedRow>): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS staged; CREATE TEMP TABLE staged (${Object.values(COLUMNS).join(', ')})`);
  await pipeline(Readable.from(chunksOf(rows)), client.query(copyFrom('COPY staged FROM STDIN')));
  await client.query('ANALYZE staged');
}

async function* chunksOf(rows: AsyncIterable<StagedRow>): AsyncGenerator<string> {
  let chunk = '';
  for await (const row of rows) {
    chunk += lineOf(row);
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}

/** A row in COPY's text format. Concatenated, which costs less than an array for each row of a large file. */
function lineOf(row: StagedRow): string {
  let line = copyText(row[MEMBERS[0]!]);
  for (let column = 1; column < MEMBERS.length; column++) line += `\t${copyText(row[MEMBERS[column]!])}`;
  return `${line}\n`;
}

function copyText(value: StagedRow[keyof StagedRow]): string {
  if (value === undefined) return '\\N';
  if (typeof value !== 'string') return value instanceof Date ? value.toISOString() : String(value);
  return value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!);
}
