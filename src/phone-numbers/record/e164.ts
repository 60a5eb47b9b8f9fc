import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumber,
  ParseError,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import { numberTextFrom } from './number-text.js';

// Invariant 8.
const E164 = /^\+[1-9][0-9]{6,14}$/;

/** Characters of a written number. What is longer is none, and nothing looks at it. */
export const LONGEST_WRITTEN_NUMBER = 64;

/**
 * What a text says: a number in E.164, or why none can be taken from it. `reason` is the end of a sentence that begins with
 * the text.
 */
export type NumberReading =
  | { e164: string }
  | {
      e164?: undefined;
      code: 'bad_number' | 'ambiguous_number';
      reason: string;
      /** A country would say how to read it. */
      lacksCountry?: true;
    };

/**
 * A written PSTN number as E.164, or undefined when it is none (frame, section 1, "Numbers").
 *
 * Separators, invisible marks, one leading `tel:` and what spreadsheets put around text are allowed, an extension is not.
 * National format needs the country (ISO 3166-1 alpha-2) that it is written in. Length decides, not the numbering plan:
 * that changes with each metadata release, and ranges reserved for fiction are in no plan. Some countries have lengths
 * that are no E.164 number's.
 */
export function e164From(text: string, country?: string): string | undefined {
  return numberReading(text, country).e164;
}

/** The same, with the reason where it is none: never another number than was meant. */
export function numberReading(text: string, country?: string): NumberReading {
  if (text.length > LONGEST_WRITTEN_NUMBER) return bad('is longer than a number');
  const written = numberTextFrom(text);
  if ('fault' in written) return bad(written.fault);
  const { digits, hasPlus, hasOptionalZero } = written;
  if (hasPlus) {
    const number = numberFrom(`+${digits}`);
    if (!number) return bad(faultOfInternational(digits, country));
    // Where the zero belongs to the number, as in Italy, a mobile number has none.
    const isOneTooMany = hasOptionalZero && number.nationalNumber.startsWith('0') && !number.isValid();
    return isOneTooMany ? bad('has a zero in brackets that does not belong to it') : { e164: number.number };
  }
  if (country === undefined) {
    const reason = 'has no plus before it, and no country says how to read it';
    return { ...bad(reason), lacksCountry: true };
  }
  return nationalReading(digits, country);
}

const NOT_E164 = 'is not in E.164 format, like +14165550102';

const bad = (reason: string) => ({ code: 'bad_number' as const, reason });

/**
 * Digits without a plus: a number of the country, or one that a spreadsheet took the plus from. Where both are possible,
 * and the plans do not tell which, it is neither.
 */
function nationalReading(digits: string, country: string): NumberReading {
  const national = numberFrom(digits, country);
  const international = numberFrom(`+${digits}`);
  if (!international || national?.number === international.number) {
    return national ? { e164: national.number } : bad(`is no number of ${country}, nor one in E.164 format`);
  }
  const isOwn = callingCodeOfCountry(country) === international.countryCallingCode;
  if (!national) {
    const isCertain = isOwn || digits.length >= LONG || (digits.length >= LONG - 1 && international.isValid());
    return isCertain ? { e164: international.number } : bad(`is no number of ${country}`);
  }
  const chosen = isOwn ? validOf(national, international) : preferred(national, international);
  if (chosen) return { e164: chosen.number };
  const readings = `${national.number}, or ${international.number} without its plus`;
  return { code: 'ambiguous_number', reason: `may be ${readings}; write the one that is meant` };
}

/** Digits that no country has for a number within a town; with one less, the plan has to know the number. */
const LONG = 11;

/** The one that a numbering plan has, if it has one of them only. */
function validOf(...numbers: [PhoneNumber, PhoneNumber]): PhoneNumber | undefined {
  const valid = numbers.filter((number) => number.isValid());
  return valid.length === 1 ? valid[0] : undefined;
}

/**
 * The national one, if no plan has the other. If one has, only where people write all their numbers like this: without a
 * trunk prefix, and no longer than within a country.
 */
function preferred(national: PhoneNumber, international: PhoneNumber): PhoneNumber | undefined {
  if (!international.isValid()) return national;
  if (!national.isValid()) return undefined;
  const { nationalNumber } = national;
  const isUsual = national.formatNational().replace(/\D/g, '').startsWith(nationalNumber);
  return isUsual && nationalNumber.length < LONG ? national : undefined;
}

/** A number of a possible length; undefined if it is none. */
function numberFrom(text: string, country?: string): PhoneNumber | undefined {
  try {
    const number = parsePhoneNumber(text, { defaultCountry: country as CountryCode | undefined, extract: false });
    return number.isPossible() && number.ext === undefined && E164.test(number.number) ? number : undefined;
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

function faultOfInternational(digits: string, country: string | undefined): string {
  const code = country && callingCodeOfCountry(country);
  const isCodeMissing = code && !digits.startsWith(code) && numberFrom(digits, country);
  return isCodeMissing ? `begins with the calling code of another country; is +${code} missing?` : NOT_E164;
}

/**
 * The text, if it can be a number as far as can be said before the country is known: in E.164, or with digits and no
 * letters. Undefined if it is none in any country.
 */
export function writtenNumberFrom(text: string): string | undefined {
  if (text.length > LONGEST_WRITTEN_NUMBER) return undefined;
  const written = numberTextFrom(text);
  if ('fault' in written) return undefined;
  return !written.hasPlus || numberFrom(`+${written.digits}`) ? text : undefined;
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
