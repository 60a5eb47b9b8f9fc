import { InvalidParameter } from '../http/invalid-parameter.js';
import { isCountry, numberReading } from '../phone-numbers/record/e164.js';

/**
 * A number as somebody writes it, as E.164: international, as a `tel:` URI, or in the national format of the country
 * that the query names. Throws InvalidParameter.
 */
export function numberFrom(text: string, { country }: Record<string, unknown>): string {
  if (country !== undefined && !(typeof country === 'string' && isCountry(country))) {
    throw new InvalidParameter('country', 'one country of ISO 3166-1 alpha-2, in upper case');
  }
  const reading = numberReading(text, country);
  if (reading.e164 !== undefined) return reading.e164;
  const expected = 'a phone number: E.164, or national format and its country';
  const isAmbiguous = reading.code === 'ambiguous_number';
  throw new InvalidParameter('number', isAmbiguous ? `${expected}; this one ${reading.reason}` : expected);
}
