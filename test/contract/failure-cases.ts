import type { Question } from '../ask.js';
import { expiredToken, foreignToken, tamperedToken, tokenFor, type TokenOptions } from '../tokens.js';
import type { FaceName } from './schema-faults.js';

export const ORGANIZATION = '5f7b1c2e8a1d4e0012c3b400';
export const NUMBER = '+14165550102';
/** In the inventory of the location of the workspace. */
export const FREE_NUMBER = '+14165550103';
export const WORKSPACE = '842938d5-9273-4bc6-aa3a-056772db3165';
const STRANGER = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
export const TRACKING_ID = 'SIMPLE_842938d5';
const BODY_LIMIT = 262_144;

/** A face by one of its routes. */
export interface FaceUnderTest {
  face: FaceName;
  method: 'GET' | 'PUT';
  /** What answers 200 or 204, as the pattern of the document and as a path. */
  route: string;
  path: string;
  /** JSON; undefined: it needs none. */
  body?: string;
  caller: { roles: string[]; scopes?: string[] };
  /** The methods of the path. */
  allow: string;
  /** What a caller without any of its roles is told. */
  roles: string;
}
const READ = 'GET, HEAD, OPTIONS';
const READERS = 'One of these roles is required: full_admin, readonly_admin, location_admin';
const WRITERS = 'One of these roles is required: full_admin, location_admin';

export const FACES: FaceUnderTest[] = [
  {
    face: 'organizations',
    method: 'GET',
    route: '/api/organizations/{organizationId}/phone-numbers',
    path: `/api/organizations/${ORGANIZATION}/phone-numbers`,
    caller: { roles: ['SUPERADMIN'] },
    allow: `${READ}, POST`,
    roles: 'SUPERADMIN role required',
  },
  {
    face: 'workspaces',
    method: 'GET',
    route: '/v1/workspaces/{workspaceId}/features/numbers',
    path: `/v1/workspaces/${WORKSPACE}/features/numbers`,
    caller: { roles: ['full_admin'], scopes: ['spark-admin:workspaces_read'] },
    allow: READ,
    roles: READERS,
  },
  {
    face: 'workspaces',
    method: 'PUT',
    route: '/v1/telephony/config/workspaces/{workspaceId}/numbers',
    path: `/v1/telephony/config/workspaces/${WORKSPACE}/numbers`,
    body: JSON.stringify({ phoneNumbers: [{ action: 'ADD', directNumber: FREE_NUMBER }] }),
    caller: { roles: ['full_admin'], scopes: ['spark-admin:workspaces_write'] },
    allow: 'OPTIONS, PUT',
    roles: WRITERS,
  },
  {
    face: 'workspaces',
    method: 'PUT',
    route: '/v1/workspaces/{workspaceId}',
    path: `/v1/workspaces/${WORKSPACE}`,
    body: JSON.stringify({ calling: { webexCalling: { extension: '100' } } }),
    caller: {
      roles: ['full_admin'],
      scopes: ['spark-admin:workspaces_write', 'spark-admin:telephony_config_write'],
    },
    allow: 'DELETE, GET, HEAD, OPTIONS, PUT',
    roles: WRITERS,
  },
  {
    face: 'directory',
    method: 'GET',
    route: '/api/phone-numbers/{number}',
    path: `/api/phone-numbers/${encodeURIComponent(NUMBER)}`,
    caller: { roles: ['full_admin'], scopes: ['spark-admin:telephony_config_read'] },
    allow: `DELETE, ${READ}`,
    roles: READERS,
  },
];

type Told<Text> = Text | ((under: FaceUnderTest) => Text);

export interface Failure {
  status: number;
  /** `error`, and `details` where there are some. */
  organizations?: Told<[error: string, details?: string]>;
  /** `message`, the one description, and its code where there is one. */
  workspaces?: Told<[message: string, description: string, errorCode?: number]>;
  /** `code`, `error`, and `details` where there are some. */
  directory?: Told<[code: string, error: string, details?: string]>;
  headers?: Told<Record<string, string>>;
  /** What is wrong with the request; everything else is right. */
  of(under: FaceUnderTest): Question;
}

const CHALLENGE = 'Bearer realm="linebook"';
const challenge = (fault: string): string => `${CHALLENGE}, error="invalid_token", error_description="${fault}"`;
const INVALID_TOKEN: Failure['organizations'] = ['Invalid or expired token'];
const badToken = (fault: string, token: (caller: TokenOptions) => string): Failure => ({
  status: 401,
  organizations: INVALID_TOKEN,
  workspaces: ['The token is not valid', fault],
  directory: ['invalid_token', 'The token is not valid', fault],
  headers: { 'www-authenticate': challenge(fault) },
  of: ({ caller }) => ({ token: token(caller) }),
});
/** A request with a body. */
export const json = (body: string, type = 'application/json') => ({ body, headers: { 'content-type': type } });
const BAD_JSON = 'It must be JSON text in UTF-8, without NUL or lone surrogates in its strings';

