import { DomainError } from '../../errors/domain.error.js';
import type { EsnCollision } from './esn-collisions.queries.js';

/** Another location of the organization has the routing prefix. */
export class RoutingPrefixInUse extends DomainError {
  constructor(cause?: unknown) {
    super({
      kind: 'invalid',
      code: 'routing_prefix_in_use',
      message: 'The routing prefix is in use',
      details: 'routingPrefix: another location of the organization has it',
      cause,
    });
  }
}

/** With the routing prefix, lines of two locations would have one ESN. */
export class EsnsCollide extends DomainError {
  constructor(collisions: readonly EsnCollision[]) {
    const named = collisions.map(
      ({ esn, extension, otherExtension, otherLocation }) =>
        `${esn} (extension ${extension} here, ${otherExtension} in ${otherLocation ?? 'a location without a name'})`,
    );
    super({
      kind: 'conflict',
      code: 'esns_collide',
      message: 'Lines of two locations would have one ESN',
      details: `routingPrefix: would make ${named.join(', ')}`,
    });
  }
}

/** The name of a location with calling is short enough for phones to show. */
export class LocationNameTooLong extends DomainError {
  constructor(most: number) {
    super({
      kind: 'invalid',
      code: 'location_name_too_long',
      message: 'The name is too long',
      details: `name: expected at most ${most} characters, because the location has calling`,
    });
  }
}
