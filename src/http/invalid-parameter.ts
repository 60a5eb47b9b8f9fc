import { DomainError } from '../errors/domain.error.js';

/** 400: a parameter of the path or the query is empty, repeated, or not what it has to be. */
export class InvalidParameter extends DomainError {
  constructor(name: string, expected: string) {
    super({
      kind: 'invalid',
      code: 'invalid_parameter',
      message: `Invalid ${name}`,
      details: `Expected ${expected}`,
    });
  }
}
