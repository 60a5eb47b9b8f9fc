import { DomainError } from '../../errors/domain.error.js';

/** Another import of the same organization has not ended yet. */
export class ImportRunning extends DomainError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'import_running',
      message: 'Another import of the same organization is running',
      details: 'Wait until it has ended, then try again.',
    });
  }
}
