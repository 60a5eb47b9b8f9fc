import { Injectable } from '@nestjs/common';
import { NumberConflict } from '../record/number-conflict.js';
import { RuleBroken } from './rule-broken.js';

/** Says why a number or extension cannot go where it was asked for. */
@Injectable()
export class ConflictsService {
  /** Runs a write, and explains the rule that it breaks. Throws NumberConflict, and what the work throws. */
  async explaining<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      throw new NumberConflict(error.code, undefined, error);
    }
  }
}
