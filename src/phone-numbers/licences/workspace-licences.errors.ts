import { DomainError } from '../../errors/domain.error.js';

/** None of the licences in the request is one of the organization that a workspace can have. */
export class LicenceUnknown extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'licence_unknown',
      message: 'The licence is not known',
      details: 'calling.webexCalling.licenses: expected a calling licence of the organization',
    });
  }
}

/** All units of the licences in the request are in use. */
export class LicenceUsedUp extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'licence_used_up',
      message: 'No unit of the licence is free',
      details: 'calling.webexCalling.licenses: all units are in use',
    });
  }
}
