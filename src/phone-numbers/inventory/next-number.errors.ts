import { OperationRefused } from '../record/operation-refused.js';

/** Every number of the inventory is assigned, rests, is out of service, a main number or a service's. */
export class NoneFree extends OperationRefused {
  constructor() {
    super('none_free', 'No number is free', 'Add numbers to the inventory, or wait until the quarantine of one ends.');
  }
}
