import { DomainError } from '../../errors/domain.error.js';
import { OperationRefused } from '../record/operation-refused.js';

export class LocationNotFound extends DomainError {
  constructor() {
    super({ kind: 'not_found', code: 'location_not_found', message: 'No location has this id' });
  }
}

/** How it is connected is not set up, or unknown. In the vendor's words, which clients look for. */
export class PstnNotConfigured extends DomainError {
  constructor() {
    super({ kind: 'not_found', code: 'pstn_not_configured', message: 'PSTN for the location is not configured' });
  }
}

/** Somebody or something is still in it. */
export class LocationInUse extends OperationRefused {
  constructor({ workspaces, users, lines }: { workspaces: number; users: number; lines: number }) {
    super(
      'location_in_use',
      'The location is in use',
      `In it are still: workspaces ${workspaces}, users ${users}, lines ${lines}.`,
    );
  }
}
