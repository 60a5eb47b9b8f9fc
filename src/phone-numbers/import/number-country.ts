import { parsePhoneNumber } from 'libphonenumber-js/max';
import { callingCodeOfCountry } from '../record/e164.js';
import type { RowContent } from './staged-row.js';

/** Of a number that is called from everywhere in the same way, whose code belongs to no country. */
const EVERYWHERE = new Set(['800', '808', '870', '878', '881', '882', '883', '888', '979']);

/**
 * Says it if the number of a line in a location has the calling code of another country than the row says of the location:
 * somebody may have mixed up the columns of two offices. Countries that share a calling code count as one, and toll-free
 * numbers have no place. Whether a numbering plan has the number is not asked: plans change with each release of the
 * library, and numbers that are reserved for fiction are in none.
 */
export function countryDifference({ e164, country, provider }: RowContent): string | undefined {
  const code = country && provider === undefined ? callingCodeOfCountry(country) : undefined;
  if (e164 === undefined || code === undefined || e164.startsWith(`+${code}`)) return undefined;
  const number = parsePhoneNumber(e164);
  if (EVERYWHERE.has(number.countryCallingCode) || number.getType() === 'TOLL_FREE') return undefined;
  return `${e164} has the calling code +${number.countryCallingCode}, and its location is in ${country} (+${code})`;
}
