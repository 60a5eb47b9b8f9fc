import { DomainError } from '../../errors/domain.error.js';
import { OperationRefused } from '../record/operation-refused.js';

/** The record has no change of this id. */
export class UnknownChange extends DomainError {
  constructor() {
    super({ kind: 'not_found', code: 'change_not_found', message: 'No change has this id' });
  }
}

/** What the change did cannot be put back, now or later. */
export class NotUndoable extends OperationRefused {
  constructor(details: string) {
    super('not_undoable', 'The change cannot be undone', details);
  }
}

/** Something that the change touched is another thing by now. */
export class ChangedSince extends OperationRefused {
  constructor(first: string, more: number) {
    const others = more > 0 ? ` ${more} more ${more === 1 ? 'thing stands' : 'things stand'} in the way.` : '';
    super('changed_since', 'What the change touched has changed since; nothing was undone', `${first}.${others}`);
  }
}
