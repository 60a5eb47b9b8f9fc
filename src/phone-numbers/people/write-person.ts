import type { ClientBase } from 'pg';
import { LocationFixed } from '../assignments/calling-lines.errors.js';
import { currentLines, type CurrentLine } from '../assignments/calling-lines.queries.js';
import { primaryChanged } from '../assignments/change-primary.js';
import type { HeldPerson } from '../assignments/held-person.js';
import { changeOf, type LineHolder } from '../assignments/line-holder.js';
import { lockNumbers } from '../assignments/locks.js';
import { replaceLines } from '../assignments/replace-lines.js';
import type { WantedLine } from '../assignments/wanted-line.js';
import { LocationNotFound } from '../locations/locations.errors.js';
import { reachLocation } from '../locations/reached-location.js';
import type { ChangedBy } from '../record/record-change.js';
import type { Reach } from '../tenants/reach.js';
import { licencesAfter, writeLicences, type LicencesAfter } from './person-licences.js';
import { CallingLicenceMissing, CallingPropertiesMissing, LocationUnknown } from './person-settings.errors.js';
import { detailsAfter, isSameDetails, type PersonSettings } from './person-settings.js';
import { personDetails, updatePerson } from './person-settings.queries.js';

export interface PersonWrite {
  settings: PersonSettings;
  action: string;
  by: ChangedBy;
}

/**
 * Writes what is said of a person who is locked, as is the location where they shall be: details, licences and the
 * primary line. A calling licence that goes takes all lines with it. Throws LocationUnknown, LocationFixed, the errors of
 * person-settings.errors, BadNumber, CountryUnknown, NumberNotInLocation, ExtensionInUse, RuleBroken, NumberResting,
 * ClockBehind.
 */
export async function writePerson(
  client: ClientBase,
  person: HeldPerson,
  reach: Reach,
  { settings, action, by }: PersonWrite,
): Promise<void> {
  const { userId, objectId } = person;
  const place = await placeAfter(client, person, reach, settings);
  const licences = await licencesAfter(client, person, settings.licences);
  const before = await personDetails(client, userId);
  const after = detailsAfter(before, settings);
  const lines = await currentLines(client, userId);
  const holder: LineHolder = { ...person, ...place, kind: 'user', holderId: userId, subject: { userId: objectId } };
  const wanted = await linesAfter(client, holder, lines, { settings, licences });
  const isChanged = !isSameDetails(before, after);
  // Before the lines: they are where the person is.
  if (isChanged) await updatePerson(client, userId, after);
  const alsoChanges = action === 'user.create' || isChanged || licences.given.length + licences.taken.length > 0;
  await replaceLines(client, wanted ? lines : [], wanted ?? [], changeOf(action, holder, by), alsoChanges);
  await writeLicences(client, person, licences);
}

/** Where the person is from now on; an empty text: nowhere. Throws LocationUnknown, LocationFixed. */
async function placeAfter(
  client: ClientBase,
  { locationId, country, hasCalling }: HeldPerson,
  reach: Reach,
  { location }: PersonSettings,
): Promise<Pick<LineHolder, 'locationId' | 'country'>> {
  if (!location || location.uuid === locationId) return { locationId: locationId ?? '', country };
  if (hasCalling) throw new LocationFixed(location.place, 'user');
  try {
    return await reachLocation(client, location.uuid, reach);
  } catch (error) {
    throw error instanceof LocationNotFound ? new LocationUnknown(location.place) : error;
  }
}

interface Asked {
  settings: PersonSettings;
  licences: LicencesAfter;
}

/** Undefined: as they are. Throws CallingPropertiesMissing, CallingLicenceMissing, and what primaryChanged throws. */
async function linesAfter(
  client: ClientBase,
  holder: LineHolder,
  lines: readonly CurrentLine[],
  { settings: { primary, licences: asked }, licences: { hadCalling, hasCalling } }: Asked,
): Promise<WantedLine[] | undefined> {
  if (hadCalling && !hasCalling) {
    await lockNumbers(
      client,
      [],
      lines.map(({ id }) => id),
    );
    return [];
  }
  if (!primary) {
    if (hasCalling && !hadCalling && !lines.length) throw new CallingPropertiesMissing(asked!.place);
    return undefined;
  }
  if (!hasCalling && !lines.length) throw new CallingLicenceMissing(primary.place);
  if (!holder.locationId) throw new CallingPropertiesMissing(primary.place);
  const wanted = await primaryChanged(client, holder, lines, primary);
  const hasNone = wanted.some(({ e164, extension }) => e164 === null && extension === null);
  if (hasNone) throw new CallingPropertiesMissing(primary.place);
  return wanted;
}
