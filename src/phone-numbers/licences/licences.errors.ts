import { DomainError } from '../../errors/domain.error.js';
import { OperationRefused } from '../record/operation-refused.js';

/** The organization that is meant has no such licence. */
export class LicenceNotFound extends DomainError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'licence_not_found',
      message: 'License not found',
      details: 'No license exists with the provided id',
    });
  }
}

/** People and workspaces use more units than the organization would have. */
export class FewerUnitsThanUsed extends OperationRefused {
  constructor() {
    super(
      'licence_units_used',
      'More units of the licence are used',
      'Take it from people or workspaces first; `linebook licences list` counts them.',
    );
  }
}
