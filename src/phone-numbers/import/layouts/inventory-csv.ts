import { uuidFrom } from '../../../ids/webex-id.js';
import { INVENTORY_COLUMNS } from '../../csv/columns.js';
import { e164From } from '../../record/e164.js';
import { NUMBER_STATES } from '../../record/phone-number.entity.js';
import { booleanFrom, oneOf, type CsvRow } from '../csv-row.js';
import { organizationPart, type RowContent } from '../staged-row.js';
import { organizationOf } from './organization-columns.js';

const MOST_NUMBERS = 10_000;
// A plus begins the second number, so a hyphen inside of one is none between two.
const BETWEEN = /[-–](?=\s*\+)/;

export const INVENTORY_CSV = { ...INVENTORY_COLUMNS, contentsOf };

/**
 * The numbers of a row, one by one. Throws Refusal `bad_organization_id`, `bad_location_id`, `bad_number`, `bad_range`,
 * `bad_state`, `bad_boolean` or `wrong_shape`.
 */
function contentsOf(row: CsvRow): Iterable<RowContent> {
  const content = {
    kind: 'number' as const,
    ...organizationPart(organizationOf(row)),
    locationId: row.value('location_id', (text) => uuidFrom(text, ['LOCATION']), 'bad_location_id', 'a location id'),
    numberState: row.value('state', oneOf(NUMBER_STATES), 'bad_state', `one of ${NUMBER_STATES.join(', ')}`),
    isMainNumber: row.value('main_number', booleanFrom, 'bad_boolean', 'true or false'),
  };
  const range = rangeOf(row);
  if (content.isMainNumber && content.locationId === undefined) {
    throw row.refusal('location_id', 'bad_location_id', 'location_id is missing: a main number is that of a location');
  }
  if (content.isMainNumber && range.last > range.first) {
    throw row.refusal('main_number', 'bad_range', 'a location has one main number, and this is a range');
  }
  return numbersOf(range, content);
}

/** The digits of the first and the last number. */
interface Range {
  first: number;
  last: number;
}

function rangeOf(row: CsvRow): Range {
  const ends = row.required('phone_number', (text) => text.split(BETWEEN), 'bad_number', 'in E.164 format');
  const numbers = ends.map((text) => e164From(text));
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (!first || !last || ends.length > 2) {
    const expected = ends.length > 1 ? 'two numbers in E.164 format with a hyphen between them' : 'in E.164 format';
    throw row.refusal('phone_number', 'bad_number', `phone_number is not ${expected}`);
  }
  const refuse = (reason: string) => row.refusal('phone_number', 'bad_range', reason);
  if (first.length !== last.length) throw refuse('the ends of the range are of different lengths');
  // At most 15 digits, so a number is exact.
  const range = { first: Number(first.slice(1)), last: Number(last.slice(1)) };
  const count = range.last - range.first + 1;
  if (count < 1) throw refuse('the range ends before it begins');
  if (count > MOST_NUMBERS) throw refuse(`the range has ${count} numbers, and may have ${MOST_NUMBERS}`);
  return range;
}

function* numbersOf({ first, last }: Range, content: RowContent): Generator<RowContent> {
  for (let digits = first; digits <= last; digits++) yield { ...content, e164: `+${digits}` };
}
