import { InvalidParameter } from '../../http/invalid-parameter.js';
import { LocationNotFound, PstnNotConfigured } from '../../phone-numbers/locations/locations.errors.js';
import { workspacesQueryOf } from '../../workspaces/workspace/workspaces-query.js';
import { LicenceNotFound } from '../../phone-numbers/licences/licences.errors.js';
import {
  OrganizationNotFound,
  OrganizationNotReachable,
  PersonNotFound,
  WorkspaceNotFound,
} from '../../phone-numbers/record/record.errors.js';
import { PstnConnectionOptions } from '../../locations/telephony/pstn-connection.dto.js';
import { peopleQueryOf } from '../../people/people-query.js';
import { EMPTY_LISTS } from '../../telephony/empty-lists.js';
import { organizationFromQuery } from '../../webex/organization-query.js';
import {
  licenceIdPipe,
  locationIdPipe,
  organizationIdPipe,
  personIdPipe,
  workspaceIdPipe,
} from '../../webex/path-ids.js';
import { booleanOf, choiceOf } from '../../http/query-values.js';
import { thrownBy } from './provoked.js';

const OF_AN_ORGANIZATION = [thrownBy(() => organizationFromQuery({ orgId: 'acme' })), new OrganizationNotReachable()];
const PATH = { type: 'param' } as const;
const OF_CALLING_DATA = thrownBy(() => booleanOf({ callingData: 'yes' }, 'callingData'));
/** Of a page. */
export const OF_A_PAGE = [
  new InvalidParameter('max', 'one whole number from 1'),
  new InvalidParameter('start', 'the start of a link to the next page'),
];

const OF_A_LOCATION = [
  thrownBy(() => locationIdPipe.transform('office', PATH)),
  new LocationNotFound(),
  ...OF_AN_ORGANIZATION,
];

const OF_A_WORKSPACE = [
  thrownBy(() => workspaceIdPipe.transform('lobby', PATH)),
  new WorkspaceNotFound(),
  ...OF_AN_ORGANIZATION,
];

/** By operation id, what a route that reads people, places, organizations or licences refuses itself. Of each status the likeliest first. */
export const PEOPLE_AND_ACCOUNT_REFUSALS: Record<string, unknown[]> = {
  get_people_me: [OF_CALLING_DATA],
  get_person: [
    thrownBy(() => personIdPipe.transform('sam', PATH)),
    OF_CALLING_DATA,
    new PersonNotFound(),
    ...OF_AN_ORGANIZATION,
  ],
  get_people: [thrownBy(() => peopleQueryOf({ id: 'sam' })), ...OF_A_PAGE, ...OF_AN_ORGANIZATION],
  get_organization: [thrownBy(() => organizationIdPipe.transform('acme', PATH)), new OrganizationNotFound()],
  get_locations: [...OF_A_PAGE, ...OF_AN_ORGANIZATION],
  get_workspace_locations: [...OF_A_PAGE, ...OF_AN_ORGANIZATION],
  get_telephony_config_locations: [...OF_A_PAGE, ...OF_AN_ORGANIZATION],
  get_location: OF_A_LOCATION,
  get_location_floors: OF_A_LOCATION,
  get_telephony_config_location: OF_A_LOCATION,
  get_telephony_pstn_locations_connection: [new PstnNotConfigured(), ...OF_A_LOCATION],
  get_telephony_pstn_locations_connection_options: [
    thrownBy(() => PstnConnectionOptions.asked({ serviceTypes: 'FAX' })),
    ...OF_A_LOCATION,
  ],
  get_workspaces: [
    thrownBy(() => workspacesQueryOf({ calling: 'x' })),
    thrownBy(() => workspacesQueryOf({ capacity: 'x' })),
    ...OF_A_PAGE,
    ...OF_AN_ORGANIZATION,
  ],
  get_workspace: OF_A_WORKSPACE,
  get_workspace_capabilities: OF_A_WORKSPACE,
  ...Object.fromEntries(EMPTY_LISTS.map(({ operationId }) => [operationId, OF_AN_ORGANIZATION])),
  get_licenses: OF_AN_ORGANIZATION,
  get_license: [
    thrownBy(() => licenceIdPipe.transform('professional', PATH)),
    thrownBy(() => choiceOf({ includeAssignedTo: 'place' }, 'includeAssignedTo', ['user'])),
    new LicenceNotFound(),
    ...OF_AN_ORGANIZATION,
  ],
};
