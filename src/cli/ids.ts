import { organizationIdFrom, type OrganizationId } from '../ids/organization-id.js';
import { uuidFrom } from '../ids/webex-id.js';
import { locationUuidFrom } from '../ids/workspace-location-id.js';
import { faultOfNumber } from '../phone-numbers/import/csv-row.js';
import { numberReading } from '../phone-numbers/record/e164.js';
import { BadRange, countOf, MOST_NUMBERS, numberRangeFrom, numbersOf } from '../phone-numbers/record/number-range.js';
import { WrongUsage } from './usage.errors.js';

/** An option that names an organization, in any spelling. Throws WrongUsage. */
export function organizationOption(name: string, text: string): OrganizationId {
  const id = organizationIdFrom(text);
  if (!id)
    throw new WrongUsage(`${name} is no organization id: give 24 hex digits, a UUID, or the workspaces face's id`);
  return id;
}

/** An argument that names a workspace, in any spelling; its UUID. Throws WrongUsage. */
export function workspaceArgument(text: string): string {
  const id = uuidFrom(text, ['PLACE']);
  if (!id) throw new WrongUsage("not a workspace id: give a UUID, or the workspaces face's id");
  return id;
}

/** An argument that names a location, in any spelling; its UUID. Throws WrongUsage. */
export function locationArgument(text: string): string {
  const id = locationUuidFrom(text);
  if (!id) throw new WrongUsage("not a location id: give a UUID, or one of the workspaces face's ids");
  return id;
}

/** An argument that names a phone number; in E.164. Throws WrongUsage. */
export function numberArgument(text: string, country?: string): string {
  const reading = numberReading(text, country);
  if (reading.e164 !== undefined) return reading.e164;
  const fault = faultOfNumber(reading);
  throw new WrongUsage(`${text} is no phone number: give it in E.164, for example +14165550102. It ${fault}`);
}

/** Arguments that are numbers and ranges of numbers; each number once, in E.164. Throws WrongUsage. */
export function numbersArgument(texts: readonly string[], country?: string): string[] {
  const ranges = texts.map((text) => rangeArgument(text, country));
  if (ranges.reduce((count, range) => count + countOf(range), 0) > MOST_NUMBERS) {
    throw new WrongUsage(`at most ${MOST_NUMBERS} numbers at once`);
  }
  return [...new Set(ranges.flatMap((range) => [...numbersOf(range)]))];
}

function rangeArgument(text: string, country: string | undefined) {
  try {
    return numberRangeFrom(text, country);
  } catch (error) {
    if (!(error instanceof BadRange)) throw error;
    throw new WrongUsage(`${text}: ${faultOfNumber({ reason: error.message, lacksCountry: error.lacksCountry })}`);
  }
}
