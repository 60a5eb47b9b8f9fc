import type { AsWritten } from '../assignments/number-as-written.js';
import type { PrimaryChange } from '../assignments/primary-line.js';

/** Licences by their UUIDs: all that a person shall have, or which more and which no more. */
export interface LicencesChange {
  place: string;
  exactly?: readonly string[];
  added?: readonly string[];
  removed?: readonly string[];
}

/** What shall be said of a person. What is left out stays as it is. */
export interface PersonSettings {
  email?: string;
  fullName?: string;
  firstName?: string;
  lastName?: string;
  location?: { place: string; uuid: string };
  licences?: LicencesChange;
  /** In it null: the line has none any more. */
  primary?: AsWritten<PrimaryChange>;
}

/** What the record says of a person; null: unknown. */
export interface PersonDetails {
  email: string | null;
  fullName: string | null;
  firstName: string | null;
  lastName: string | null;
  locationId: string | null;
}

/** Another full name takes the parts of the one before with it; parts alone make a full name. */
export function detailsAfter(before: PersonDetails, settings: PersonSettings): PersonDetails {
  const parts = [settings.firstName, settings.lastName].filter(Boolean).join(' ');
  const fullName = settings.fullName ?? (parts || before.fullName);
  const known = fullName === before.fullName ? before : { firstName: null, lastName: null };
  return {
    email: settings.email ?? before.email,
    fullName,
    firstName: settings.firstName ?? known.firstName,
    lastName: settings.lastName ?? known.lastName,
    locationId: settings.location?.uuid ?? before.locationId,
  };
}

export const isSameDetails = (a: PersonDetails, b: PersonDetails): boolean =>
  (Object.keys(a) as (keyof PersonDetails)[]).every((member) => a[member] === b[member]);
