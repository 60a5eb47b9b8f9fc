import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumber,
  ParseError,
  type CountryCode,
} from 'libphonenumber-js/max';

// Invariant 8.
const E164 = /^\+[1-9][0-9]{6,14}$/;

/**
 * Characters of a written number. What is longer is none, and nothing looks at it: to normalize combining marks takes
 * the square of their number, 22 s for 250 KB (measured).
 */
export const LONGEST_WRITTEN_NUMBER = 64;

/**
 * A written PSTN number as E.164, or undefined when it is none (frame, section 1, "Numbers").
 *
 * Separators and one leading `tel:` are allowed, an extension is not. National format needs the country (ISO 3166-1
 * alpha-2) that it is written in. Length decides, not the numbering plan: that changes with each metadata release,
 * and ranges reserved for fiction are in no plan. Some countries have lengths that are no E.164 number's.
 */
export function e164From(text: string, country?: string): string | undefined {
  if (text.length > LONGEST_WRITTEN_NUMBER) return undefined;
  const written = tidied(text);
  if (country === undefined && !written.startsWith('+')) return undefined;
  try {
    const number = parsePhoneNumber(written, { defaultCountry: country as CountryCode | undefined, extract: false });
    const isKept = number.isPossible() && number.ext === undefined && E164.test(number.number);
    return isKept ? number.number : undefined;
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

/**
 * The text, if it can be a number as far as can be said before the country is known: in E.164, or with digits and no
 * letters. Undefined if it is none in any country.
 */
export function writtenNumberFrom(text: string): string | undefined {
  if (text.length > LONGEST_WRITTEN_NUMBER) return undefined;
  const written = tidied(text);
  const isNumber = written.startsWith('+') ? e164From(text) !== undefined : NATIONAL.test(written);
  return isNumber ? text : undefined;
}

// A generous length: an E.164 number with a separator after each digit.
const NATIONAL = /^(?=.*\d)\P{L}{2,40}$/su;

function tidied(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/^\s*tel:/i, '')
    .trim();
}

const COUNTRY = /^[A-Z]{2}$/;
/** For documents. */
export const COUNTRY_FORM = { pattern: COUNTRY.source };

/** Whether numbers are written in a national format of this country: ISO 3166-1 alpha-2, upper case. */
export function isCountry(text: string): boolean {
  return COUNTRY.test(text) && isSupportedCountry(text);
}

/** The country calling code of a number in E.164, for example `49`. */
export function callingCodeOf(e164: string): string {
  return parsePhoneNumber(e164).countryCallingCode;
}

/** The same of a country; undefined where the numbering plans do not know it. */
export function callingCodeOfCountry(country: string): string | undefined {
  return isCountry(country) ? getCountryCallingCode(country as CountryCode) : undefined;
}
