import { isSupportedCountry } from 'libphonenumber-js/max';

/** An ISO 3166-1 alpha-2 code, in capitals, of a country that has phone numbers; undefined if it is none. */
export function countryFrom(text: string): string | undefined {
  return isSupportedCountry(text) ? text : undefined;
}
