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
import { LicenceUnknown, LicenceUsedUp } from '../../phone-numbers/licences/workspace-licences.errors.js';
import { LocationNotFound } from '../../phone-numbers/locations/locations.errors.js';
import {
  CallingTypeFixed,
  LineMissing,
  LocationMissing,
  LocationsDiffer,
  PhonesNeedCalling,
  SupportedDevicesFixed,
} from '../../phone-numbers/workspaces/workspace-settings.errors.js';
import { NewWorkspace } from '../../workspaces/workspace/new-workspace.dto.js';
import { NumberResting } from '../../phone-numbers/assignments/resting.js';
import { NumberConflict } from '../../phone-numbers/record/number-conflict.js';
import {
  OrganizationNotFound,
  OrganizationNotReachable,
  WorkspaceNotFound,
  WorkspaceNotProfessional,
  WorkspaceWithoutCalling,
} from '../../phone-numbers/record/record.errors.js';
import { InProgress, KeyReused } from '../../phone-numbers/writes/writes.errors.js';
import { AlternateNumbersUpdate } from '../../webex/alternate-numbers-update.dto.js';
import { organizationFromQuery } from '../../webex/organization-query.js';
import { workspaceIdPipe } from '../../webex/path-ids.js';
import { WorkspaceUpdateBody } from '../../workspaces/workspace/workspace-update.dto.js';
import { ambiguousNumber, refusalOfBody, thrownBy } from './provoked.js';

const REST_SECONDS = 2_592_000;
const OF_ANY_ROUTE = [
  thrownBy(() => workspaceIdPipe.transform('lobby', { type: 'param' })),
  thrownBy(() => organizationFromQuery({ orgId: 'acme' })),
  new OrganizationNotReachable(),
  new WorkspaceNotFound(),
  new WorkspaceWithoutCalling(),
];
export const assignedAlready = (place: string) => [
  new NumberConflict(
    'second_inbound_holder',
    {
      holder: { kind: 'workspace', uuid: '842938d5-9273-4bc6-aa3a-056772db3170', name: 'Reception' },
      since: new Date('2026-11-24T20:14:31.512Z'),
      freeNumbers: ['+12145553568', '+12145553569'],
    },
    undefined,
    place,
  ),
  new NumberResting(place, REST_SECONDS),
  new KeyReused(),
  new InProgress(),
];
export const ENTRY = 'phoneNumbers.0';
const PRIMARY = 'calling.webexCalling';
export const MOVED = { phoneNumbers: [{ action: 'MOVE', directNumber: '+12145553567' }] };

/** By operation id, what a route of the workspaces face refuses itself. Of each status the likeliest first. */
export const WORKSPACE_REFUSALS: Record<string, unknown[]> = {
  get_workspaces_features_numbers: OF_ANY_ROUTE,
  put_telephony_config_workspaces_numbers: [
    new NumberNotInLocation(ENTRY),
    new NumberNotHeld(ENTRY, 'workspace'),
    new NumberIsPrimary(ENTRY, 'workspace'),
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
    ...OF_ANY_ROUTE,
    new WorkspaceNotProfessional(),
    ...assignedAlready(ENTRY),
  ],
  post_workspaces: [
    new NumberNotInLocation(PRIMARY),
    new ExtensionInUse(PRIMARY, undefined),
    new LocationMissing(),
    new LineMissing(),
    new LocationsDiffer(`${PRIMARY}.locationId`),
    new PhonesNeedCalling(),
    new CallingTypeFixed(),
    new LicenceUnknown(),
    new BadNumber(PRIMARY),
    new CountryUnknown(PRIMARY),
    ambiguousNumber(PRIMARY),
    refusalOfBody(NewWorkspace, {}),
    new MissingBody(),
    new InvalidBody(),
    new InvalidIdempotencyKey(),
    new InvalidForce(),
    thrownBy(() => organizationFromQuery({ orgId: 'acme' })),
    new OrganizationNotReachable(),
    new LocationNotFound(),
    new OrganizationNotFound(),
    new LicenceUsedUp(),
    ...assignedAlready(PRIMARY),
  ],
  delete_workspaces: [
    thrownBy(() => workspaceIdPipe.transform('lobby', { type: 'param' })),
    thrownBy(() => organizationFromQuery({ orgId: 'acme' })),
    new InvalidIdempotencyKey(),
    new OrganizationNotReachable(),
    new WorkspaceNotFound(),
    new KeyReused(),
    new InProgress(),
  ],
  put_workspaces: [
    new NumberNotInLocation(PRIMARY),
    new ExtensionInUse(PRIMARY, undefined),
    new BadNumber(PRIMARY),
    new CountryUnknown(PRIMARY),
    ambiguousNumber(PRIMARY),
    new LocationFixed('locationId', 'workspace'),
    new LocationMissing(),
    new LocationsDiffer(`${PRIMARY}.locationId`),
    new LineMissing(),
    new PhonesNeedCalling(),
    new CallingTypeFixed(),
    new SupportedDevicesFixed(),
    new LicenceUnknown(),
    new WorkspaceNotProfessional(),
    new LicenceUsedUp(),
    new LocationNotFound(),
    refusalOfBody(WorkspaceUpdateBody, { displayName: '' }),
    new MissingBody(),
    new InvalidBody(),
    new InvalidIdempotencyKey(),
    new InvalidForce(),
    ...OF_ANY_ROUTE,
    ...assignedAlready(PRIMARY),
  ],
};
