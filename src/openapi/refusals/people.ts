import { InvalidForce } from '../../auth/force.js';
import { InvalidIdempotencyKey } from '../../auth/idempotency-key.js';
import { InvalidBody, MissingBody } from '../../http/object-body.pipe.js';
import {
  BadNumber,
  CountryUnknown,
  ExtensionInUse,
  LocationFixed,
  NumberIsPrimary,
  NumberNotHeld,
  NumberNotInLocation,
  NumberTwice,
} from '../../phone-numbers/assignments/calling-lines.errors.js';
import {
  CallingLicenceMissing,
  CallingPropertiesMissing,
  LicencesExclusive,
  LocationUnknown,
  PersonLicenceUnknown,
  PersonLicenceUsedUp,
} from '../../phone-numbers/people/person-settings.errors.js';
import {
  OrganizationNotFound,
  OrganizationNotReachable,
  PersonNotFound,
  PersonWithoutCalling,
} from '../../phone-numbers/record/record.errors.js';
import { InProgress, KeyReused } from '../../phone-numbers/writes/writes.errors.js';
import { LicencesUpdate } from '../../people/licences/licences-update.dto.js';
import { PersonBody } from '../../people/person-body.dto.js';
import { AlternateNumbersUpdate } from '../../webex/alternate-numbers-update.dto.js';
import { organizationFromQuery } from '../../webex/organization-query.js';
import { personIdPipe } from '../../webex/path-ids.js';
import { booleanOf } from '../../http/query-values.js';
import { ambiguousNumber, refusalOfBody, thrownBy } from './provoked.js';
import { assignedAlready, ENTRY, MOVED } from './workspaces.js';

const OF_ANY_PERSON = [
  thrownBy(() => personIdPipe.transform('lee', { type: 'param' })),
  thrownBy(() => organizationFromQuery({ orgId: 'acme' })),
  new OrganizationNotReachable(),
  new PersonNotFound(),
];
const OF_SETTINGS = (place: string, more: unknown[]) => [
  new NumberNotInLocation(place),
  new ExtensionInUse(place, undefined),
  new LocationUnknown('locationId'),
  new PersonLicenceUnknown('licenses'),
  new LicencesExclusive('licenses'),
  new CallingPropertiesMissing('licenses'),
  new CallingLicenceMissing(place),
  new BadNumber(place),
  new CountryUnknown(place),
  ambiguousNumber(place),
  ...more,
  new MissingBody(),
  new InvalidBody(),
  new InvalidIdempotencyKey(),
  new InvalidForce(),
];
const OF_NO_BODY = thrownBy(() => booleanOf({ callingData: 'no' }, 'callingData'));
const PROPERTIES = 'licenses.0.properties';
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
    ambiguousNumber(ENTRY),
    refusalOfBody(AlternateNumbersUpdate, MOVED),
    new MissingBody(),
    new InvalidBody(),
    new InvalidIdempotencyKey(),
    new InvalidForce(),
    ...OF_CALLING_PERSON,
    ...assignedAlready(ENTRY),
  ],
  post_people: [
    ...OF_SETTINGS('phoneNumbers', [refusalOfBody(PersonBody, { emails: ['lee'] }), OF_NO_BODY]),
    thrownBy(() => organizationFromQuery({ orgId: 'acme' })),
    new OrganizationNotReachable(),
    new OrganizationNotFound(),
    ...assignedAlready('phoneNumbers'),
    new PersonLicenceUsedUp('licenses'),
  ],
  put_person: [
    new LocationFixed('locationId', 'user'),
    ...OF_SETTINGS('phoneNumbers', [refusalOfBody(PersonBody, { displayName: '' }), OF_NO_BODY]),
    ...OF_ANY_PERSON,
    ...assignedAlready('phoneNumbers'),
    new PersonLicenceUsedUp('licenses'),
  ],
  delete_person: [new InvalidIdempotencyKey(), ...OF_ANY_PERSON, new KeyReused(), new InProgress()],
  patch_licenses_users: [
    ...OF_SETTINGS(PROPERTIES, [refusalOfBody(LicencesUpdate, { personId: 'lee' })]),
    ...OF_ANY_PERSON.slice(1),
    ...assignedAlready(PROPERTIES),
    new PersonLicenceUsedUp('licenses'),
  ],
};
