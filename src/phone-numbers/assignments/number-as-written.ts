import { isCountry, numberReading } from '../record/e164.js';
import { AmbiguousNumber, BadNumber, CountryUnknown } from './calling-lines.errors.js';

/** A number as it was written: in E.164, or as in the country of the location. */
export type AsWritten<Change extends { e164?: string | null }> = Omit<Change, 'e164'> & { number: Change['e164'] };

/** The number in E.164, by the location's country. Throws BadNumber, CountryUnknown, AmbiguousNumber. */
export function e164Of(written: string, place: string, country: string | null): string {
  const known = country !== null && isCountry(country) ? country : undefined;
  const reading = numberReading(written, known);
  if (reading.e164 !== undefined) return reading.e164;
  if (reading.code === 'ambiguous_number') throw new AmbiguousNumber(place, reading.reason);
  throw known ? new BadNumber(place) : new CountryUnknown(place);
}
