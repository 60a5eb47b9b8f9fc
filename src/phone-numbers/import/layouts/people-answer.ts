import { organizationIdFrom } from '../../../ids/organization-id.js';
import { userIdFrom } from '../../../ids/user-id.js';
import { uuidFrom } from '../../../ids/webex-id.js';
import { e164From } from '../../record/e164.js';
import { LONGEST_EMAIL, LONGEST_NAME } from '../../record/text-length.js';
import type { JsonObject } from '../json-records.js';
import { Refusal } from '../refusal.js';
import { organizationPart, userPart, type RowContent } from '../staged-row.js';
import { freeTextMember, isObject, textMember } from './members.js';

const NUMBERS = ['work', 'alternate1', 'alternate2'];

/**
 * One entry of the `items` of `GET /v1/people?callingData=true` (workspaces contract, 2.11): the person, and a row for
 * each line of theirs. Like a CSV it adds and changes only: it does not list lines at CRM providers.
 * Throws Refusal `wrong_shape`, `bad_user_id`, `bad_organization_id`, `bad_location_id`, `bad_number`, `bad_extension`,
 * `bad_routing_prefix` or `too_long`.
 */
export function personContents(entry: JsonObject): RowContent[] {
  const user = userIdFrom(textMember(entry, 'id') ?? '');
  if (!user) throw new Refusal('bad_user_id', 'id is missing or no user id');
  const organization = organizationIdFrom(textMember(entry, 'orgId') ?? '');
  if (!organization) throw new Refusal('bad_organization_id', 'orgId is missing or no organization id');
  const person: RowContent = {
    kind: 'user',
    lists: 'calling',
    ...organizationPart(organization),
    ...userPart(user),
    holderName: freeTextMember(entry, 'displayName', LONGEST_NAME) || undefined,
    holderFirstName: freeTextMember(entry, 'firstName', LONGEST_NAME) || undefined,
    holderLastName: freeTextMember(entry, 'lastName', LONGEST_NAME) || undefined,
    holderEmail: emailOf(entry),
    locationId: locationOf(entry),
  };
  return [person, ...linesOf(entry).map((line, listPosition) => ({ ...person, ...line, listPosition }))];
}

function emailOf({ emails }: JsonObject): string | undefined {
  const [email] = Array.isArray(emails) ? emails : [];
  return freeTextMember({ email: email ?? null }, 'email', LONGEST_EMAIL) || undefined;
}

function locationOf(entry: JsonObject): string | undefined {
  const text = textMember(entry, 'locationId');
  const uuid = text === undefined ? undefined : uuidFrom(text, ['LOCATION']);
  if (text !== undefined && !uuid) throw new Refusal('bad_location_id', 'locationId is no location id');
  return uuid;
}

/** Numbers of other types, such as `mobile` and `fax`, are no lines. */
function linesOf(entry: JsonObject): Partial<RowContent>[] {
  const entries = entry.phoneNumbers ?? [];
  if (!Array.isArray(entries) || !entries.every(isObject)) {
    throw new Refusal('wrong_shape', 'phoneNumbers is not an array of objects');
  }
  const extension = textMember(entry, 'extension');
  if (extension !== undefined && !/^[0-9]{2,10}$/.test(extension)) {
    throw new Refusal('bad_extension', 'extension is not 2 to 10 digits');
  }
  const short = entries.find(({ type }) => type === 'work_extension');
  const numbers = entries.filter(({ type }) => typeof type === 'string' && NUMBERS.includes(type));
  if ((short || numbers.length) && (entry.locationId ?? undefined) === undefined) {
    throw new Refusal('bad_location_id', 'locationId is missing: read people with callingData=true');
  }
  const work = numbers.find(({ type }) => type === 'work');
  const alternates = numbers.filter(({ type }) => type !== 'work');
  const routingPrefix = short && prefixOf(short, extension);
  const primary: Partial<RowContent> = { e164: work && numberOf(work), extension, routingPrefix, line: 'primary' };
  return [
    ...(work || extension !== undefined ? [primary] : []),
    ...alternates.map((one): Partial<RowContent> => ({ e164: numberOf(one), line: 'alternate' })),
  ].map((line) => ({ ...line, receivesCalls: true }));
}

function numberOf(entry: JsonObject): string {
  const e164 = e164From(textMember(entry, 'value') ?? '');
  if (!e164) throw new Refusal('bad_number', 'a value of phoneNumbers is missing or not in E.164 format');
  return e164;
}

/** What the location's prefix is, as the extension is written behind it. */
function prefixOf(short: JsonObject, extension = ''): string | undefined {
  const value = textMember(short, 'value') ?? '';
  if (!extension || !value.endsWith(extension)) {
    throw new Refusal('bad_extension', 'the work_extension does not end with the extension');
  }
  const prefix = value.slice(0, -extension.length);
  if (!/^[0-9]{0,7}$/.test(prefix)) throw new Refusal('bad_routing_prefix', 'the work_extension has a long prefix');
  return prefix || undefined;
}
