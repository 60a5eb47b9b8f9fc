import type { Position } from './position.js';
import { Refusal } from './refusal.js';

/** A file that needs the operator to name its organization. */
export class OrganizationRequired extends Refusal {
  /** Its name. */
  file?: string;

  constructor(what: string, position: Position) {
    super('organization_required', `${what} names no organization: say --organization`, position);
  }
}
