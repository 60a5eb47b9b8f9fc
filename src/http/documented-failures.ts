import { applyDecorators, type Type } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

interface DocumentedFailure {
  description: string;
  header?: { name: string; description: string };
}

const RETRY_AFTER = { name: 'Retry-After', description: 'Seconds after which trying again makes sense' };
const CHALLENGE = { name: 'WWW-Authenticate', description: 'The scheme Bearer, and what is wrong with the token' };
const ALLOW = { name: 'Allow', description: 'The methods of this path' };

/** What the edge itself answers on any route, before or instead of the route's own code. */
const OF_THE_EDGE: Record<number, DocumentedFailure> = {
  400: { description: 'The request is not well formed' },
  401: { description: 'The token is missing, not valid or expired', header: CHALLENGE },
  403: { description: 'The token does not allow this' },
  404: { description: 'The path is unknown' },
  405: { description: 'The path has no such method', header: ALLOW },
  408: { description: 'The request did not arrive in time' },
  413: { description: 'The body is too large' },
  414: { description: 'The URL is too long' },
  415: { description: 'The body is not JSON in UTF-8' },
  431: { description: 'The headers are too large' },
  500: { description: 'Our fault; the log names it by the tracking id' },
  503: { description: 'The database or the key server cannot answer, or the server is stopping', header: RETRY_AFTER },
};

/** What only some routes answer, and then with a header. */
const HEADERS: Record<number, DocumentedFailure['header']> = { 423: RETRY_AFTER };

/** Documents every status that a route can refuse with, in its face's body; `own` says more about some of them. */
export function ApiFailures(body: Type, own: Record<number, string> = {}) {
  const statuses = new Set([...Object.keys(OF_THE_EDGE), ...Object.keys(own)].map(Number));
  return applyDecorators(...[...statuses].map((status) => documented(status, body, own[status])));
}

function documented(status: number, type: Type, own?: string) {
  const { description, header } = OF_THE_EDGE[status] ?? { description: own!, header: HEADERS[status] };
  const headers = header && { [header.name]: { description: header.description, schema: { type: 'string' as const } } };
  return ApiResponse({ status, type, description: own ?? description, headers });
}
