import { InvalidIdempotencyKey } from '../../auth/idempotency-key.js';
import { InvalidBody, MissingBody } from '../../http/object-body.pipe.js';
import { LocationUpdate, NewLocation } from '../../locations/location/location-update.dto.js';
import { PstnConnectionUpdate } from '../../locations/telephony/pstn-connection-update.dto.js';
import {
  NewTelephonyLocation,
  TelephonyLocationUpdate,
} from '../../locations/telephony/telephony-location-update.dto.js';
import {
  BadNumber,
  CountryUnknown,
  NumberNotInLocation,
} from '../../phone-numbers/assignments/calling-lines.errors.js';
import {
  EsnsCollide,
  LocationNameTooLong,
  RoutingPrefixInUse,
} from '../../phone-numbers/locations/location-settings.errors.js';
import { LocationInUse, LocationNotFound } from '../../phone-numbers/locations/locations.errors.js';
import { OrganizationNotFound, OrganizationNotReachable } from '../../phone-numbers/record/record.errors.js';
import { InProgress, KeyReused } from '../../phone-numbers/writes/writes.errors.js';
import { organizationFromQuery } from '../../webex/organization-query.js';
import { locationIdPipe } from '../../webex/path-ids.js';
import { ambiguousNumber, refusalOfBody, thrownBy } from './provoked.js';

const MAIN = 'callingLineId.phoneNumber';
const COLLISION = { esn: '123400', extension: '00', otherExtension: '3400', otherLocation: 'Branch' };
const OF_ANY_WRITE = [
  new InvalidIdempotencyKey(),
  thrownBy(() => organizationFromQuery({ orgId: 'acme' })),
  new OrganizationNotReachable(),
  new KeyReused(),
  new InProgress(),
];
const OF_ANY_BODY = [new MissingBody(), new InvalidBody(), ...OF_ANY_WRITE];
const OF_A_LOCATION = [thrownBy(() => locationIdPipe.transform('office', { type: 'param' })), new LocationNotFound()];

/** By operation id, what a write to a location refuses itself. Of each status the likeliest first. */
export const LOCATION_REFUSALS: Record<string, unknown[]> = {
  post_locations: [refusalOfBody(NewLocation, {}), ...OF_ANY_BODY, new OrganizationNotFound()],
  put_locations: [
    refusalOfBody(LocationUpdate, { latitude: 91 }),
    new LocationNameTooLong(80),
    ...OF_ANY_BODY,
    ...OF_A_LOCATION,
  ],
  delete_locations: [new LocationInUse({ workspaces: 1, users: 2, lines: 3 }), ...OF_ANY_WRITE, ...OF_A_LOCATION],
  post_telephony_config_locations: [
    refusalOfBody(NewTelephonyLocation, { id: 'x' }),
    new LocationNameTooLong(80),
    ...OF_ANY_BODY,
    new LocationNotFound(),
  ],
  put_telephony_config_locations: [
    new NumberNotInLocation(MAIN),
    new BadNumber(MAIN),
    new CountryUnknown(MAIN),
    ambiguousNumber(MAIN),
    refusalOfBody(TelephonyLocationUpdate, { routingPrefix: 'x' }),
    new RoutingPrefixInUse(),
    new EsnsCollide([COLLISION]),
    ...OF_ANY_BODY,
    ...OF_A_LOCATION,
  ],
  put_telephony_pstn_locations_connection: [refusalOfBody(PstnConnectionUpdate, {}), ...OF_ANY_BODY, ...OF_A_LOCATION],
};
