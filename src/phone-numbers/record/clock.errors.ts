import { DomainError } from '../../errors/domain.error.js';

/** The record's last instant lies more than a minute ahead of the clock: history would go on in the future. */
export class ClockBehind extends DomainError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'clock_behind',
      message: 'The clock of the database is behind the record',
      details: 'Set the clock of the database server right, then try again.',
    });
  }
}
