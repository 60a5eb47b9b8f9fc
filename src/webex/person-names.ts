/** What the record knows of a person's names. Null: unknown. */
export interface KnownNames {
  fullName: string | null;
  firstName: string | null;
  lastName: string | null;
}

export interface PersonNames {
  displayName?: string;
  firstName?: string;
  lastName?: string;
}

/** What stands for a last name that there is none of: a client that sorts by it breaks without any (workspaces contract, 0.10). */
export const NO_LAST_NAME = '.';

/**
 * The names as this face tells them. Where the record has only a full name, its last word is the last name and all before
 * it the first name. What is not known is undefined.
 */
export function namesOf({ fullName, firstName, lastName }: KnownNames): PersonNames {
  const displayName = fullName ?? ([firstName, lastName].filter(Boolean).join(' ') || undefined);
  if (displayName === undefined) return {};
  const words = displayName.trim().split(/\s+/);
  const [first, last] = words.length > 1 ? [words.slice(0, -1).join(' '), words.at(-1)!] : [displayName, NO_LAST_NAME];
  return { displayName, firstName: firstName ?? first, lastName: lastName ?? last };
}
