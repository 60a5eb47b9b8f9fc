import { userIdFrom } from '../../../ids/user-id.js';
import { USERS_COLUMNS } from '../../csv/columns.js';
import { e164From } from '../../record/e164.js';
import { instantOrDayFrom } from '../../record/instant.js';
import { PROVIDERS } from '../../record/number-assignment.entity.js';
import { LONGEST_EMAIL, LONGEST_LABEL, LONGEST_NAME } from '../../record/text-length.js';
import { booleanFrom, oneOf, type CsvRow } from '../csv-row.js';
import { organizationPart, userPart, type RowContent } from '../staged-row.js';
import { organizationOf } from './organization-columns.js';

export const USERS_CSV = { ...USERS_COLUMNS, lists: 'user' as const, contentsOf };

/**
 * Throws Refusal `bad_organization_id`, `bad_user_id`, `unknown_provider`, `bad_number`, `bad_boolean`, `bad_label`,
 * `bad_held_since`, `formula`, `too_long` or `wrong_shape`.
 */
function contentsOf(row: CsvRow, listPosition: number): RowContent[] {
  const user = row.required('user_id', userIdFrom, 'bad_user_id', 'a user id');
  return [
    {
      kind: 'user',
      ...organizationPart(organizationOf(row), row.freeText('organization_name', LONGEST_NAME)),
      ...userPart(user),
      holderName: row.freeText('user_name', LONGEST_NAME),
      holderEmail: row.freeText('user_email', LONGEST_EMAIL),
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
    label: row.freeText('label', LONGEST_LABEL, 'bad_label'),
    heldSince: row.value('held_since', instantOrDayFrom, 'bad_held_since', 'an instant or a date'),
  };
  if (!e164) return {};
  if (!provider) throw row.refusal('provider', 'unknown_provider', 'provider is missing');
  return { e164, provider, ...line, listPosition };
}
