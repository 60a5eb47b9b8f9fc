import { Option } from 'commander';
import { isCountry } from '../phone-numbers/record/e164.js';
import { WrongUsage } from './usage.errors.js';

/** For commands that take written numbers. */
export interface CountryOptions {
  country?: string;
}

/** Adds `--country`; an action gets it in upper case. */
export const countryOption = (): Option =>
  new Option('--country <cc>', 'the country that numbers without a plus are of, for example CA').argParser(countryFrom);

/** In any case. Throws WrongUsage. */
export function countryFrom(text: string): string {
  const upper = text.toUpperCase();
  if (isCountry(upper)) return upper;
  throw new WrongUsage('--country is no country code of ISO 3166-1 alpha-2, like CA');
}
