import { uuidFrom } from '../../../ids/webex-id.js';
import { WORKSPACES_COLUMNS } from '../../csv/columns.js';
import { LONGEST_NAME } from '../../record/text-length.js';
import { CALLING_LICENCES, CALLING_TYPES } from '../../record/workspace.entity.js';
import { oneOf } from '../cell-words.js';
import type { CsvRow } from '../csv-row.js';
import { organizationPart, type RowContent } from '../staged-row.js';
import { callingLineOf } from './calling-line-columns.js';
import { requiredLocationOf } from './location-columns.js';
import { organizationOf } from './organization-columns.js';

export const WORKSPACES_CSV = { ...WORKSPACES_COLUMNS, lists: () => 'workspace' as const, contentsOf };

/**
 * Throws Refusal `bad_organization_id`, `bad_workspace_id`, `bad_boolean`, `alternate_without_number`, `bad_calling_type`,
 * `bad_calling_licence`, `formula`, `too_long` or `wrong_shape`, and what requiredLocationOf and callingLineOf throw.
 */
function contentsOf(row: CsvRow, listPosition: number): RowContent[] {
  return [
    {
      kind: 'workspace',
      ...organizationPart(organizationOf(row), row.freeText('organization_name', LONGEST_NAME)),
      ...requiredLocationOf(row),
      ...workspaceOf(row),
      ...lineOf(row, listPosition),
    },
  ];
}

function workspaceOf(row: CsvRow): Partial<RowContent> {
  const licences = `one of ${CALLING_LICENCES.join(', ')}`;
  return {
    ...idOf(row),
    distinctiveRing: row.flag('distinctive_ring_enabled'),
    callingType: row.value(
      'calling_type',
      oneOf(CALLING_TYPES),
      'bad_calling_type',
      `one of ${CALLING_TYPES.join(', ')}`,
    ),
    callingLicence: row.value('calling_licence', oneOf(CALLING_LICENCES), 'bad_calling_licence', licences),
  };
}

/** By id or, in the organization that the operator names, by its name in its location. Throws Refusal `bad_workspace_id`. */
function idOf(row: CsvRow): Partial<RowContent> {
  const name = row.freeText('workspace_name', LONGEST_NAME);
  const isKey = row.organization && name !== undefined && row.text('workspace_id') === undefined;
  if (isKey) return { holderKey: name };
  const read = (text: string): string | undefined => uuidFrom(text, ['PLACE']);
  return { holderUuid: row.required('workspace_id', read, 'bad_workspace_id', 'a workspace id'), holderName: name };
}

function lineOf(row: CsvRow, listPosition: number): Partial<RowContent> {
  const line = callingLineOf(row);
  if (!line.e164 && !line.extension) return {};
  if (!line.e164 && line.line !== 'primary') {
    throw row.refusal('primary', 'alternate_without_number', 'an extension without number is a primary line');
  }
  return { ...line, receivesCalls: true, listPosition };
}
