import { InvalidParameter } from '../../http/invalid-parameter.js';
import { uuidFrom } from '../../ids/webex-id.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import type { InventoryFilter } from '../../phone-numbers/inventory/inventory-filter.js';
import { LONGEST_WRITTEN_NUMBER } from '../../phone-numbers/record/e164.js';
import { booleanOf, choiceOf, idOf, textOf } from '../../http/query-values.js';

type Query = Record<string, unknown>;

/** Characters of a part of an owner's name. */
export const LONGEST_OWNER_NAME = 255;
/** Characters of a word that this product need not know. */
export const LONGEST_WORD = 64;
export const ORDERS = ['dn', 'lastName', 'extension'] as const;
export const NUMBER_TYPES = ['NUMBER', 'EXTENSION'] as const;
export const PHONE_NUMBER_TYPES = ['PRIMARY', 'ALTERNATE', 'FAX', 'DNIS', 'Default'] as const;
export const STATES = ['ACTIVE', 'INACTIVE', 'Default'] as const;
export const TELEPHONY_TYPES = ['PSTN_NUMBER', 'MOBILE_NUMBER'] as const;
const OWNER_KINDS: Record<string, 'user' | 'workspace' | undefined> = { PEOPLE: 'user', PLACE: 'workspace' };

/**
 * What a query asks for of an organization's inventory (workspaces contract, 2.2 and 9). Throws InvalidParameter for a bad
 * value, and for filters that exclude each other.
 */
export function inventoryFilter(query: Query): InventoryFilter {
  const asked = readQuery(query);
  refuseContradictions(asked);
  const { kind, numberKind, state, telephony, available, assigned, ownerType, none } = asked;
  const isHeld = assigned ?? (available === false ? true : undefined);
  // A line without a number is somebody's, and has none of what only numbers have.
  const isAboutNumbers = [numberKind, state, asked.digits].some((value) => value !== undefined);
  const mayBeLine = !isAboutNumbers && isHeld !== false && !available && !asked.isTollFree && !asked.isService;
  const isKnown = !none && (ownerType === undefined || OWNER_KINDS[ownerType] !== undefined);
  return {
    order: asked.order ?? 'dn',
    hasNumbers: isKnown && kind !== 'EXTENSION',
    hasLines: isKnown && kind !== 'NUMBER' && mayBeLine && telephony !== 'MOBILE_NUMBER',
    locations: asked.location === undefined ? undefined : [asked.location],
    owner: asked.owner,
    ownerKind: ownerType === undefined ? undefined : OWNER_KINDS[ownerType],
    ownerName: asked.ownerName,
    extension: asked.extension,
    isAlternate: numberKind === undefined || numberKind === 'Default' ? undefined : numberKind === 'ALTERNATE',
    ...numberPart(asked.digits),
    isHeld,
    isFree: available || undefined,
    state: state === 'Default' ? undefined : state,
    isMobile: telephony && telephony === 'MOBILE_NUMBER',
    isService: asked.isService,
    isTollFree: asked.isTollFree,
  };
}

function readQuery(query: Query) {
  const numberKind = choiceOf(query, 'phoneNumberType', PHONE_NUMBER_TYPES);
  const reserved = booleanOf(query, 'reservedNumber');
  const nothingHas = [reserved, booleanOf(query, 'restrictedNonGeoNumbers'), booleanOf(query, 'elinEnabled')];
  return {
    order: choiceOf(query, 'order', ORDERS),
    kind: choiceOf(query, 'numberType', NUMBER_TYPES),
    numberKind,
    state: choiceOf(query, 'state', STATES),
    telephony: choiceOf(query, 'includedTelephonyTypes', TELEPHONY_TYPES),
    available: booleanOf(query, 'available'),
    assigned: booleanOf(query, 'assigned'),
    reserved,
    location: idOf(query, 'locationId', locationUuidFrom, 'the id of a location'),
    owner: idOf(query, 'ownerId', (text) => uuidFrom(text, ['PEOPLE', 'PLACE']), 'the id of a person or workspace'),
    ownerType: textOf(query, 'ownerType', LONGEST_WORD),
    ownerName: textOf(query, 'ownerName', LONGEST_OWNER_NAME),
    extension: textOf(query, 'extension', LONGEST_WORD),
    digits: textOf(query, 'phoneNumber', LONGEST_WRITTEN_NUMBER),
    isTollFree: booleanOf(query, 'tollFreeNumbers'),
    isService: booleanOf(query, 'serviceNumber'),
    // The record has no number of these kinds.
    none: nothingHas.includes(true) || numberKind === 'FAX' || numberKind === 'DNIS',
  };
}

function refuseContradictions({
  kind,
  available,
  assigned,
  ownerType,
  reserved,
  state,
  numberKind,
}: ReturnType<typeof readQuery>): void {
  const without = (name: string, others: string): InvalidParameter =>
    new InvalidParameter(name, `it without ${others}`);
  if (available && ownerType !== undefined) throw without('available', 'ownerType');
  if (available !== undefined && reserved !== undefined) throw without('available', 'reservedNumber');
  if (available !== undefined && available === assigned) throw without('available', 'the same value in assigned');
  const ofNumbers = { available, state, phoneNumberType: numberKind };
  if (kind !== 'EXTENSION') return;
  for (const [name, value] of Object.entries(ofNumbers)) {
    if (value !== undefined) throw without(name, 'the numberType EXTENSION');
  }
}

/** With a plus it is how the number begins; a plus arrives as a space where it was not encoded. */
function numberPart(text: string | undefined): Pick<InventoryFilter, 'beginning' | 'digits'> {
  if (text === undefined) return {};
  const digits = text.replaceAll(/\D/g, '');
  if (!digits) throw new InvalidParameter('phoneNumber', 'digits');
  return /^[+ ]/.test(text) ? { beginning: `+${digits}` } : { digits };
}
