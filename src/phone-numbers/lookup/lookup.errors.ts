import { DomainError } from '../../errors/domain.error.js';

/** The record has no such number, or nothing of it that the caller may see: the same for both. */
export class NumberNotFound extends DomainError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'number_not_found',
      message: 'Phone number not found',
      details: 'No phone number that you may see is this one',
    });
  }
}
