import { DomainError } from '../../errors/domain.error.js';

// Refusals of writes to people. `place` is the part of the request that is refused, for example `licenses.0`.

/** No location of the organization that the caller reaches has the id. */
export class LocationUnknown extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'location_unknown',
      message: 'The location is not known',
      details: `${place}: expected the id of a location of the organization`,
    });
  }
}

/** None of the organization's licences has the id. */
export class PersonLicenceUnknown extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'person_licence_unknown',
      message: 'The licence is not known',
      details: `${place}: expected ids of licences of the organization`,
    });
  }
}

/** All units of one of the licences are in use. */
export class PersonLicenceUsedUp extends DomainError {
  constructor(place: string) {
    super({
      kind: 'conflict',
      code: 'person_licence_used_up',
      message: 'No unit of the licence is free',
      details: `${place}: all units of a licence are in use`,
    });
  }
}

/** Nobody has two licences for calling. */
export class LicencesExclusive extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'licences_exclusive',
      message: 'The licences exclude each other',
      details: `${place}: expected one calling licence at most`,
    });
  }
}

/** Who gets a calling licence gets a line in a location, or has one. */
export class CallingPropertiesMissing extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'calling_properties_missing',
      message: 'The calling licence needs a line',
      details: `${place}: expected a phone number or an extension, and the location where it is`,
    });
  }
}

/** A number or an extension for somebody who has no calling licence, and no line yet. */
export class CallingLicenceMissing extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'calling_licence_missing',
      message: 'The person has no calling licence',
      details: `${place}: a number and an extension need a calling licence`,
    });
  }
}
