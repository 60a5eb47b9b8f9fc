import type { InventoryFilter } from '../../phone-numbers/inventory/inventory-filter.js';

/** Whose location it is in which numbers are looked for; `anywhere`: of one that the query names, or of all. */
export type AvailableFor = 'anywhere' | 'workspace' | 'person' | 'location' | 'alike locations';

/** A list of numbers that may be chosen for something (workspaces contract, 2.5). */
export interface AvailableRoute {
  /** After `/v1/telephony/config/`. */
  path: string;
  operationId: string;
  of: AvailableFor;
  /** What the numbers are for, in the document. */
  purpose: string;
  numbers: 'free' | 'assigned' | 'any' | 'chargeable';
  filters: readonly ('locationId' | 'licenseType' | 'ownerName' | 'extension')[];
}

/** Which numbers a list has. */
export const NUMBERS_OF: Record<AvailableRoute['numbers'], Partial<InventoryFilter>> = {
  free: { isFree: true, isOffered: true },
  assigned: { isHeld: true },
  any: {},
  chargeable: { isTollFree: false, isMobile: false },
};

/** The same five lists of somebody or something. */
const ofHolder = (of: 'workspace' | 'person', path: string): AvailableRoute[] => {
  const list = (name: string, title: string, more: Pick<AvailableRoute, 'numbers' | 'filters'>): AvailableRoute => ({
    path: `${path}/${name}/availableNumbers`,
    operationId: `get_telephony_config_${of}_${title.replaceAll(' ', '_')}_available_numbers`,
    of,
    purpose: `${title} of a ${of}`,
    ...more,
  });
  return [
    list('secondary', 'alternate number', { numbers: 'free', filters: [] }),
    list('faxMessage', 'fax number', { numbers: 'free', filters: [] }),
    list('callForwarding', 'call forwarding', { numbers: 'assigned', filters: ['ownerName', 'extension'] }),
    list('emergencyCallbackNumber', 'emergency callback', { numbers: 'assigned', filters: ['ownerName'] }),
    list('callIntercept', 'call intercept', { numbers: 'assigned', filters: ['ownerName', 'extension'] }),
  ];
};

const ofLocation = (
  name: string,
  title: string,
  more: Pick<AvailableRoute, 'numbers' | 'filters'> & { of?: AvailableFor },
): AvailableRoute => ({
  path: `locations/:locationId/${name}availableNumbers`,
  operationId: `get_telephony_config_location_${title.replaceAll(' ', '_')}_available_numbers`,
  of: 'location',
  purpose: `${title} of a location`,
  ...more,
});

export const AVAILABLE_ROUTES: readonly AvailableRoute[] = [
  {
    path: 'workspaces/availableNumbers',
    operationId: 'get_telephony_config_workspaces_available_numbers',
    of: 'anywhere',
    purpose: 'number of a workspace',
    numbers: 'free',
    filters: ['locationId'],
  },
  ...ofHolder('workspace', 'workspaces/:workspaceId'),
  {
    path: 'people/primary/availableNumbers',
    operationId: 'get_telephony_config_people_available_numbers',
    of: 'anywhere',
    purpose: 'number of a person',
    numbers: 'free',
    filters: ['locationId', 'licenseType'],
  },
  ...ofHolder('person', 'people/:personId'),
  ofLocation('', 'main number', { numbers: 'any', filters: ['ownerName'] }),
  ofLocation('externalCallerId/', 'external caller id', {
    of: 'alike locations',
    numbers: 'any',
    filters: ['ownerName'],
  }),
  ofLocation('webexGo/', 'mobile app', { numbers: 'free', filters: [] }),
  ofLocation('emergencyCallbackNumber/', 'emergency callback', { numbers: 'assigned', filters: ['ownerName'] }),
  ofLocation('callIntercept/', 'call intercept', { numbers: 'any', filters: ['ownerName', 'extension'] }),
  ofLocation('chargeNumber/', 'charge number', { numbers: 'chargeable', filters: ['ownerName'] }),
];
