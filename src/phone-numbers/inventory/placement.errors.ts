import type { Holding } from '../lookup/lookup.service.js';
import { OperationRefused } from '../record/operation-refused.js';
import { DomainError } from '../../errors/domain.error.js';

/** Somebody has the number, and nobody said that this is to end. */
export class NumberHasHolder extends OperationRefused {
  constructor(
    /** Who has it: the one that receives its calls, if anybody does. Undefined: not read yet, or nobody any more. */
    readonly holding?: Holding,
    cause?: unknown,
  ) {
    super('number_held', 'The number is assigned', 'Somebody has it; release it first, or ask for its release.', cause);
  }
}

/** The number is the main number of its location. */
export class NumberIsMainNumber extends OperationRefused {
  constructor() {
    super('main_number', 'The number is a main number', 'Give its location another main number first.');
  }
}

/** The record knows the number, but no organization has it. */
export class NumberInNoInventory extends DomainError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'number_in_no_inventory',
      message: 'The number is in no inventory',
      details: 'No organization has it',
    });
  }
}
