import { uuidFrom } from '../../../ids/webex-id.js';
import { WORKSPACES_COLUMNS } from '../../csv/columns.js';
import { e164From, isCountry } from '../../record/e164.js';
import { instantOrDayFrom } from '../../record/instant.js';
import { RING_PATTERNS } from '../../record/number-assignment.entity.js';
import { LONGEST_NAME } from '../../record/text-length.js';
import { CALLING_LICENCES, CALLING_TYPES } from '../../record/workspace.entity.js';
import { booleanFrom, matching, oneOf, type CsvRow } from '../csv-row.js';
import { organizationPart, type RowContent } from '../staged-row.js';
import { organizationOf } from './organization-columns.js';

export const WORKSPACES_CSV = { ...WORKSPACES_COLUMNS, lists: 'workspace' as const, contentsOf };

/**
 * Throws Refusal `bad_organization_id`, `bad_location_id`, `bad_country`, `bad_routing_prefix`, `bad_workspace_id`,
 * `bad_boolean`, `bad_number`, `bad_extension`, `alternate_without_number`, `bad_ring_pattern`, `bad_calling_type`,
 * `bad_calling_licence`, `bad_held_since`, `formula`, `too_long` or `wrong_shape`.
 */
function contentsOf(row: CsvRow, listPosition: number): RowContent[] {
  return [
    {
      kind: 'workspace',
      ...organizationPart(organizationOf(row), row.freeText('organization_name', LONGEST_NAME)),
      ...locationOf(row),
      ...workspaceOf(row),
      ...lineOf(row, listPosition),
    },
  ];
}

function locationOf(row: CsvRow): Partial<RowContent> {
  return {
    locationId: row.required('location_id', (text) => uuidFrom(text, ['LOCATION']), 'bad_location_id', 'a location id'),
    locationName: row.freeText('location_name', LONGEST_NAME),
    country: row.value('country', countryFrom, 'bad_country', 'a country code of ISO 3166-1 alpha-2'),
    routingPrefix: row.value('routing_prefix', matching(/^[0-9]{1,7}$/), 'bad_routing_prefix', '1 to 7 digits'),
  };
}

const countryFrom = (text: string): string | undefined => (isCountry(text) ? text : undefined);

function workspaceOf(row: CsvRow): Partial<RowContent> {
  const licences = `one of ${CALLING_LICENCES.join(', ')}`;
  return {
    holderUuid: row.required('workspace_id', (text) => uuidFrom(text, ['PLACE']), 'bad_workspace_id', 'a workspace id'),
    holderName: row.freeText('workspace_name', LONGEST_NAME),
    distinctiveRing: row.value('distinctive_ring_enabled', booleanFrom, 'bad_boolean', 'true or false'),
    callingType: row.value(
      'calling_type',
      oneOf(CALLING_TYPES),
      'bad_calling_type',
      `one of ${CALLING_TYPES.join(', ')}`,
    ),
    callingLicence: row.value('calling_licence', oneOf(CALLING_LICENCES), 'bad_calling_licence', licences),
  };
}

function lineOf(row: CsvRow, listPosition: number): Partial<RowContent> {
  // National format is read as in the row's own country: the location's may be corrected one day.
  const country = row.text('country');
  const written = `in E.164 format${country ? `, nor in the national format of ${country}` : ''}`;
  const e164 = row.value('phone_number', (text) => e164From(text, country), 'bad_number', written);
  const extension = row.value('extension', matching(/^[0-9]{2,10}$/), 'bad_extension', '2 to 10 digits');
  const primary = row.value('primary', booleanFrom, 'bad_boolean', 'true or false');
  const patterns = `one of ${RING_PATTERNS.join(', ')}`;
  const line = {
    ringPattern: row.value('ring_pattern', oneOf(RING_PATTERNS), 'bad_ring_pattern', patterns),
    heldSince: row.value('held_since', instantOrDayFrom, 'bad_held_since', 'an instant or a date'),
  };
  if (!e164 && !extension) return {};
  if (!e164 && !primary) {
    throw row.refusal('primary', 'alternate_without_number', 'an extension without number is a primary line');
  }
  return { e164, extension, line: lineFrom(primary), receivesCalls: true, ...line, listPosition };
}

function lineFrom(primary: boolean | undefined): RowContent['line'] {
  return primary === undefined ? undefined : primary ? 'primary' : 'alternate';
}
