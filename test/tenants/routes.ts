import { uuidOfObjectId } from '../../src/ids/derived-id.js';
import { licenceId } from '../../src/ids/licence-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { IN_THE_PAST } from './pasts.js';
import { isSuperadmin, type Principal } from './principals.js';
import type { Ids, Thing, World } from './world.js';

// A row per route, and one more for each thing that a body can name beside the path. A route that is in no row fails the test.

export interface Sent {
  path: string;
  body?: object;
}

export interface Row {
  /** As the document writes it. */
  route: string;
  /** What else than the path is tried, where the route has several rows. */
  tries?: string;
  /** Whether the route's guard lets the caller in, whatever they ask for. */
  lets(caller: Principal): boolean;
  /** How the request names the organization; absent: not at all, the thing alone says where it is. */
  names?: 'path' | 'orgId';
  writes?: true;
  things?(world: World): Thing[];
  /** What the thing and the target must have for the request to be made of them. */
  needs?: readonly (keyof Ids)[];
  /** `target`: of the organization, or with `sticks` of the place, that is named; `thing`: what is asked for there. */
  request(target: Ids, thing: Ids & Pick<Thing, 'number'>): Sent;
  /** What a thing that is not there is answered, where that is the documented exception among refusals. */
  unknown?: 502;
  /** The thing must be of the very place that is named. */
  sticks?: true;
  /** What who may is answered; undefined: it is not tried, since it is another test's. */
  done?: number;
  /** An answer shows all of the organization that the caller may see, not of the thing's places alone. */
  showsOrganization?: true;
  /**
   * What is asked for is of the organization, not of a place: all may who reach the organization, and see of its places
   * what they reach.
   */
  isOfOrganization?: true;
  /** An answer has nothing of the thing. */
  isSilent?: true;
  /** What SUPERADMIN does before each time that it is done, so that it can be done again. */
  before?(target: Ids, thing: Ids): Sent & { method: string };
}

/** A guard: one of the roles, and every scope. */
const holds =
  (roles: readonly string[], ...scopes: string[]) =>
  (caller: Principal): boolean =>
    !caller.isStranger &&
    scopes.every((scope) => caller.scopes.includes(`spark-admin:${scope}`)) &&
    caller.roles.some((role) => roles.includes(role));
const READERS = ['full_admin', 'readonly_admin', 'location_admin'];
const WRITERS = ['full_admin', 'location_admin'];
const readsDirectory = (caller: Principal): boolean =>
  isSuperadmin(caller) || holds(READERS, 'telephony_config_read')(caller);

const LIST = '/api/organizations/{organizationId}/phone-numbers';
const listOf = ({ organization }: Ids): string => `/api/organizations/${organization.objectId}/phone-numbers`;
const NUMBERS = '/v1/telephony/config/workspaces/{workspaceId}/numbers';
const numbersOf = ({ workspace }: Ids): string =>
  `/v1/telephony/config/workspaces/${webexId('PLACE', workspace!)}/numbers`;
const PERSON = '/v1/people/{personId}';
const personOf = ({ person }: Ids): string => `/v1/people/${webexId('PEOPLE', person!)}`;
const PEOPLE_WRITER = holds(['full_admin'], 'people_write', 'people_read');
const PERSON_NUMBERS = '/v1/telephony/config/people/{personId}/numbers';
const personNumbersOf = ({ person }: Ids): string =>
  `/v1/telephony/config/people/${webexId('PEOPLE', person!)}/numbers`;
const workspaceOf = ({ workspace }: Ids): string => `/v1/workspaces/${webexId('PLACE', workspace!)}`;
const LOCATION_NUMBERS = '/v1/telephony/config/locations/{locationId}/numbers';
const locationNumbersOf = ({ location }: Ids): string =>
  `/v1/telephony/config/locations/${webexId('LOCATION', location!)}/numbers`;
const adding = (number: string): object => ({ phoneNumbers: [{ action: 'ADD', directNumber: number }] });
const giving = (targetUserId: string, phoneNumber: string, more: object = {}): object => ({
  ...{ targetUserId, phoneNumber, provider: 'sinch', isDefault: false },
  ...more,
});
const personId = (objectId: string): string => webexId('PEOPLE', uuidOfObjectId(objectId));
const numbersOfWorld = (world: World): Thing[] => world.numbers;

