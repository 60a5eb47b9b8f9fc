import { DomainError } from '../errors/domain.error.js';

/** The options of a command do not go together, or one of them is no value of its kind. */
export class WrongUsage extends DomainError {
  constructor(message: string) {
    super({ kind: 'invalid', code: 'wrong_usage', message });
  }
}
