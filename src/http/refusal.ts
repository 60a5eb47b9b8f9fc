import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '../errors/domain.error.js';
import {
  bodyTooLarge,
  internalError,
  incompleteRequest,
  malformedUrl,
  notHttp,
  RefusedRequest,
  unknownPath,
  urlTooLong,
} from './refused-request.js';
import { URL_LIMIT } from './limits.js';

const STATUSES: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  not_supported: 405,
  conflict: 409,
  locked: 423,
  limited: 429,
  unavailable: 503,
};

/** What a refusal depends on beside the error. */
export interface Circumstances {
  bodyLimitBytes: number;
  /** False while the sender owes a part of the body. */
  arrivedWhole: boolean;
}

/** Anything that was thrown, as a refusal with a status. What nobody foresaw is our fault: 500 and a fixed text. */
export function refusalOf(error: unknown, { bodyLimitBytes, arrivedWhole }: Circumstances): RefusedRequest {
  if (error instanceof RefusedRequest) return error;
  if (error instanceof DomainError) return refusalOfDomain(error);
  if (error instanceof HttpException) return refusalOfFramework(error.getStatus(), bodyLimitBytes);
  // Nothing of ours has run by then: the sender went away, and nobody will read the answer.
  return arrivedWhole ? internalError() : incompleteRequest();
}

/** A refusal that the product decided on. */
export function refusalOfDomain(error: DomainError): RefusedRequest {
  const { kind, code, message, details, retryAfterSeconds } = error;
  const headers: Record<string, string> = {};
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  // The path has the method, the object does not support it: an empty Allow (RFC 9110, section 10.2.1).
  if (kind === 'not_supported') headers.allow = '';
  // Only errors of auth have one.
  const { challenge } = error as { challenge?: unknown };
  if (typeof challenge === 'string') headers['www-authenticate'] = challenge;
  return new RefusedRequest(STATUSES[kind], code, message, { details, headers, cause: error });
}

/** What Nest and Fastify refuse themselves, in our words: theirs repeat the URL. */
function refusalOfFramework(status: number, bodyLimitBytes: number): RefusedRequest {
  if (status === 404) return unknownPath();
  if (status === 413) return bodyTooLarge(bodyLimitBytes);
  if (status === 400) return incompleteRequest();
  return status < 500 ? notHttp() : internalError();
}

/** What Fastify's router refuses before it has a route. */
export function refusalOfRouter(code: string): RefusedRequest {
  return code === 'FST_ERR_MAX_PARAM_LENGTH' ? urlTooLong(URL_LIMIT) : malformedUrl();
}