const ORGANIZATIONS_FACE: Row[] = [
  {
    route: 'GET /api/organizations/{organizationId}',
    lets: isSuperadmin,
    request: (_, { organization }) => ({ path: `/api/organizations/${organization.uuid}` }),
    done: 200,
    isOfOrganization: true,
  },
  {
    route: 'GET /api/org-snapshots/orgs/{organizationId}/users',
    lets: isSuperadmin,
    request: (_, { organization }) => ({ path: `/api/org-snapshots/orgs/${organization.objectId}/users` }),
    done: 200,
    showsOrganization: true,
  },
  {
    route: `GET ${LIST}`,
    lets: isSuperadmin,
    request: (_, thing) => ({ path: listOf(thing) }),
    done: 200,
    showsOrganization: true,
  },
  {
    route: `GET ${LIST}`,
    tries: 'at an instant',
    lets: isSuperadmin,
    request: (_, thing) => ({ path: `${listOf(thing)}?at=${IN_THE_PAST}` }),
    done: 200,
    showsOrganization: true,
  },
  {
    route: `POST ${LIST}`,
    tries: 'the user',
    lets: isSuperadmin,
    names: 'path',
    writes: true,
    request: (target, { newcomer, spare }) => ({ path: listOf(target), body: giving(newcomer, spare) }),
    done: 200,
    isSilent: true,
  },
  {
    route: `POST ${LIST}`,
    tries: 'whom the number is taken over from',
    lets: isSuperadmin,
    names: 'path',
    writes: true,
    request: (target, { user, users }) => ({
      path: listOf(target),
      body: giving(target.newcomer, users, { replaces: user }),
    }),
  },
  {
    route: `POST ${LIST}`,
    tries: 'a number that somebody has',
    lets: isSuperadmin,
    writes: true,
    request: (_, thing) => ({ path: listOf(thing), body: giving(thing.newcomer, thing.users) }),
    done: 409,
    showsOrganization: true,
  },
  {
    route: `DELETE ${LIST}/{targetUserId}/{provider}`,
    lets: isSuperadmin,
    names: 'path',
    writes: true,
    request: (target, { newcomer }) => ({ path: `${listOf(target)}/${newcomer}/sinch` }),
    done: 200,
    isSilent: true,
    before: (target, { newcomer, spare }) => ({ method: 'POST', path: listOf(target), body: giving(newcomer, spare) }),
  },
];

