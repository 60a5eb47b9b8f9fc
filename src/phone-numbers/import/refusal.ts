import type { Position } from './position.js';

/** Why one row of a file, or a file as a whole, is not taken. */
export class Refusal extends Error {
  constructor(
    /** Stable, listed in docs/errors.md. */
    readonly code: string,
    readonly reason: string,
    readonly position?: Position,
  ) {
    super(reason);
    this.name = 'Refusal';
  }
}
