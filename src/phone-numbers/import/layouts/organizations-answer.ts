import type { OrganizationId } from '../../../ids/organization-id.js';
import { userIdFrom } from '../../../ids/user-id.js';
import { e164From } from '../../record/e164.js';
import { PROVIDERS, type Provider } from '../../record/number-assignment.entity.js';
import { hasAtMost, LONGEST_EMAIL, LONGEST_LABEL, LONGEST_NAME } from '../../record/text-length.js';
import type { JsonValue } from '../json-records.js';
import { Refusal } from '../refusal.js';
import { organizationPart, userPart, type RowContent } from '../staged-row.js';
import { booleanMember, freeTextMember, isObject, textMember } from './members.js';

/**
 * One entry of the organizations face's answer, `OrgPhoneNumberAssignment` (organizations contract, 1.2).
 * Throws Refusal `wrong_shape`, `bad_user_id`, `unknown_provider`, `bad_number`, `bad_label` or `too_long`.
 */
export function userRow(entry: JsonValue, organization: OrganizationId, listPosition: number): RowContent {
  if (!isObject(entry)) throw new Refusal('wrong_shape', 'an assignment is not an object');
  const user = userIdFrom(textMember(entry, 'userId') ?? '');
  if (!user) throw new Refusal('bad_user_id', 'userId is missing or no user id');
  return {
    kind: 'user',
    ...organizationPart(organization),
    ...userPart(user),
    holderName: freeTextMember(entry, 'userName', LONGEST_NAME),
    holderEmail: freeTextMember(entry, 'userEmail', LONGEST_EMAIL),
    provider: providerFrom(textMember(entry, 'provider')),
    e164: numberFrom(textMember(entry, 'phoneNumber')),
    // What the vendor's store leaves out, its reader fills in (organizations contract, rule 23).
    isDefault: booleanMember(entry, 'isDefault') ?? false,
    receivesCalls: booleanMember(entry, 'isInboundEnabled') ?? true,
    label: labelFrom(textMember(entry, 'label')),
    listPosition,
  };
}

function providerFrom(text: string | undefined): Provider {
  const provider = PROVIDERS.find((known) => known === text);
  if (!provider) throw new Refusal('unknown_provider', `provider is none of ${PROVIDERS.join(', ')}`);
  return provider;
}

function numberFrom(text: string | undefined): string {
  const e164 = e164From(text ?? '');
  if (!e164) throw new Refusal('bad_number', 'phoneNumber is missing or not in E.164 format');
  return e164;
}

function labelFrom(text: string | undefined): string | undefined {
  // As it came, so that it comes out the same; only POST trims it.
  const label = text || undefined;
  if (label && !hasAtMost(LONGEST_LABEL, label)) {
    throw new Refusal('bad_label', `label is longer than ${LONGEST_LABEL} characters`);
  }
  return label;
}
