import { RING_PATTERNS } from '../../record/number-assignment.entity.js';
import { matching, oneOf } from '../cell-words.js';
import type { CsvRow } from '../csv-row.js';
import { countryOf } from './location-columns.js';
import type { RowContent } from '../staged-row.js';

export type CallingLineContent = Pick<RowContent, 'e164' | 'extension' | 'line' | 'ringPattern' | 'heldSince'>;

/**
 * What a row says of a calling line, be it that it has none. Throws Refusal `bad_number`, `ambiguous_number`, `bad_country`, `bad_extension`,
 * `bad_boolean`, `bad_ring_pattern` or `bad_held_since`.
 */
export function callingLineOf(row: CsvRow): CallingLineContent {
  const primary = row.flag('primary');
  const patterns = `one of ${RING_PATTERNS.join(', ')}`;
  return {
    // National format is read as in the row's own country: the location's may be corrected one day.
    e164: row.phoneNumber('phone_number', countryOf(row)),
    extension: row.value('extension', matching(/^[0-9]{2,10}$/), 'bad_extension', '2 to 10 digits'),
    line: primary === undefined ? undefined : primary ? 'primary' : 'alternate',
    ringPattern: row.value('ring_pattern', oneOf(RING_PATTERNS), 'bad_ring_pattern', patterns),
    heldSince: row.instant('held_since'),
  };
}