const WORKSPACES_FACE: Row[] = [
  {
    route: 'GET /v1/workspaces/{workspaceId}/features/numbers',
    lets: holds(READERS, 'workspaces_read'),
    names: 'orgId',
    needs: ['workspace'],
    request: (_, thing) => ({ path: `${workspaceOf(thing)}/features/numbers` }),
    done: 200,
  },
  {
    route: 'POST /v1/workspaces',
    lets: holds(WRITERS, 'workspaces_write', 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['location'],
    request: (_, { location }) => ({ path: '/v1/workspaces', body: { displayName: 'Room', locationId: location } }),
    done: 201,
  },
  {
    route: 'DELETE /v1/workspaces/{workspaceId}',
    lets: holds(WRITERS, 'workspaces_write', 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['workspace'],
    request: (_, thing) => ({ path: workspaceOf(thing) }),
  },
  {
    route: 'PUT /v1/workspaces/{workspaceId}',
    lets: holds(WRITERS, 'workspaces_write', 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['workspace'],
    request: (_, thing) => ({ path: workspaceOf(thing), body: { calling: { webexCalling: { extension: '4711' } } } }),
    done: 200,
  },
  {
    route: 'PUT /v1/workspaces/{workspaceId}',
    tries: 'its location',
    lets: holds(WRITERS, 'workspaces_write', 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['workspace', 'location'],
    sticks: true,
    request: (target, { location }) => ({ path: workspaceOf(target), body: { locationId: location } }),
    done: 200,
  },
  {
    route: `PUT ${NUMBERS}`,
    tries: 'the workspace',
    lets: holds(WRITERS, 'workspaces_write'),
    names: 'orgId',
    writes: true,
    needs: ['workspace'],
    request: (_, thing) => ({ path: numbersOf(thing), body: adding(thing.free) }),
    done: 204,
    isSilent: true,
  },
  {
    route: `PUT ${NUMBERS}`,
    tries: 'a number of the inventory',
    lets: holds(WRITERS, 'workspaces_write'),
    names: 'orgId',
    writes: true,
    needs: ['workspace'],
    sticks: true,
    request: (target, { free }) => ({ path: numbersOf(target), body: adding(free) }),
    done: 204,
    isSilent: true,
  },
  {
    route: `PUT ${NUMBERS}`,
    tries: 'a number that another workspace has',
    lets: holds(WRITERS, 'workspaces_write'),
    names: 'orgId',
    writes: true,
    needs: ['workspace', 'neighbours'],
    sticks: true,
    request: (target, { neighbours }) => ({ path: numbersOf(target), body: adding(neighbours!) }),
    done: 409,
  },
];

const CONFIG = '/v1/telephony/config';
/** The same lists of numbers to choose from, of a workspace or a person. */
const CHOICES = ['secondary', 'faxMessage', 'callForwarding', 'emergencyCallbackNumber', 'callIntercept'];
const LOCATION_CHOICES = [
  'externalCallerId/',
  'webexGo/',
  'emergencyCallbackNumber/',
  'callIntercept/',
  'chargeNumber/',
];
const choosing = (route: string, needs: Row['needs'], pathOf: (ids: Ids) => string): Row => ({
  route: `GET ${CONFIG}/${route}`,
  lets: holds(READERS, 'telephony_config_read'),
  names: 'orgId',
  needs,
  request: (_, thing) => ({ path: `${CONFIG}/${pathOf(thing)}` }),
  done: 200,
  showsOrganization: true,
});
const AVAILABLE: Row[] = [
  ...['workspaces', 'people/primary'].map((of) =>
    choosing(`${of}/availableNumbers`, ['location'], ({ location }) => `${of}/availableNumbers?locationId=${location}`),
  ),
  ...CHOICES.flatMap((what) => [
    choosing(
      `workspaces/{workspaceId}/${what}/availableNumbers`,
      ['workspace'],
      ({ workspace }) => `workspaces/${workspace}/${what}/availableNumbers`,
    ),
    choosing(
      `people/{personId}/${what}/availableNumbers`,
      ['person'],
      ({ person }) => `people/${person}/${what}/availableNumbers`,
    ),
  ]),
  ...['', ...LOCATION_CHOICES].map((what) =>
    choosing(
      `locations/{locationId}/${what}availableNumbers`,
      ['location'],
      ({ location }) => `locations/${location}/${what}availableNumbers`,
    ),
  ),
];

// What another organization has is told of in test/telephony/squatting.e2e-spec.ts.
const VALIDATION: Row[] = [
  {
    route: `POST ${CONFIG}/actions/validateNumbers/invoke`,
    lets: holds(WRITERS, 'telephony_config_write'),
    names: 'orgId',
    things: () => [],
    request: (_, { free }) => ({
      path: `${CONFIG}/actions/validateNumbers/invoke`,
      body: { phoneNumbers: [free] },
    }),
    done: 200,
  },
  {
    route: `POST ${CONFIG}/actions/validateExtensions/invoke`,
    lets: holds(READERS, 'telephony_config_read'),
    names: 'orgId',
    things: () => [],
    request: () => ({ path: `${CONFIG}/actions/validateExtensions/invoke`, body: { extensions: ['4712'] } }),
    done: 200,
  },
  {
    route: `POST ${CONFIG}/locations/{locationId}/actions/validateExtensions/invoke`,
    lets: holds(['full_admin'], 'telephony_config_write'),
    names: 'orgId',
    needs: ['location'],
    request: (_, { location }) => ({
      path: `${CONFIG}/locations/${location}/actions/validateExtensions/invoke`,
      body: { extensions: ['4712'] },
    }),
    done: 200,
    isSilent: true,
  },
];

const LOCATIONS: Row[] = [
  {
    route: 'POST /v1/locations',
    lets: holds(['full_admin'], 'locations_write'),
    isOfOrganization: true,
    writes: true,
    request: (_, { organization }) => ({
      path: `/v1/locations?orgId=${organization.uuid}`,
      body: { name: 'X', timeZone: 'UTC', preferredLanguage: 'en_us', address: { country: 'US' } },
    }),
  },
  {
    route: 'PUT /v1/locations/{locationId}',
    lets: holds(WRITERS, 'locations_write'),
    names: 'orgId',
    writes: true,
    needs: ['location'],
    request: (_, { location }) => ({ path: `/v1/locations/${location}`, body: { notes: 'X' } }),
    done: 204,
    isSilent: true,
  },
  {
    route: 'DELETE /v1/locations/{locationId}',
    lets: holds(['full_admin'], 'locations_write'),
    names: 'orgId',
    writes: true,
    needs: ['location', 'workspace'],
    request: (_, { location }) => ({ path: `/v1/locations/${location}` }),
    done: 409,
    isSilent: true,
  },
  {
    route: 'POST /v1/telephony/config/locations',
    lets: holds(['full_admin'], 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['location'],
    request: (_, { location }) => ({ path: '/v1/telephony/config/locations', body: { id: location } }),
    done: 201,
  },
  {
    route: 'PUT /v1/telephony/config/locations/{locationId}',
    lets: holds(['full_admin'], 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['location'],
    request: (_, { location }) => ({
      path: `/v1/telephony/config/locations/${location}`,
      body: { outsideDialDigit: '9' },
    }),
    done: 204,
    isSilent: true,
  },
  {
    route: 'PUT /v1/telephony/config/locations/{locationId}',
    tries: 'a number of the inventory',
    lets: holds(['full_admin'], 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['location', 'neighbours'],
    sticks: true,
    request: (target, { neighbours }) => ({
      path: `/v1/telephony/config/locations/${target.location}`,
      body: { callingLineId: { phoneNumber: neighbours } },
    }),
    done: 204,
    isSilent: true,
  },
  {
    route: 'PUT /v1/telephony/pstn/locations/{locationId}/connection',
    lets: holds(['full_admin'], 'telephony_pstn_write'),
    names: 'orgId',
    writes: true,
    needs: ['location'],
    request: (_, { location }) => ({
      path: `/v1/telephony/pstn/locations/${location}/connection`,
      body: { premiseRouteType: 'TRUNK', premiseRouteId: '842938d5-9273-4bc6-aa3a-056772db3165' },
    }),
    done: 204,
    isSilent: true,
  },
];

const INVENTORY: Row[] = [
  ...AVAILABLE,
  ...VALIDATION,
  {
    route: 'GET /v1/telephony/config/numbers',
    lets: holds(READERS, 'telephony_config_read'),
    names: 'orgId',
    needs: ['location'],
    request: (_, { location }) => ({ path: `/v1/telephony/config/numbers?locationId=${location}&details=true` }),
    done: 200,
    showsOrganization: true,
  },
  // The sources that are not one location.
  ...[
    ['all locations', ''],
    ['names of people', '&ownerName=Name'],
    ['names of workspaces', '&ownerName=Desk'],
  ].map(([tries, more]): Row => ({
    route: 'GET /v1/telephony/config/numbers',
    tries,
    lets: holds(READERS, 'telephony_config_read'),
    needs: ['location'],
    isOfOrganization: true,
    request: (_, { organization }) => ({ path: `/v1/telephony/config/numbers?orgId=${organization.uuid}${more}` }),
    done: 200,
  })),
  ...(['POST', 'PUT', 'DELETE'] as const).map((method): Row => ({
    route: `${method} ${LOCATION_NUMBERS}`,
    tries: 'the location',
    lets: holds(['full_admin'], 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['location', 'neighbours'],
    request: (_, thing) => ({ path: locationNumbersOf(thing), body: { phoneNumbers: [thing.neighbours] } }),
    done: { POST: 409, PUT: 204, DELETE: 400 }[method],
    isSilent: true,
  })),
  ...(['PUT', 'DELETE'] as const).map((method): Row => ({
    route: `${method} ${LOCATION_NUMBERS}`,
    tries: 'a number of the inventory',
    lets: holds(['full_admin'], 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['location', 'neighbours'],
    sticks: true,
    request: (target, { neighbours }) => ({ path: locationNumbersOf(target), body: { phoneNumbers: [neighbours] } }),
    done: { PUT: 204, DELETE: 400 }[method],
    ...(method === 'DELETE' && { unknown: 502 }),
    isSilent: true,
  })),
];

const PEOPLE: Row[] = [
  {
    route: 'GET /v1/people/{personId}/features/numbers',
    lets: holds(WRITERS, 'people_read'),
    names: 'orgId',
    needs: ['person'],
    request: (_, { person }) => ({ path: `/v1/people/${webexId('PEOPLE', person!)}/features/numbers` }),
    done: 200,
  },
  {
    route: `PUT ${PERSON_NUMBERS}`,
    tries: 'the person',
    lets: holds(WRITERS, 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['person'],
    request: (_, thing) => ({ path: personNumbersOf(thing), body: adding(thing.idle) }),
    done: 204,
    isSilent: true,
  },
  {
    route: `PUT ${PERSON_NUMBERS}`,
    tries: 'a number of the inventory',
    lets: holds(WRITERS, 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['person'],
    sticks: true,
    request: (target, { idle }) => ({ path: personNumbersOf(target), body: adding(idle) }),
    done: 204,
    isSilent: true,
  },
  {
    route: `PUT ${PERSON_NUMBERS}`,
    tries: 'a number that a workspace has',
    lets: holds(WRITERS, 'telephony_config_write'),
    names: 'orgId',
    writes: true,
    needs: ['person', 'neighbours'],
    sticks: true,
    request: (target, { neighbours }) => ({ path: personNumbersOf(target), body: adding(neighbours!) }),
    done: 409,
  },
  {
    route: 'POST /v1/people',
    lets: PEOPLE_WRITER,
    names: 'orgId',
    writes: true,
    needs: ['location'],
    request: (_, { location }) => ({ path: '/v1/people', body: { emails: ['new@x.example'], locationId: location } }),
    done: 200,
    isSilent: true,
  },
  {
    route: `PUT ${PERSON}`,
    lets: PEOPLE_WRITER,
    names: 'orgId',
    writes: true,
    needs: ['person'],
    request: (_, thing) => ({ path: personOf(thing), body: { displayName: 'Lee Park' } }),
    done: 200,
  },
  {
    route: `PUT ${PERSON}`,
    tries: 'their location',
    lets: PEOPLE_WRITER,
    names: 'orgId',
    writes: true,
    needs: ['person', 'location'],
    sticks: true,
    request: (target, { location }) => ({ path: personOf(target), body: { locationId: location } }),
    done: 200,
  },
  {
    route: 'PATCH /v1/licenses/users',
    lets: holds(['full_admin'], 'people_write'),
    names: 'orgId',
    writes: true,
    needs: ['person'],
    request: (_, { person, licence }) => ({
      path: '/v1/licenses/users',
      body: { personId: person, licenses: [{ id: licence, operation: 'remove' }] },
    }),
    done: 200,
  },
  {
    route: `DELETE ${PERSON}`,
    lets: PEOPLE_WRITER,
    names: 'orgId',
    writes: true,
    needs: ['person'],
    request: (_, thing) => ({ path: personOf(thing) }),
  },
];

const PEOPLE_AND_ACCOUNT: Row[] = [
  {
    route: 'GET /v1/people',
    lets: holds(READERS, 'people_read'),
    isOfOrganization: true,
    request: (_, { organization }) => ({ path: `/v1/people?orgId=${organization.uuid}` }),
    done: 200,
  },
  {
    route: 'GET /v1/people',
    tries: 'the person',
    lets: holds(READERS, 'people_read'),
    isOfOrganization: true,
    request: (_, { organization, user }) => ({ path: `/v1/people?id=${user}&orgId=${organization.uuid}` }),
    done: 200,
  },
  {
    route: 'GET /v1/people/{personId}',
    lets: holds(READERS, 'people_read'),
    names: 'orgId',
    request: (_, { user }) => ({ path: `/v1/people/${personId(user)}` }),
    done: 200,
  },
  {
    route: 'GET /v1/organizations/{orgId}',
    lets: holds(READERS, 'organizations_read'),
    isOfOrganization: true,
    request: (_, { organization }) => ({ path: `/v1/organizations/${organization.uuid}` }),
    done: 200,
  },
  {
    route: 'GET /v1/licenses',
    lets: holds(READERS, 'licenses_read'),
    isOfOrganization: true,
    request: (_, { organization }) => ({ path: `/v1/licenses?orgId=${organization.uuid}` }),
    done: 200,
  },
  {
    route: 'GET /v1/licenses/{licenseId}',
    lets: holds(READERS, 'licenses_read'),
    names: 'orgId',
    isOfOrganization: true,
    request: (_, { organization, licence }) => ({
      path: `/v1/licenses/${licenceId(organization.uuid, licence)}?includeAssignedTo=user`,
    }),
    done: 200,
  },
];

const PLACES: Row[] = [
  ...[
    ['locations', 'locations_read'],
    ['workspaceLocations', 'workspaces_read'],
    ['telephony/config/locations', 'telephony_config_read'],
    ['workspaces', 'workspaces_read'],
  ].map(([path, scope]): Row => ({
    route: `GET /v1/${path}`,
    lets: holds(READERS, scope!),
    isOfOrganization: true,
    request: (_, { organization }) => ({ path: `/v1/${path}?orgId=${organization.uuid}` }),
    done: 200,
  })),
  ...[
    ['locations', 'locations_read'],
    ['telephony/config/locations', 'telephony_config_read'],
  ].map(([path, scope]): Row => ({
    route: `GET /v1/${path}/{locationId}`,
    lets: holds(READERS, scope!),
    names: 'orgId',
    needs: ['location'],
    request: (_, { location }) => ({ path: `/v1/${path}/${webexId('LOCATION', location!)}` }),
    done: 200,
  })),
  {
    route: 'GET /v1/workspaces/{workspaceId}',
    lets: holds(READERS, 'workspaces_read'),
    names: 'orgId',
    needs: ['workspace'],
    request: (_, thing) => ({ path: workspaceOf(thing) }),
    done: 200,
  },
  ...[
    ['locations/{locationId}/floors', 'locations_read'],
    ['telephony/pstn/locations/{locationId}/connection', 'telephony_pstn_read'],
    ['telephony/pstn/locations/{locationId}/connectionOptions', 'telephony_pstn_read'],
  ].map(([path, scope]): Row => ({
    route: `GET /v1/${path}`,
    lets: holds(READERS, scope!),
    names: 'orgId',
    needs: ['location'],
    request: (_, { location }) => ({ path: `/v1/${path!.replace('{locationId}', location!)}` }),
    done: 200,
    isSilent: true,
  })),
  {
    route: 'GET /v1/workspaces/{workspaceId}/capabilities',
    lets: holds(READERS, 'workspaces_read'),
    names: 'orgId',
    needs: ['workspace'],
    request: (_, thing) => ({ path: `${workspaceOf(thing)}/capabilities` }),
    done: 200,
  },
  ...[
    ...[
      ...['callParkExtensions', 'virtualLines', 'premisePstn/trunks'],
      ...['jobs/updateRoutingPrefix', 'jobs/numbers/manageNumbers'],
    ].map((list) => [`telephony/config/${list}`, 'telephony_config_read']),
    ['devices', 'devices_read'],
  ].map(([path, scope]): Row => ({
    route: `GET /v1/${path}`,
    lets: holds(READERS, scope!),
    names: 'orgId',
    things: () => [],
    request: () => ({ path: `/v1/${path}` }),
    done: 200,
  })),
];

const DIRECTORY: Row[] = ['', '/history'].map((more) => ({
  route: `GET /api/phone-numbers/{number}${more}`,
  lets: readsDirectory,
  things: numbersOfWorld,
  request: (_: Ids, { number }: { number: string }) => ({
    path: `/api/phone-numbers/${encodeURIComponent(number)}${more}`,
  }),
  done: 200,
}));

const listedOf = ({ organization }: Ids, more = ''): string =>
  `/api/phone-numbers?organizationId=${organization.objectId}${more}`;
const LISTED: Row[] = [
  {
    route: 'GET /api/phone-numbers',
    tries: 'the organization',
    lets: isSuperadmin,
    request: (_, thing) => ({ path: listedOf(thing) }),
    done: 200,
    showsOrganization: true,
  },
  {
    route: 'GET /api/phone-numbers',
    tries: 'the location',
    lets: isSuperadmin,
    needs: ['location'],
    request: (_, { location }) => ({ path: `/api/phone-numbers?locationId=${location}` }),
    done: 200,
    showsOrganization: true,
  },
  {
    route: 'GET /api/phone-numbers',
    tries: 'the extension',
    lets: isSuperadmin,
    needs: ['location'],
    request: (_, thing) => ({ path: listedOf(thing, '&extension=1000') }),
    done: 200,
    isSilent: true,
  },
];

const placeOf = ({ number }: { number: string }): string => `/api/phone-numbers/${encodeURIComponent(number)}`;
// A number that nobody has is put back after each time.
const PLACEMENT: Row[] = [
  {
    route: 'POST /api/phone-numbers/{number}/transfer',
    lets: isSuperadmin,
    writes: true,
    needs: ['location'],
    request: (_, { free, organization, location }) => ({
      path: `${placeOf({ number: free })}/transfer`,
      body: { organizationId: organization.objectId, locationId: location },
    }),
    done: 200,
    before: (_, { free }) => ({ method: 'DELETE', path: placeOf({ number: free }) }),
  },
  {
    route: 'POST /api/phone-numbers/{number}/transfer',
    tries: 'a number that somebody has',
    lets: isSuperadmin,
    writes: true,
    request: (_, { users, organization }) => ({
      path: `${placeOf({ number: users })}/transfer`,
      body: { organizationId: organization.objectId },
    }),
  },
  {
    route: 'DELETE /api/phone-numbers/{number}',
    lets: isSuperadmin,
    writes: true,
    request: (_, { spare }) => ({ path: placeOf({ number: spare }) }),
    done: 200,
    before: (_, { spare, organization }) => ({
      method: 'POST',
      path: `${placeOf({ number: spare })}/transfer`,
      body: { organizationId: organization.objectId },
    }),
  },
];

// What is allowed is test/directory's: it gives away whichever number is free.
const NEXT: Row[] = [
  {
    route: 'POST /api/phone-numbers/next',
    tries: 'the user',
    lets: isSuperadmin,
    names: 'path',
    writes: true,
    request: ({ organization }, { newcomer }) => ({
      path: '/api/phone-numbers/next',
      body: { organizationId: organization.objectId, targetUserId: newcomer, provider: 'textgrid' },
    }),
  },
  {
    route: 'POST /api/phone-numbers/next',
    tries: 'the person, for their own telephone',
    lets: isSuperadmin,
    names: 'path',
    writes: true,
    needs: ['person'],
    request: ({ organization }, { person }) => ({
      path: '/api/phone-numbers/next',
      body: { organizationId: organization.objectId, targetUserId: person },
    }),
  },
  {
    route: 'POST /api/phone-numbers/next',
    tries: 'the workspace',
    lets: isSuperadmin,
    names: 'path',
    writes: true,
    needs: ['workspace'],
    request: ({ organization }, { workspace }) => ({
      path: '/api/phone-numbers/next',
      body: { organizationId: organization.objectId, workspaceId: workspace },
    }),
  },
];

// Of all organizations: who may not is refused; what the others are shown is test/directory's and test/organizations'.
const OF_ALL: Row[] = [
  {
    route: 'GET /api/organizations',
    lets: isSuperadmin,
    request: () => ({ path: '/api/organizations' }),
  },
  {
    route: 'GET /api/phone-numbers',
    tries: 'all',
    lets: isSuperadmin,
    request: () => ({ path: '/api/phone-numbers' }),
  },
];

export const ROWS: Row[] = [
  ...ORGANIZATIONS_FACE,
  ...WORKSPACES_FACE,
  ...LOCATIONS,
  ...INVENTORY,
  ...PEOPLE,
  ...PEOPLE_AND_ACCOUNT,
  ...PLACES,
  ...DIRECTORY,
  ...LISTED,
  ...OF_ALL,
  ...PLACEMENT,
  ...NEXT,
];

/** They say nothing of anybody. */
export const OPEN_ROUTES = ['GET /health/live', 'GET /health/ready', 'GET /metrics'];

/** They name nothing, and tell of the caller what their own specs show. */
export const ROUTES_OF_THE_CALLER = ['GET /v1/people/me', 'GET /v1/organizations'];
