import { DomainError } from '../../errors/domain.error.js';

// Refusals of what a request says of a workspace itself; those of its numbers are in calling-lines.errors.ts.

/** A workspace with calling gets its numbers from a location; one that a location administrator makes is in theirs. */
export class LocationMissing extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'location_missing',
      message: 'The location is missing',
      details: 'calling.webexCalling.locationId: expected the id of the location that the workspace is in',
    });
  }
}

/** What one request calls the location has to be one location. */
export class LocationsDiffer extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'locations_differ',
      message: 'The request names two locations',
      details: `${place}: expected the location that the request names before`,
    });
  }
}

/** A workspace with calling can be reached, unless it is a hot desk. */
export class LineMissing extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'line_missing',
      message: 'A number or an extension is missing',
      details: 'calling.webexCalling: expected a phoneNumber, an extension or both, unless it is a hot desk',
    });
  }
}

/** Phones work with webexCalling only. */
export class PhonesNeedCalling extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'phones_need_calling',
      message: 'Phones need calling',
      details: 'calling.type: expected webexCalling, because supportedDevices is phones',
    });
  }
}

/** The calling type is given by devices, not by this API. */
export class CallingTypeFixed extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'calling_type_fixed',
      message: 'The calling type cannot be changed in this way',
      details: 'calling.type: webexEdgeForDevices stays, and is never given',
    });
  }
}

/** What devices a workspace supports is said once. */
export class SupportedDevicesFixed extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'supported_devices_fixed',
      message: 'The supported devices cannot be changed',
      details: 'supportedDevices: expected what the workspace has',
    });
  }
}
