import { DomainError } from '../../errors/domain.error.js';
import type { LineHolder } from './line-holder.js';

// Refusals of the workspaces face's writes. `place` is the part of the request that is refused, for example
// `phoneNumbers.3`. Nothing here says more of a number than that it is not to be had.

/** How the workspaces face calls a holder. */
const nameOf = (kind: LineHolder['kind']): string => (kind === 'user' ? 'person' : 'workspace');

/** A text that is no number, in E.164 or by the location's country. */
export class BadNumber extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'bad_number',
      message: 'Invalid phone number',
      details: `${place}: expected E.164 format, or the number as it is written in the country of the location`,
    });
  }
}

/** A number in national format, and nobody knows of which country. */
export class CountryUnknown extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'country_unknown',
      message: 'Invalid phone number',
      details: `${place}: expected E.164 format, because the country of the location is not known`,
    });
  }
}

/** Digits without a plus that are a number of the location's country, and with a plus one of another country. */
export class AmbiguousNumber extends DomainError {
  constructor(place: string, reason: string) {
    super({
      kind: 'invalid',
      code: 'ambiguous_number',
      message: 'The phone number has two meanings',
      details: `${place}: the number ${reason}`,
    });
  }
}

/** What one request says twice of a number has no order, so it would have no meaning. */
export class NumberTwice extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'number_twice',
      message: 'The request names a number twice',
      details: `${place}: an entry before it has the number`,
    });
  }
}

/** Says the same of a number that nobody, another location or another organization has. */
export class NumberNotInLocation extends DomainError {
  constructor(place: string) {
    super({
      kind: 'invalid',
      code: 'number_not_in_location',
      message: 'The number is not available',
      details: `${place}: the number is not in the inventory of the location`,
    });
  }
}

/** The holder does not have the number, whoever has it. */
export class NumberNotHeld extends DomainError {
  constructor(place: string, kind: LineHolder['kind']) {
    super({
      kind: 'invalid',
      code: 'number_not_held',
      message: `The ${nameOf(kind)} does not have the number`,
      details: `${place}: the number is none of ${kind === 'user' ? 'their' : 'its'} alternates`,
    });
  }
}

/** The number is the holder's primary line, which is changed with the holder itself. */
export class NumberIsPrimary extends DomainError {
  constructor(place: string, kind: LineHolder['kind']) {
    super({
      kind: 'invalid',
      code: 'number_is_primary',
      message: `The number is the primary line of the ${nameOf(kind)}`,
      details: `${place}: only alternates are added and deleted here`,
    });
  }
}

/** An extension is held once per location, also by the lines of one holder. */
export class ExtensionInUse extends DomainError {
  constructor(place: string, cause: unknown) {
    super({
      kind: 'invalid',
      code: 'extension_in_use',
      message: 'The extension is in use',
      details: `${place}: another line of the location has the extension`,
      cause,
    });
  }
}

/** A workspace, and a person who has calling, stay where they are. */
export class LocationFixed extends DomainError {
  constructor(place: string, kind: LineHolder['kind'] = 'workspace') {
    super({
      kind: 'invalid',
      code: 'location_fixed',
      message:
        kind === 'user'
          ? 'A person with calling cannot change their location'
          : 'A workspace cannot change its location',
      details: `${place}: expected the location that ${kind === 'user' ? 'they have' : 'it has'}`,
    });
  }
}
