import type { Organization } from '../record/organization.entity.js';
import { callingCodeOf, callingCodeOfCountry } from '../record/e164.js';

/**
 * Whether the organization's own administrators may add a number that nobody has. A country is told by its calling code
 * alone: which of several countries with one code a number belongs to changes with the numbering plan.
 */
export function isAddable(
  e164: string,
  { mayAddNumbers, countries }: Pick<Organization, 'mayAddNumbers'> & { countries: readonly string[] },
): boolean {
  if (mayAddNumbers !== 'own_countries') return mayAddNumbers === 'any';
  const code = callingCodeOf(e164);
  return countries.some((country) => callingCodeOfCountry(country) === code);
}
