import { e164From, isCountry } from '../record/e164.js';
import { BadNumber, CountryUnknown } from './calling-lines.errors.js';

/** A number as it was written: in E.164, or as in the country of the location. */
export type AsWritten<Change extends { e164?: string | null }> = Omit<Change, 'e164'> & { number: Change['e164'] };

/** The number in E.164, by the location's country. Throws BadNumber, CountryUnknown. */
export function e164Of(written: string, place: string, country: string | null): string {
  const known = country !== null && isCountry(country) ? country : undefined;
  const e164 = e164From(written) ?? (known && e164From(written, known));
  if (!e164) throw known ? new BadNumber(place) : new CountryUnknown(place);
  return e164;
}