export const FAILURES: Record<string, Failure> = {
  'missing token': {
    status: 401,
    organizations: INVALID_TOKEN,
    workspaces: ['A bearer token is required', 'A bearer token is required'],
    directory: ['unauthenticated', 'A bearer token is required'],
    headers: { 'www-authenticate': CHALLENGE },
    of: () => ({ token: undefined }),
  },
  'expired token': badToken('The token has expired', expiredToken),
  'tampered token': badToken('The signature of the token is not valid', tamperedToken),
  'foreign token': badToken('The signature of the token is not valid', foreignToken),
  'wrong role': {
    status: 403,
    organizations: ({ roles }) => ['Forbidden', roles],
    workspaces: ({ roles }) => ['The caller lacks a required role', roles],
    directory: ({ roles }) => ['missing_role', 'The caller lacks a required role', roles],
    of: ({ caller }) => ({ token: tokenFor({ ...caller, roles: ['somebody'] }) }),
  },
  // The organizations face knows roles only.
  'missing scope': {
    status: 403,
    workspaces: ({ caller: { scopes } }) => [
      'The token lacks a required scope',
      scopes!.length === 1 ? `The scope ${scopes![0]} is required` : `These scopes are required: ${scopes!.join(', ')}`,
    ],
    headers: ({ caller: { scopes } }) => ({
      'www-authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${scopes!.join(' ')}"`,
    }),
    of: ({ caller }) => ({ token: tokenFor({ ...caller, scopes: [...caller.scopes!.slice(1), 'x:workspaces'] }) }),
  },
  'missing scope, though there is a way in without one': {
    status: 403,
    directory: [
      'missing_scope',
      'The token lacks a required scope',
      'The scope spark-admin:telephony_config_read is required',
    ],
    headers: {
      'www-authenticate': `${CHALLENGE}, error="insufficient_scope", scope="spark-admin:telephony_config_read"`,
    },
    of: ({ caller }) => ({ token: tokenFor({ ...caller, scopes: ['spark-admin:workspaces_read'] }) }),
  },
  // The other faces have no orgId: SUPERADMIN crosses tenants, and a number says whose it is.
  'foreign orgId': {
    status: 403,
    workspaces: ['Organization not reachable', 'The organization is not yours and has not granted you access'],
    of: ({ path }) => ({ path: `${path}?orgId=${STRANGER}` }),
  },
  'foreign or unknown object': {
    status: 404,
    organizations: ['Organization not found', 'No organization exists with the provided id'],
    workspaces: ['Workspace not found', 'No workspace exists with the provided id'],
    directory: ['number_not_found', 'Phone number not found', 'No phone number that you may see is this one'],
    of: ({ face, caller }) =>
      face === 'organizations'
        ? { path: `/api/organizations/${STRANGER}/phone-numbers` }
        : { token: tokenFor({ ...caller, organization: STRANGER }) },
  },
  'malformed id': {
    status: 400,
    organizations: ['Invalid organizationId', 'Expected 24 hexadecimal digits or a UUID'],
    workspaces: ['Invalid workspaceId', 'Expected the id of a workspace', 25008],
    directory: [
      'invalid_parameter',
      'Invalid number',
      'Expected a phone number: E.164, or national format and its country',
    ],
    of: ({ route }) => ({ path: route.replace(/\{\w+\}/, 'abcdefghijkl') }),
  },
  'unknown path': {
    status: 404,
    organizations: ['There is nothing at this path'],
    workspaces: ['There is nothing at this path', 'There is nothing at this path'],
    directory: ['unknown_path', 'There is nothing at this path'],
    of: ({ path }) => ({ path: `${path}/nothing` }),
  },
  'wrong method': {
    status: 405,
    organizations: ({ allow }) => ['This path does not support the method', `Supported: ${allow}`],
    workspaces: ({ allow }) => ['This path does not support the method', `Supported: ${allow}`],
    directory: ({ allow }) => ['method_not_allowed', 'This path does not support the method', `Supported: ${allow}`],
    headers: ({ allow }) => ({ allow }),
    of: () => ({ method: 'PATCH' }),
  },
  'wrong media type': {
    status: 415,
    organizations: [
      'The request body must be JSON',
      'Send it as application/json in UTF-8, without a content encoding',
    ],
    workspaces: ['The request body must be JSON', 'Send it as application/json in UTF-8, without a content encoding'],
    directory: [
      'unsupported_media_type',
      'The request body must be JSON',
      'Send it as application/json in UTF-8, without a content encoding',
    ],
    of: () => json('<a/>', 'application/xml'),
  },
  'malformed JSON': {
    status: 400,
    organizations: ['The request body is not valid JSON', BAD_JSON],
    workspaces: ['The request body is not valid JSON', BAD_JSON, 25024],
    directory: ['malformed_json', 'The request body is not valid JSON', BAD_JSON],
    of: () => json('{bad'),
  },
  'too large': {
    status: 413,
    organizations: ['The request body is too large', `At most ${BODY_LIMIT} bytes are accepted`],
    workspaces: ['The request body is too large', `At most ${BODY_LIMIT} bytes are accepted`],
    directory: ['body_too_large', 'The request body is too large', `At most ${BODY_LIMIT} bytes are accepted`],
    of: () => json(`"${'x'.repeat(BODY_LIMIT)}"`),
  },
};

// Forced by a grant taken away in this spec's own database.
export const FAULT: Failure = {
  status: 500,
  organizations: ['Failed to list organization phone numbers'],
  workspaces: ['The request could not be processed', 'The request could not be processed'],
  directory: ['internal_error', 'The request could not be processed'],
  of: () => ({}),
};
