import { InvalidBody, MissingBody } from '../../http/object-body.pipe.js';
import { LocationNotFound } from '../../phone-numbers/locations/locations.errors.js';
import {
  OrganizationNotReachable,
  PersonNotFound,
  WorkspaceNotFound,
} from '../../phone-numbers/record/record.errors.js';
import { availableFilter } from '../../telephony/available/available-query.js';
import {
  AVAILABLE_ROUTES,
  type AvailableFor,
  type AvailableRoute,
} from '../../telephony/available/available-routes.js';
import { inventoryFilter } from '../../telephony/numbers/inventory-query.js';
import { organizationFromQuery } from '../../webex/organization-query.js';
import { ExtensionsToValidate } from '../../telephony/validation/extension-validation.dto.js';
import { NumbersToValidate } from '../../telephony/validation/number-validation.dto.js';
import { refusalOfBody, thrownBy } from './provoked.js';

const OF_ANY = [thrownBy(() => organizationFromQuery({ orgId: 'acme' })), new OrganizationNotReachable()];
const badNumbers = refusalOfBody(NumbersToValidate, { phoneNumbers: [] });
const badExtensions = refusalOfBody(ExtensionsToValidate, { extensions: [] });
const OF_BODY = [new MissingBody(), new InvalidBody(), ...OF_ANY];

/** Where the path or the query names something, that it is not there. */
const NOT_FOUND: Record<AvailableFor, unknown> = {
  anywhere: new LocationNotFound(),
  workspace: new WorkspaceNotFound(),
  person: new PersonNotFound(),
  location: new LocationNotFound(),
  'alike locations': new LocationNotFound(),
};
const ofAvailable = (route: AvailableRoute): [operationId: string, refusals: unknown[]] => [
  route.operationId,
  [thrownBy(() => availableFilter(route, { phoneNumber: '5550100' })), ...OF_ANY, NOT_FOUND[route.of]],
];

/** By operation id, what the lists and checks of an inventory refuse themselves. Of each status the likeliest first. */
export const INVENTORY_REFUSALS: Record<string, unknown[]> = {
  get_telephony_config_numbers: [
    thrownBy(() => inventoryFilter({ available: 'true', ownerType: 'PEOPLE' })),
    thrownBy(() => inventoryFilter({ locationId: 'office' })),
    ...OF_ANY,
    new LocationNotFound(),
  ],
  post_telephony_config_actions_validate_numbers: [badNumbers, ...OF_BODY],
  post_telephony_config_actions_validate_extensions: [badExtensions, ...OF_BODY],
  post_telephony_config_locations_actions_validate_extensions: [badExtensions, ...OF_BODY, new LocationNotFound()],
  ...Object.fromEntries(AVAILABLE_ROUTES.map(ofAvailable)),
};
