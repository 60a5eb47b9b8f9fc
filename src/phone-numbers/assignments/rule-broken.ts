/** A wanted line breaks a rule of the record (rules.ts). What that means to a caller, his use case says. */
export class RuleBroken extends Error {
  constructor(
    /** Of the rule; stable, listed in docs/errors.md. */
    readonly code: string,
    /** Place of the line among the wanted ones, from 1; 0 where a constraint found it. */
    readonly row: number,
    cause?: unknown,
  ) {
    super(`a line breaks the rule ${code}`, { cause });
    this.name = 'RuleBroken';
  }
}
