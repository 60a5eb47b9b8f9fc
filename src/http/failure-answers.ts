import type { Face, Failure } from './failure.js';
import type { RefusedRequest } from './refused-request.js';
import { TRACKING_ID_HEADER } from './tracking-id.js';

/** Where a refusal happened. */
export interface RefusedWhere {
  trackingId: string;
  method: string;
  /** As the router reads it; decides which face answers. */
  path: string;
  /** The route's pattern, where one was found. */
  route?: string;
}

export interface FailureText {
  status: number;
  headers: Record<string, string>;
  /** JSON. */
  body: string;
}

/** On every answer, whoever writes it; a route that may be cached says so itself. */
export function standardHeaders(trackingId: string): Record<string, string> {
  return {
    [TRACKING_ID_HEADER]: trackingId,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

/** Words refusals as the face does whose prefix, the longest one, the path has; other paths belong to the first face. */
export class FailureAnswers {
  private readonly byPrefix: readonly Face[];

  constructor(private readonly faces: readonly [Face, ...Face[]]) {
    this.byPrefix = [...faces].sort((a, b) => b.prefix.length - a.prefix.length);
  }

  /** The whole answer to a refused request, but for the headers that Node adds. */
  answerTo(refused: RefusedRequest, where: RefusedWhere): FailureText {
    const { status, code, message, details, cause } = refused;
    const { trackingId, method, path, route } = where;
    const failure: Failure = { status, code, message, details, cause, trackingId, method, route };
    const { body, headers } = this.faceOf(route ?? path).render(failure);
    return {
      status,
      headers: {
        ...standardHeaders(trackingId),
        ...refused.headers,
        ...headers,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify(body),
    };
  }

  private faceOf(path: string): Face {
    return this.byPrefix.find(({ prefix }) => `${path}/`.startsWith(prefix)) ?? this.faces[0];
  }
}
