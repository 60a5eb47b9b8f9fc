import { organizationIdFrom } from '../../../ids/organization-id.js';
import { uuidFrom, type WebexIdType } from '../../../ids/webex-id.js';
import { e164From } from '../../record/e164.js';
import { esn } from '../../record/esn.js';
import { LONGEST_NAME } from '../../record/text-length.js';
import type { JsonObject, JsonValue } from '../json-records.js';
import { Refusal } from '../refusal.js';
import { organizationPart, type RowContent } from '../staged-row.js';
import { booleanMember, freeTextMember, isObject, objectMember, textMember } from './members.js';

/** A workspace of the workspaces face's answer, and its entries as they came. */
export interface WorkspaceContent extends RowContent {
  entries: JsonValue[];
}

/**
 * The workspace, location and organization of the workspaces face's answer (workspaces contract, 1.1).
 * Throws Refusal `wrong_shape`, `bad_workspace_id`, `bad_location_id`, `bad_organization_id` or `too_long`.
 */
export function workspaceContent(answer: JsonObject): WorkspaceContent {
  const entries = answer.phoneNumbers;
  if (!Array.isArray(entries)) throw new Refusal('wrong_shape', 'phoneNumbers is not an array');
  const location = objectMember(answer, 'location');
  const organization = objectMember(answer, 'organization');
  const organizationId = organizationIdFrom(textMember(organization, 'id') ?? '');
  if (!organizationId) throw new Refusal('bad_organization_id', 'organization.id is missing or no organization id');
  return {
    entries,
    kind: 'workspace',
    ...organizationPart(organizationId, freeTextMember(organization, 'name', LONGEST_NAME)),
    locationId: idOf(location, 'LOCATION', 'bad_location_id', 'location.id'),
    locationName: freeTextMember(location, 'name', LONGEST_NAME),
    holderUuid: idOf(objectMember(answer, 'workspace'), 'PLACE', 'bad_workspace_id', 'workspace.id'),
    distinctiveRing: booleanMember(answer, 'distinctiveRingEnabled'),
  };
}

function idOf(object: JsonObject, type: WebexIdType, code: string, name: string): string {
  const uuid = uuidFrom(textMember(object, 'id') ?? '', [type]);
  if (!uuid) throw new Refusal(code, `${name} is missing or of another kind`);
  return uuid;
}

/**
 * One entry of `phoneNumbers`. Throws Refusal `wrong_shape`, `bad_number`, `bad_extension`, `bad_routing_prefix`,
 * `empty_line` or `alternate_without_number`.
 */
export function lineContent(entry: JsonValue, workspace: WorkspaceContent, listPosition: number): RowContent {
  if (!isObject(entry)) throw new Refusal('wrong_shape', 'an entry of phoneNumbers is not an object');
  const primary = booleanMember(entry, 'primary') ?? false;
  const external = textMember(entry, 'external');
  const e164 = external === undefined ? undefined : e164From(external);
  if (external !== undefined && !e164) throw new Refusal('bad_number', 'external is not in E.164 format');
  const extension = digitsMember(entry, 'extension', /^[0-9]{2,10}$/, 'bad_extension', '2 to 10 digits');
  if (!e164 && !extension) throw new Refusal('empty_line', 'an entry has neither external nor extension');
  if (!e164 && !primary) throw new Refusal('alternate_without_number', 'an alternate has no number');
  const { entries: _, ...content } = workspace;
  return {
    ...content,
    e164,
    extension,
    line: primary ? 'primary' : 'alternate',
    receivesCalls: true,
    routingPrefix: digitsMember(entry, 'routingPrefix', /^[0-9]{1,7}$/, 'bad_routing_prefix', '1 to 7 digits'),
    listPosition,
  };
}

function digitsMember(entry: JsonObject, name: string, digits: RegExp, code: string, expected: string) {
  const text = textMember(entry, name);
  if (text !== undefined && !digits.test(text)) throw new Refusal(code, `${name} is not ${expected}`);
  return text;
}

/** Says both values when an entry's `esn` is not what its prefix and extension make; the record computes its own. */
export function esnDifference(entry: JsonValue, { routingPrefix, extension }: RowContent): string | undefined {
  const stated = isObject(entry) ? entry.esn : undefined;
  const computed = esn(routingPrefix ?? null, extension ?? null);
  if (typeof stated !== 'string' || stated === computed) return undefined;
  return `esn is ${stated.slice(0, 20)}, but routing prefix and extension make ${computed ?? 'none'}`;
}
