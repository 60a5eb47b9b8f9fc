import { DomainError } from './domain.error.js';

export const TOO_MANY_WAIT = 'Too many requests are waiting; try again later';

/** 503: more is asked for than can be answered in time. Nothing of the request has been done. */
export class Overloaded extends DomainError {
  constructor(details: string, cause?: unknown) {
    super({
      kind: 'unavailable',
      code: 'overloaded',
      message: 'Too many requests at once',
      details,
      retryAfterSeconds: 1,
      cause,
    });
  }
}
