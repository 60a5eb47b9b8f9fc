/** What is known of a person's name. */
export interface KnownName {
  fullName: string | null;
  firstName: string | null;
  lastName: string | null;
}

/** What stands for the last name of somebody or something that has none: clients read a text there. */
export const NO_LAST_NAME = '.';

/**
 * First and last name as they were told; else the last word of the full name is the last name, and what stands before it
 * the first name. The first name is undefined where nothing is known.
 */
export function personName({ fullName, firstName, lastName }: KnownName): { firstName?: string; lastName: string } {
  const words = fullName?.trim().split(/\s+/) ?? [];
  const last = words.length > 1 ? words.pop() : undefined;
  const first = words.join(' ');
  return { firstName: firstName ?? (first || undefined), lastName: lastName ?? last ?? NO_LAST_NAME };
}
