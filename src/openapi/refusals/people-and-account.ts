import { InvalidParameter } from '../../http/invalid-parameter.js';
import { LicenceNotFound } from '../../phone-numbers/licences/licences.errors.js';
import {
  OrganizationNotFound,
  OrganizationNotReachable,
  PersonNotFound,
} from '../../phone-numbers/record/record.errors.js';
import { peopleQueryOf } from '../../people/people-query.js';
import { organizationFromQuery } from '../../webex/organization-query.js';
import { licenceIdPipe, organizationIdPipe, personIdPipe } from '../../webex/path-ids.js';
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

/** By operation id, what a route of people, organizations or licences refuses itself. Of each status the likeliest first. */
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
  get_licenses: OF_AN_ORGANIZATION,
  get_license: [
    thrownBy(() => licenceIdPipe.transform('professional', PATH)),
    thrownBy(() => choiceOf({ includeAssignedTo: 'place' }, 'includeAssignedTo', ['user'])),
    new LicenceNotFound(),
    ...OF_AN_ORGANIZATION,
  ],
};
