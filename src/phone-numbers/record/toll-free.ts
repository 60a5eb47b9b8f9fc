import { Metadata } from 'libphonenumber-js/core';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max';

/**
 * What toll-free numbers in E.164 look like, as a regular expression for JavaScript and PostgreSQL alike: the
 * numbering plans of all countries in one, so that a list can be read by it where the numbers are.
 */
export const TOLL_FREE_FORM = formOf(patternsByCallingCode());

const TOLL_FREE = new RegExp(TOLL_FREE_FORM);

/** Whether callers of the number, in E.164, pay nothing. */
export function isTollFree(e164: string): boolean {
  return TOLL_FREE.test(e164);
}

/** What the library's declarations leave out of a numbering plan. */
interface TypedPlan {
  type(name: 'TOLL_FREE'): { pattern(): string } | undefined;
}

function patternsByCallingCode(): Map<string, Set<string>> {
  const patterns = new Map<string, Set<string>>();
  const plans = new Metadata(metadata);
  for (const country of getCountries()) {
    plans.selectNumberingPlan(country);
    const pattern = (plans.numberingPlan as Partial<TypedPlan> | undefined)?.type?.('TOLL_FREE')?.pattern();
    const code = getCountryCallingCode(country);
    if (pattern) patterns.set(code, (patterns.get(code) ?? new Set()).add(pattern));
  }
  return patterns;
}

function formOf(patterns: Map<string, Set<string>>): string {
  const plans = [...patterns].map(([code, forms]) => `${code}(?:${[...forms].join('|')})`);
  return `^\\+(?:${plans.join('|')})$`;
}
