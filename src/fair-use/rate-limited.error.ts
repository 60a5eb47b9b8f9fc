import { DomainError } from '../errors/domain.error.js';

/** 429: the caller has asked as often as they may in this minute. */
export class RateLimited extends DomainError {
  constructor(mostPerMinute: number, retryAfterSeconds: number) {
    super({
      kind: 'limited',
      code: 'rate_limited',
      message: 'Too many requests',
      details: `At most ${mostPerMinute} requests of this kind are accepted in a minute`,
      retryAfterSeconds,
    });
  }
}
