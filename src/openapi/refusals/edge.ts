import type { Way } from '../../auth/access.decorators.js';
import {
  InvalidAuthorization,
  KeysUnavailable,
  MissingRole,
  MissingScope,
  Unauthenticated,
} from '../../auth/auth.errors.js';
import { outageOf } from '../../database/driver-error.js';
import { Overloaded, TOO_MANY_WAIT } from '../../errors/overloaded.js';
import { RateLimited } from '../../fair-use/rate-limited.error.js';
import { JSON_DEPTH_LIMIT } from '../../http/json-body.js';
import { HEADERS_LIMIT, URL_LIMIT } from '../../http/limits.js';
import {
  bodyTooLarge,
  headersTooLarge,
  internalError,
  malformedJson,
  malformedUrl,
  methodNotAllowed,
  repeatedJsonName,
  requestTimeout,
  tooDeepJson,
  unknownPath,
  unsupportedMediaType,
  urlTooLong,
} from '../../http/refused-request.js';

/** What the edge's refusals of a route depend on. */
export interface Edge {
  /** The methods of the path, as `Allow` names them. */
  allow: string;
  /** The way into the route of which strangers are told. */
  way: Way;
  bodyLimitBytes: number;
}

const KEYS_RETRY_SECONDS = 30;
const outage = (code: string): unknown => outageOf(Object.assign(new Error(), { code }));

/** What the edge refuses on any route, also where it reads no body. Of each status the likeliest first. */
export const edgeRefusals = ({ allow, way: { scopes = [], roles }, bodyLimitBytes }: Edge): unknown[] => [
  malformedJson(),
  repeatedJsonName('phoneNumbers'),
  tooDeepJson(JSON_DEPTH_LIMIT),
  malformedUrl(),
  new InvalidAuthorization('The token belongs in the Authorization header only'),
  new Unauthenticated(),
  new Unauthenticated('The token has expired'),
  ...(scopes.length ? [new MissingScope(scopes)] : []),
  new MissingRole(roles),
  unknownPath(),
  methodNotAllowed(allow),
  requestTimeout(),
  bodyTooLarge(bodyLimitBytes),
  urlTooLong(URL_LIMIT),
  unsupportedMediaType(),
  new RateLimited(600, 42),
  headersTooLarge(HEADERS_LIMIT),
  internalError(),
  outage('ECONNREFUSED'),
  outage('55P03'),
  new Overloaded(TOO_MANY_WAIT),
  new KeysUnavailable(KEYS_RETRY_SECONDS),
];
