import { InvalidParameter } from '../../http/invalid-parameter.js';
import { idOf, textOf } from '../../http/query-values.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import type { InventoryFilter } from '../../phone-numbers/inventory/inventory-filter.js';
import { e164From } from '../../phone-numbers/record/e164.js';
import { LONGEST_OWNER_NAME, LONGEST_WORD } from '../numbers/inventory-query.js';
import { NUMBERS_OF, type AvailableRoute } from './available-routes.js';

/** Characters of a list of numbers. */
export const LONGEST_NUMBER_LIST = 1000;

/** What a query asks for of the numbers that a route lists. Throws InvalidParameter. */
export function availableFilter({ numbers, filters }: AvailableRoute, query: Record<string, unknown>): InventoryFilter {
  const has = (name: AvailableRoute['filters'][number]): boolean => filters.includes(name);
  const location = has('locationId') ? idOf(query, 'locationId', locationUuidFrom, 'the id of a location') : undefined;
  if (has('licenseType')) textOf(query, 'licenseType', LONGEST_WORD);
  return {
    order: 'dn',
    hasNumbers: true,
    hasLines: false,
    ...NUMBERS_OF[numbers],
    locations: location === undefined ? undefined : [location],
    e164s: numbersOf(textOf(query, 'phoneNumber', LONGEST_NUMBER_LIST)),
    ownerName: has('ownerName') ? textOf(query, 'ownerName', LONGEST_OWNER_NAME) : undefined,
    extension: has('extension') ? textOf(query, 'extension', LONGEST_WORD) : undefined,
  };
}

/** A plus arrives as a space where it was not encoded. */
function numbersOf(list: string | undefined): string[] | undefined {
  return list?.split(',').map((text) => {
    const e164 = e164From(text.trimEnd().replace(/^ /, '+'));
    if (!e164) throw new InvalidParameter('phoneNumber', 'numbers in E.164, with commas between them');
    return e164;
  });
}
