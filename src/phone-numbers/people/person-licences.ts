import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { isCallingLicence } from '../record/calling-person.js';
import { LicencesExclusive, PersonLicenceUnknown, PersonLicenceUsedUp } from './person-settings.errors.js';
import type { LicencesChange } from './person-settings.js';

interface NamedLicence {
  id: string;
  name: string;
}

/** What becomes of a person's licences. */
export interface LicencesAfter {
  /** UUIDs. */
  given: readonly string[];
  taken: readonly string[];
  /** Whether one of them is for calling. */
  hadCalling: boolean;
  hasCalling: boolean;
}

const OF_PERSON = preparedStatement(
  'licences_of_person',
  `SELECT l.id, l.name FROM user_licences h JOIN licences l ON l.id = h.licence_id WHERE h.user_id = $1 ORDER BY l.id`,
);
// Whoever counts the units of a licence has locked it, after the holders and before the numbers.
const LOCK = preparedStatement(
  'lock_licences_for_person',
  `SELECT id, name FROM licences WHERE organization_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
);
const USED_UP = preparedStatement(
  'used_up_licences',
  `SELECT l.id FROM licences l
    WHERE l.organization_id = $1 AND l.id = ANY ($2::uuid[])
      AND l.total_units <= (SELECT count(*) FROM user_licences h WHERE h.licence_id = l.id)
                           + (SELECT count(*) FROM workspaces w WHERE w.licence_id = l.id AND w.removed_at IS NULL)`,
);
const GIVE = preparedStatement(
  'give_licences',
  `INSERT INTO user_licences (organization_id, user_id, licence_id) SELECT $1, $2, unnest($3::uuid[])`,
);
const TAKE = preparedStatement(
  'take_licences',
  'DELETE FROM user_licences WHERE user_id = $1 AND licence_id = ANY ($2::uuid[])',
);

/**
 * Locks the licences that the person, who is locked, does not have yet, and sees that each has a unit left.
 * Throws PersonLicenceUnknown, PersonLicenceUsedUp, LicencesExclusive.
 */
export async function licencesAfter(
  client: ClientBase,
  { userId, organizationId }: { userId: string; organizationId: string },
  { place = '', exactly, added = [], removed = [] }: Partial<LicencesChange> = {},
): Promise<LicencesAfter> {
  const before = await runPrepared<NamedLicence>(client, OF_PERSON, [userId]);
  const held = new Set(before.map(({ id }) => id));
  const wanted = new Set(exactly ?? [...held, ...added].filter((id) => !removed.includes(id)));
  const named = [...new Set([...wanted, ...removed])].filter((id) => !held.has(id));
  const known = named.length ? await runPrepared<NamedLicence>(client, LOCK, [organizationId, named]) : [];
  if (known.length < named.length) throw new PersonLicenceUnknown(place);
  const given = named.filter((id) => wanted.has(id));
  const usedUp = given.length ? await runPrepared(client, USED_UP, [organizationId, given]) : [];
  if (usedUp.length) throw new PersonLicenceUsedUp(place);
  const calling = [...before, ...known].filter(({ id, name }) => wanted.has(id) && isCallingLicence(name));
  if (calling.length > 1 && given.length) throw new LicencesExclusive(place);
  return {
    given,
    taken: [...held].filter((id) => !wanted.has(id)),
    hadCalling: before.some(({ name }) => isCallingLicence(name)),
    hasCalling: calling.length > 0,
  };
}

export async function writeLicences(
  client: ClientBase,
  { userId, organizationId }: { userId: string; organizationId: string },
  { given, taken }: LicencesAfter,
): Promise<void> {
  if (given.length) await runPrepared(client, GIVE, [organizationId, userId, given]);
  if (taken.length) await runPrepared(client, TAKE, [userId, taken]);
}
