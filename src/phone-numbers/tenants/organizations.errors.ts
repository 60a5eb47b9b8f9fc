import { DomainError } from '../../errors/domain.error.js';
import { OperationRefused } from '../record/operation-refused.js';

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

/** The issuer calls another organization by this name. */
export class AliasInUse extends OperationRefused {
  constructor(cause?: unknown) {
    super(
      'alias_in_use',
      'The issuer has this name for another organization',
      'See `linebook organizations alias list`; remove it there first.',
      cause,
    );
  }
}

export class AliasNotFound extends DomainError {
  constructor() {
    super({ kind: 'not_found', code: 'alias_not_found', message: 'No organization has this alias' });
  }
}

/** Two ids that shall be one organization's name two. */
export class BothInUse extends OperationRefused {
  constructor(cause?: unknown) {
    super(
      'both_in_use',
      'Each of the ids names an organization of its own',
      'The record does not merge organizations; move the users of one, or import it anew under the other.',
      cause,
    );
  }
}

/** The organization is known by another id of the same vendor already. */
export class AnotherIdKnown extends OperationRefused {
  constructor() {
    super(
      'another_id_known',
      'The organization has another id there',
      'Only an id that was derived can be replaced: see `linebook organizations list`.',
    );
  }
}
