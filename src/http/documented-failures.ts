import { applyDecorators, type Type } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

/** What the edge itself answers on any route, before or instead of the route's own code. */
const OF_THE_EDGE: Record<number, string> = {
  400: 'The request is not well formed',
  401: 'The token is missing, not valid or expired',
  403: 'The token does not allow this',
  404: 'The path is unknown',
  405: 'The path has no such method',
  408: 'The request did not arrive in time',
  413: 'The body is too large',
  414: 'The URL is too long',
  415: 'The body is not JSON in UTF-8; checked of any body, also where none is read',
  429: 'The caller has asked too often in this minute',
  431: 'The headers are too large',
  500: 'Our fault; the log names it by the tracking id',
  503: 'The server or the record is busy, the record cannot be reached, or tokens cannot be checked at the moment',
};

/**
 * Documents every status that a route can refuse with, in its face's body; `own` says more about some of them. Headers
 * and examples come from the refusals themselves (`src/openapi/refusals`).
 */
export function ApiFailures(body: Type, own: Record<number, string> = {}) {
  const descriptions = Object.entries({ ...OF_THE_EDGE, ...own });
  return applyDecorators(
    ...descriptions.map(([status, description]) => ApiResponse({ status: Number(status), type: body, description })),
  );
}
