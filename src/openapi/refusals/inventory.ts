import { LocationNotFound } from '../../phone-numbers/locations/locations.errors.js';
import { OrganizationNotReachable } from '../../phone-numbers/record/record.errors.js';
import { inventoryFilter } from '../../telephony/numbers/inventory-query.js';
import { organizationFromQuery } from '../../webex/organization-query.js';
import { thrownBy } from './provoked.js';

/** By operation id, what the lists and checks of an inventory refuse themselves. Of each status the likeliest first. */
export const INVENTORY_REFUSALS: Record<string, unknown[]> = {
  get_telephony_config_numbers: [
    thrownBy(() => inventoryFilter({ available: 'true', ownerType: 'PEOPLE' })),
    thrownBy(() => inventoryFilter({ locationId: 'office' })),
    thrownBy(() => organizationFromQuery({ orgId: 'acme' })),
    new OrganizationNotReachable(),
    new LocationNotFound(),
  ],
};
