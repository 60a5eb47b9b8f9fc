import { DomainError } from '../../errors/domain.error.js';

/** A backup is restored as a whole, so there must be nothing that it could contradict. */
export class RecordNotEmpty extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'record_not_empty',
      message: 'The record has an organization already: a backup goes into an empty one only',
      details: 'Name a new data directory with --data, or a new database.',
    });
  }
}

/** What was to be imported is a backup: it takes the owner of the tables, and another way in. */
export class BackupFound extends Error {
  constructor(
    /** All of it; nothing is used up. */
    readonly file: AsyncIterable<Uint8Array>,
  ) {
    super('this is a backup');
  }
}
