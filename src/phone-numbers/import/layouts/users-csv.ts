import { userIdFrom } from '../../../ids/user-id.js';
import { CALLING_COLUMNS, USERS_COLUMNS } from '../../csv/columns.js';
import { PROVIDERS, type Provider } from '../../record/number-assignment.entity.js';
import { LONGEST_EMAIL, LONGEST_LABEL, LONGEST_NAME } from '../../record/text-length.js';
import { oneOf } from '../cell-words.js';
import type { CsvRow } from '../csv-row.js';
import { organizationPart, userPart, type Listed, type RowContent } from '../staged-row.js';
import { callingLineOf } from './calling-line-columns.js';
import { locationOf } from './location-columns.js';
import { organizationOf } from './organization-columns.js';

const EMAIL = /^[^\s@]+@[^\s@]+$/;

export const USERS_CSV = { ...USERS_COLUMNS, lists, contentsOf };

/** A file without a column of them says nothing of people's own telephones. */
function lists(columns: ReadonlySet<string>): Listed {
  return CALLING_COLUMNS.some((name) => columns.has(name)) ? 'person' : 'user';
}

/**
 * A person with a line at a provider, where the row names one, else with a calling line, where it has a number or an
 * extension. Where they are is said of the person, not of a line at a provider: that leaves its number where it is.
 * Throws Refusal `bad_organization_id`, `bad_user_id`, `unknown_provider`, `mixed_line`, `bad_boolean`, `bad_label`,
 * `formula`, `too_long` or `wrong_shape`, and what locationOf and callingLineOf throw.
 */
function contentsOf(row: CsvRow, listPosition: number): RowContent[] {
  const person = personOf(row);
  const location = locationOf(row);
  const provider = row.value('provider', oneOf(PROVIDERS), 'unknown_provider', `one of ${PROVIDERS.join(', ')}`);
  if (!provider) return [{ ...person, ...location, ...callingPartOf(row, location, listPosition) }];
  const line = providerPartOf(row, provider);
  if (!line) return [{ ...person, ...location }];
  const withLine = { ...person, ...line, listPosition };
  return isSaid(location) ? [{ ...person, ...location }, withLine] : [withLine];
}

const isSaid = ({ locationId, locationKey }: Partial<RowContent>): boolean =>
  locationId !== undefined || locationKey !== undefined;

function personOf(row: CsvRow): RowContent {
  return {
    kind: 'user',
    lists: row.hasAny(CALLING_COLUMNS) ? 'person' : undefined,
    ...organizationPart(organizationOf(row), row.freeText('organization_name', LONGEST_NAME)),
    ...idsOf(row),
    holderName: row.freeText('user_name', LONGEST_NAME),
    holderFirstName: row.freeText('first_name', LONGEST_NAME),
    holderLastName: row.freeText('last_name', LONGEST_NAME),
    distinctiveRing: row.flag('distinctive_ring_enabled'),
  };
}

/** By id or, in the organization that the operator names, by e-mail. Throws Refusal `bad_user_id`, `formula` or `too_long`. */
function idsOf(row: CsvRow): Partial<RowContent> {
  const email = row.freeText('user_email', LONGEST_EMAIL);
  if (!row.organization || email === undefined || row.text('user_id') !== undefined) {
    const user = row.required('user_id', userIdFrom, 'bad_user_id', 'a user id');
    return { ...userPart(user), holderEmail: email };
  }
  if (!EMAIL.test(email))
    throw row.refusalOf('user_email', 'bad_user_id', 'is no e-mail address, and there is no user_id');
  return { holderKey: email };
}

/** Undefined where there is no number. */
function providerPartOf(row: CsvRow, provider: Provider): Partial<RowContent> | undefined {
  const cells = providerCellsOf(row);
  const { e164, extension, line, ringPattern, heldSince } = callingLineOf(row);
  const strange = extension ? 'extension' : line === 'primary' ? 'primary' : ringPattern && 'ring_pattern';
  if (strange) {
    throw row.refusal(strange, 'mixed_line', `${strange} is that of a calling line, and the row names a provider`);
  }
  return e164 ? { e164, provider, ...cells, heldSince } : undefined;
}

function callingPartOf(row: CsvRow, location: Partial<RowContent>, listPosition: number): Partial<RowContent> {
  const { isDefault, receivesCalls, label } = providerCellsOf(row);
  const line = callingLineOf(row);
  if (!line.e164 && !line.extension) return {};
  const isCalling = line.extension !== undefined || line.line !== undefined || isSaid(location);
  if (!isCalling) throw row.refusal('provider', 'unknown_provider', 'provider is missing');
  const strange = isDefault ? 'is_default' : receivesCalls === false ? 'is_inbound_enabled' : label && 'label';
  if (strange) {
    throw row.refusal(strange, 'mixed_line', `${strange} is that of a provider's line, and the row names no provider`);
  }
  return { ...line, receivesCalls: true, listPosition };
}

function providerCellsOf(row: CsvRow): Pick<RowContent, 'isDefault' | 'receivesCalls' | 'label'> {
  return {
    isDefault: row.flag('is_default'),
    receivesCalls: row.flag('is_inbound_enabled'),
    label: row.freeText('label', LONGEST_LABEL, 'bad_label'),
  };
}
