import { DomainError } from '../../errors/domain.error.js';
import { OperationRefused } from '../record/operation-refused.js';

/** The record has no such user, not even a removed one. */
export class UnknownUser extends DomainError {
  constructor(named: 'id' | 'e-mail' = 'id') {
    super({ kind: 'not_found', code: 'user_not_found', message: `No user has this ${named}` });
  }
}

/** Who has been removed stays where they were. */
export class UserRemoved extends OperationRefused {
  constructor() {
    super('user_removed', 'The user has been removed', 'An import of their organization can take them back first.');
  }
}

/** Erasing cannot be taken back, so it is never the first step. */
export class UserNotRemoved extends OperationRefused {
  constructor() {
    super('user_not_removed', 'The user has not been removed', 'Remove them first: `linebook users remove`.');
  }
}

/** Somebody who stays has one of the user's numbers, too. */
export class NumberShared extends OperationRefused {
  constructor() {
    super(
      'number_shared',
      'Somebody who stays also holds one of their numbers',
      'A number belongs to one organization. Release it for one of them first.',
    );
  }
}

/** One of the user's numbers is the main number of a location. */
export class MovesMainNumber extends OperationRefused {
  constructor() {
    super(
      'main_number',
      'One of their numbers is the main number of a location',
      'The location needs another main number, or the user another number, first.',
    );
  }
}

/** An extension, and a line of a location, cannot go where the location does not. */
export class HoldsCallingLine extends OperationRefused {
  constructor() {
    super(
      'holds_calling_line',
      'The user has a line of a location',
      'The line belongs to the location, which stays. Release it first.',
    );
  }
}
