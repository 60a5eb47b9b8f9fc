import { DomainError } from '../../errors/domain.error.js';

/** The organization that is meant has no such licence. */
export class LicenceNotFound extends DomainError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'licence_not_found',
      message: 'License not found',
      details: 'No license exists with the provided id',
    });
  }
}
