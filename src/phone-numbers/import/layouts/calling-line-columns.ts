import { e164From } from '../../record/e164.js';
import { instantOrDayFrom } from '../../record/instant.js';
import { RING_PATTERNS } from '../../record/number-assignment.entity.js';
import { booleanFrom, matching, oneOf, type CsvRow } from '../csv-row.js';
import type { RowContent } from '../staged-row.js';

export type CallingLineContent = Pick<RowContent, 'e164' | 'extension' | 'line' | 'ringPattern' | 'heldSince'>;

/**
 * What a row says of a calling line, be it that it has none. Throws Refusal `bad_number`, `bad_extension`,
 * `bad_boolean`, `bad_ring_pattern` or `bad_held_since`.
 */
export function callingLineOf(row: CsvRow): CallingLineContent {
  const primary = row.value('primary', booleanFrom, 'bad_boolean', 'true or false');
  const patterns = `one of ${RING_PATTERNS.join(', ')}`;
  return {
    e164: numberOf(row),
    extension: row.value('extension', matching(/^[0-9]{2,10}$/), 'bad_extension', '2 to 10 digits'),
    line: primary === undefined ? undefined : primary ? 'primary' : 'alternate',
    ringPattern: row.value('ring_pattern', oneOf(RING_PATTERNS), 'bad_ring_pattern', patterns),
    heldSince: row.value('held_since', instantOrDayFrom, 'bad_held_since', 'an instant or a date'),
  };
}

/** National format is read as in the row's own country: the location's may be corrected one day. */
function numberOf(row: CsvRow): string | undefined {
  const country = row.text('country');
  const written = `in E.164 format${country ? `, nor in the national format of ${country}` : ''}`;
  return row.value('phone_number', (text) => e164From(text, country), 'bad_number', written);
}
