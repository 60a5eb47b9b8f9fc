import type { NumberState } from '../record/phone-number.entity.js';
import { TOLL_FREE_FORM } from '../record/toll-free.js';
import type { Reach } from '../tenants/reach.js';
import type { NamedValues } from '../record/named-values.js';
import type { EntryRow } from './entries.queries.js';
import { SCOPES, type CountedSource, type Scope, type Source } from './entry-sources.js';

/** What is asked for of an inventory; what is absent does not matter. */
export interface InventoryFilter {
  order: 'dn' | 'lastName' | 'extension';
  hasNumbers: boolean;
  /** Lines that have no number. */
  hasLines: boolean;
  /** UUIDs; only what is in these. */
  locations?: readonly string[];
  /** A person's or a workspace's UUID. */
  owner?: string;
  ownerKind?: 'user' | 'workspace';
  /** A part of it, in any case. */
  ownerName?: string;
  extension?: string;
  isAlternate?: boolean;
  /** E.164; only these. */
  e164s?: readonly string[];
  /** With the plus, how a number begins. */
  beginning?: string;
  /** A part of a number. */
  digits?: string;
  isHeld?: boolean;
  /** Nobody receives its calls, and it rests no more. */
  isFree?: boolean;
  /** Of free ones: no location's main number. */
  isOffered?: boolean;
  state?: NumberState;
  isMobile?: boolean;
  isService?: boolean;
  isTollFree?: boolean;
}

/** Where an entry stands in its list. */
export type EntryPosition = Pick<EntryRow, 'key' | 'e164' | 'extension' | 'lineId'>;

export interface EntryPage {
  atMost: number;
  skip: number;
  after?: EntryPosition;
}

/** Of what few entries are found by first. */
export function sourceOf(reach: Reach, filter: InventoryFilter): Source {
  return filter.e164s ? 'numbers' : countedSourceOf(reach, filter);
}

/** The same of what is counted, which is never a list of numbers. */
export function countedSourceOf({ onlyLocations }: Reach, filter: InventoryFilter): CountedSource {
  if (filter.owner) return 'owner';
  if (filter.extension) return 'extension';
  if (filter.ownerName ?? filter.ownerKind) return 'holders';
  if (filter.isAlternate) return 'alternates';
  return onlyLocations ? 'places' : 'organization';
}

/** Of those sources whose rows an index gives in the order of the list. */
export const isScope = (source: Source): source is Scope => source in SCOPES;

// No number comes before or after these, in any collation.
export const FIRST_NUMBER = '+0';
export const LAST_DIGITS = '9'.repeat(16);

/** Of every statement over the inventory. */
export function valuesOf({ onlyLocations }: Reach, filter: InventoryFilter, source: Source): NamedValues {
  const { owner, beginning = '+', isFree = false, isOffered = false, ...rest } = filter;
  const asksLine = filter.isAlternate !== undefined || filter.extension !== undefined;
  return {
    ...rest,
    onlyLocations,
    isFree,
    isOffered,
    asksLine,
    readsOwner: asksLine || !isScope(source),
    ownerUuid: owner,
    fromNumber: beginning === '+' ? FIRST_NUMBER : beginning,
    toNumber: `${beginning}${LAST_DIGITS}`,
    tollFreeForm: TOLL_FREE_FORM,
  };
}

/** Of those that answer a page. */
export function pageValues(
  { hasNumbers, isOffered }: InventoryFilter,
  { atMost, skip, after }: EntryPage,
): NamedValues {
  const isLine = after !== undefined && after.e164 === null;
  return {
    readsOwner: !isOffered,
    goesOn: after !== undefined,
    isLine,
    isUnkeyed: after !== undefined && after.key === null,
    afterKey: after?.key ?? '',
    after: after?.e164 ?? '',
    afterExtension: after?.extension ?? '',
    afterLine: after?.lineId ?? 0,
    hasNumbers: hasNumbers && !isLine,
    atMost,
    skip,
    top: skip + atMost,
  };
}
