import type { WantedLine } from './wanted-line.js';

/** A wanted line breaks a rule of the record (rules.ts). What that means to a caller, the use case says. */
export class RuleBroken extends Error {
  constructor(
    /** Of the rule; stable, listed in docs/errors.md. */
    readonly code: string,
    /** Undefined where a constraint found it, which does not say. */
    readonly line: WantedLine | undefined,
    cause?: unknown,
  ) {
    super(`a line breaks the rule ${code}`, { cause });
    this.name = 'RuleBroken';
  }
}
