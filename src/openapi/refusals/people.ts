import { InvalidForce } from '../../auth/force.js';
import { InvalidIdempotencyKey } from '../../auth/idempotency-key.js';
import { InvalidBody, MissingBody } from '../../http/object-body.pipe.js';
import {
  BadNumber,
  CountryUnknown,
  ExtensionInUse,
  NumberIsPrimary,
  NumberNotHeld,
  NumberNotInLocation,
  NumberTwice,
} from '../../phone-numbers/assignments/calling-lines.errors.js';
import {
  OrganizationNotReachable,
  PersonNotFound,
  PersonWithoutCalling,
} from '../../phone-numbers/record/record.errors.js';
import { AlternateNumbersUpdate } from '../../webex/alternate-numbers-update.dto.js';
import { organizationFromQuery } from '../../webex/organization-query.js';
import { personIdPipe } from '../../webex/path-ids.js';
import { booleanOf } from '../../http/query-values.js';
import { refusalOfBody, thrownBy } from './provoked.js';
import { assignedAlready, ENTRY, MOVED } from './workspaces.js';

const OF_ANY_PERSON = [
  thrownBy(() => personIdPipe.transform('lee', { type: 'param' })),
  thrownBy(() => organizationFromQuery({ orgId: 'acme' })),
  new OrganizationNotReachable(),
  new PersonNotFound(),
];
const OF_CALLING_PERSON = [...OF_ANY_PERSON, new PersonWithoutCalling()];

/** By operation id, what a route of the workspaces face's people refuses itself. Of each status the likeliest first. */
export const PEOPLE_REFUSALS: Record<string, unknown[]> = {
  get_people_features_numbers: [
    ...OF_CALLING_PERSON,
    thrownBy(() => booleanOf({ preferE164Format: 'no' }, 'preferE164Format')),
  ],
  put_telephony_config_people_numbers: [
    new NumberNotInLocation(ENTRY),
    new NumberNotHeld(ENTRY, 'user'),
    new NumberIsPrimary(ENTRY, 'user'),
    new ExtensionInUse(ENTRY, undefined),
    new NumberTwice('phoneNumbers.1'),
    new BadNumber(ENTRY),
    new CountryUnknown(ENTRY),
    refusalOfBody(AlternateNumbersUpdate, MOVED),
    new MissingBody(),
    new InvalidBody(),
    new InvalidIdempotencyKey(),
    new InvalidForce(),
    ...OF_CALLING_PERSON,
    ...assignedAlready(ENTRY),
  ],
};
