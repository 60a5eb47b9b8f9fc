import { DomainError } from '../../errors/domain.error.js';

/** Another request under the same idempotency key has not ended yet. */
export class InProgress extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'in_progress',
      message: 'A request with this idempotency key is in progress',
      details: 'Send it again after Retry-After; it then gets the response of the first one.',
      retryAfterSeconds: 1,
    });
  }
}

/** The idempotency key was used for another body. */
export class KeyReused extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'idempotency_key_reused',
      message: 'The idempotency key was used for another request',
      details: 'A key stands for one request and its body; use a new key.',
    });
  }
}
