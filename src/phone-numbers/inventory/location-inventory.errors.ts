import { DomainError } from '../../errors/domain.error.js';

// Refusals of writes to the inventory of a location. `place` is the part of the request that is refused, for example
// `phoneNumbers.3`.

/** The organization has the number already: in this location, in another one, or with one of its users. */
export class NumberInInventory extends DomainError {
  constructor(place: string) {
    super({
      kind: 'conflict',
      code: 'number_in_inventory',
      message: 'The organization has the number already',
      details: `${place}: the number is in the inventory of the organization`,
    });
  }
}

/**
 * The organization may not add the number, or another one has it: these two read the same, so that nobody learns which
 * numbers others have.
 */
export class NumberNotAvailable extends DomainError {
  constructor(place: string) {
    super({
      kind: 'conflict',
      code: 'number_not_available',
      message: 'The number is not available',
      details: `${place}: the organization may not add this number; the operator of Linebook can`,
    });
  }
}

/** Somebody holds the number. */
export class NumberHeld extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'number_held',
      message: 'The number is assigned',
      details: `${place}: release the number first`,
    });
  }
}

/** A main number stays with its location. */
export class NumberIsMain extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'number_is_main',
      message: 'The number is the main number of the location',
      details: `${place}: give the location another main number first`,
    });
  }
}

/** The carrier activates a mobile number when a person gets it. */
export class NumberIsMobile extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'number_is_mobile',
      message: 'The number is a mobile number',
      details: `${place}: mobile numbers are neither activated nor deactivated here`,
    });
  }
}

/** The provider of the location's PSTN connection keeps its inventory. */
export class IntegratedPstn extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'integrated_pstn',
      message: 'The PSTN provider of the location keeps its numbers',
      details: 'Numbers are added and removed here for LOCAL_GATEWAY and NON_INTEGRATED_CCP only',
    });
  }
}
