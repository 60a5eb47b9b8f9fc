import { userIdFrom } from '../../../ids/user-id.js';
import { USERS_COLUMNS } from '../../csv/columns.js';
import { e164From } from '../../record/e164.js';
import { instantOrDayFrom } from '../../record/instant.js';
import { LONGEST_LABEL, PROVIDERS } from '../../record/number-assignment.entity.js';
import { booleanFrom, oneOf, type CsvRow } from '../csv-row.js';
import { organizationPart, userPart, type RowContent } from '../staged-row.js';
import { organizationOf } from './organization-columns.js';

export const USERS_CSV = { ...USERS_COLUMNS, contentsOf };

/**
 * Throws Refusal `bad_organization_id`, `bad_user_id`, `unknown_provider`, `bad_number`, `bad_boolean`, `bad_label`,
 * `bad_held_since` or `wrong_shape`.
 */
function contentsOf(row: CsvRow, listPosition: number): RowContent[] {
  const user = row.required('user_id', userIdFrom, 'bad_user_id', 'a user id');
  return [
    {
      kind: 'user',
      ...organizationPart(organizationOf(row), row.freeText('organization_name')),
      ...userPart(user),
      holderName: row.freeText('user_name'),
      holderEmail: row.freeText('user_email'),
      ...lineOf(row, listPosition),
    },
  ];
}

function lineOf(row: CsvRow, listPosition: number): Partial<RowContent> {
  const e164 = row.value('phone_number', e164From, 'bad_number', 'in E.164 format');
  const provider = row.value('provider', oneOf(PROVIDERS), 'unknown_provider', `one of ${PROVIDERS.join(', ')}`);
  const line = {
    isDefault: row.value('is_default', booleanFrom, 'bad_boolean', 'true or false'),
    receivesCalls: row.value('is_inbound_enabled', booleanFrom, 'bad_boolean', 'true or false'),
    label: labelOf(row),
    heldSince: row.value('held_since', instantOrDayFrom, 'bad_held_since', 'an instant or a date'),
  };
  if (!e164) return {};
  if (!provider) throw row.refusal('provider', 'unknown_provider', 'provider is missing');
  return { e164, provider, ...line, listPosition };
}

function labelOf(row: CsvRow): string | undefined {
  const label = row.freeText('label');
  if (label === undefined || [...label].length <= LONGEST_LABEL) return label;
  throw row.refusal('label', 'bad_label', `label is longer than ${LONGEST_LABEL} characters`);
}
