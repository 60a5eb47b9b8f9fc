import { DomainError } from '../../errors/domain.error.js';

/** One of the ids names an organization already. */
export class OrganizationExists extends DomainError {
  constructor(cause: unknown) {
    super({
      kind: 'conflict',
      code: 'organization_exists',
      message: 'An organization with this id exists already',
      cause,
    });
  }
}

/** No organization has this id. Which of several was meant is said by the caller's own words. */
export class UnknownOrganization extends DomainError {
  constructor(whose: 'customer' | 'partner') {
    super({ kind: 'not_found', code: 'organization_not_found', message: `No organization has the id of the ${whose}` });
  }
}

export class SamePartner extends DomainError {
  constructor() {
    super({ kind: 'invalid', code: 'same_organization', message: 'Customer and partner are the same organization' });
  }
}

export class PartnershipNotFound extends DomainError {
  constructor() {
    super({ kind: 'not_found', code: 'partnership_not_found', message: 'The customer has no such partner' });
  }
}

export class ExpiryInThePast extends DomainError {
  constructor() {
    super({ kind: 'invalid', code: 'expiry_in_the_past', message: 'The partnership would have expired already' });
  }
}
