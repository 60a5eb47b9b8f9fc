import { DomainError } from '../../errors/domain.error.js';

/** What stands in the record is in the way of what an operator asked for; nothing was changed. Its command exits 1. */
export class OperationRefused extends DomainError {
  constructor(code: string, message: string, details: string, cause?: unknown) {
    super({ kind: 'conflict', code, message, details, cause });
  }
}
