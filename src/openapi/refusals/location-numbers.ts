import { InvalidIdempotencyKey } from '../../auth/idempotency-key.js';
import { InvalidBody, MissingBody } from '../../http/object-body.pipe.js';
import {
  BadNumber,
  CountryUnknown,
  NumberNotInLocation,
  NumberTwice,
} from '../../phone-numbers/assignments/calling-lines.errors.js';
import {
  IntegratedPstn,
  NumberHeld,
  NumberInInventory,
  NumberIsMain,
  NumberIsMobile,
  NumberNotAvailable,
} from '../../phone-numbers/inventory/location-inventory.errors.js';
import { LocationNotFound } from '../../phone-numbers/locations/locations.errors.js';
import { OrganizationNotReachable } from '../../phone-numbers/record/record.errors.js';
import { InProgress, KeyReused } from '../../phone-numbers/writes/writes.errors.js';
import {
  LocationNumbersUpdate,
  NewLocationNumbers,
  RemovedLocationNumbers,
} from '../../telephony/numbers/location-numbers.dto.js';
import { unknownNumber } from '../../telephony/numbers/unknown-number.js';
import { organizationFromQuery } from '../../webex/organization-query.js';
import { locationIdPipe } from '../../webex/path-ids.js';
import { ambiguousNumber, refusalOfBody, thrownBy } from './provoked.js';

const ENTRY = 'phoneNumbers.0';
const OF_ANY_LIST = [
  new NumberTwice('phoneNumbers.1'),
  new BadNumber(ENTRY),
  new CountryUnknown(ENTRY),
  ambiguousNumber(ENTRY),
  new MissingBody(),
  new InvalidBody(),
  new InvalidIdempotencyKey(),
  thrownBy(() => locationIdPipe.transform('office', { type: 'param' })),
  thrownBy(() => organizationFromQuery({ orgId: 'acme' })),
  new OrganizationNotReachable(),
  new LocationNotFound(),
  new IntegratedPstn(),
  new KeyReused(),
  new InProgress(),
];

/** By operation id, what a write to the inventory of a location refuses itself. Of each status the likeliest first. */
export const LOCATION_NUMBER_REFUSALS: Record<string, unknown[]> = {
  post_telephony_config_locations_numbers: [
    new NumberInInventory(ENTRY),
    new NumberNotAvailable(ENTRY),
    refusalOfBody(NewLocationNumbers, { phoneNumbers: ['x'] }),
    ...OF_ANY_LIST,
  ],
  put_telephony_config_locations_numbers: [
    new NumberHeld(ENTRY),
    new NumberNotInLocation(ENTRY),
    new NumberIsMobile(ENTRY),
    refusalOfBody(LocationNumbersUpdate, { phoneNumbers: ['+12145553567'], action: 'MOVE' }),
    ...OF_ANY_LIST,
  ],
  delete_telephony_config_locations_numbers: [
    new NumberHeld(ENTRY),
    new NumberIsMain(ENTRY),
    unknownNumber(new NumberNotInLocation(ENTRY)),
    refusalOfBody(RemovedLocationNumbers, { phoneNumbers: [] }),
    ...OF_ANY_LIST,
  ],
};
