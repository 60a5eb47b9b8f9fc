import { uuidFrom } from '../../../ids/webex-id.js';
import { INVENTORY_COLUMNS } from '../../csv/columns.js';
import { BadRange, countOf, numberRangeFrom, numbersOf, type NumberRange } from '../../record/number-range.js';
import { NUMBER_STATES } from '../../record/phone-number.entity.js';
import { oneOf } from '../cell-words.js';
import { faultOfNumber, type CsvRow } from '../csv-row.js';
import { organizationPart, type RowContent } from '../staged-row.js';
import { locationKeyOf } from './location-columns.js';
import { organizationOf } from './organization-columns.js';

export const INVENTORY_CSV = { ...INVENTORY_COLUMNS, contentsOf };

/**
 * The numbers of a row, one by one. Throws Refusal `bad_organization_id`, `bad_location_id`, `bad_number`, `bad_range`,
 * `bad_state`, `bad_boolean` or `wrong_shape`.
 */
function contentsOf(row: CsvRow): Iterable<RowContent> {
  const content = {
    kind: 'number' as const,
    ...organizationPart(organizationOf(row)),
    ...placeOf(row),
    numberState: row.value('state', oneOf(NUMBER_STATES), 'bad_state', `one of ${NUMBER_STATES.join(', ')}`),
    isMainNumber: row.flag('main_number'),
  };
  const range = rangeOf(row);
  if (content.isMainNumber && content.locationId === undefined && content.locationKey === undefined) {
    throw row.refusal('location_id', 'bad_location_id', 'location_id is missing: a main number is that of a location');
  }
  if (content.isMainNumber && countOf(range) > 1) {
    throw row.refusal('main_number', 'bad_range', 'a location has one main number, and this is a range');
  }
  return contentsOfRange(range, content);
}

/** Nothing else of the location: the row's `state` is that of its number. Throws Refusal `bad_location_id`. */
function placeOf(row: CsvRow): Pick<RowContent, 'locationId' | 'locationKey'> {
  const read = (text: string): string | undefined => uuidFrom(text, ['LOCATION']);
  const locationId = row.value('location_id', read, 'bad_location_id', 'a location id');
  return locationId === undefined ? { locationKey: locationKeyOf(row) } : { locationId };
}

/** A number or a range of numbers. Throws Refusal `bad_number`, `ambiguous_number` or `bad_range`. */
function rangeOf(row: CsvRow): NumberRange {
  const text = row.required('phone_number', (written) => written, 'bad_number', 'a number');
  try {
    return numberRangeFrom(text, row.country);
  } catch (error) {
    if (!(error instanceof BadRange)) throw error;
    if (error.code === 'bad_range') throw row.refusal('phone_number', error.code, error.message);
    const fault = faultOfNumber({ reason: error.message, lacksCountry: error.lacksCountry });
    throw row.refusalOf('phone_number', error.code, fault);
  }
}

function* contentsOfRange(range: NumberRange, content: RowContent): Generator<RowContent> {
  for (const e164 of numbersOf(range)) yield { ...content, e164 };
}
