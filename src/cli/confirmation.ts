import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DomainError } from '../errors/domain.error.js';
import { OperationRefused } from '../phone-numbers/record/operation-refused.js';

/** Whether a person is there to be asked: their answer comes from a terminal, and they see the question. */
export const canAsk = (): boolean => Boolean(process.stdin.isTTY && process.stderr.isTTY);

/** Asks a question. Throws NotConfirmed for any answer but yes. */
export async function confirm(question: string): Promise<void> {
  const terminal = createInterface({ input: process.stdin, terminal: false });
  process.stderr.write(`${question} [y/N] `);
  try {
    // Ctrl-D closes it.
    const answer = await Promise.race([once(terminal, 'line'), once(terminal, 'close')]);
    if (/^\s*y(es)?\s*$/i.test(String(answer[0] ?? ''))) return;
  } finally {
    terminal.close();
  }
  throw new NotConfirmed();
}

class NotConfirmed extends OperationRefused {
  constructor() {
    super('not_confirmed', 'Not confirmed: nothing was changed', 'Answer y, or pass --yes.');
  }
}

/** Nobody can be asked, and what is asked for cannot be taken back. */
export class NeedsConfirmation extends DomainError {
  constructor(what: string) {
    super({
      kind: 'invalid',
      code: 'confirmation_needed',
      message: `${what} cannot be undone, and there is no terminal to ask at`,
      details: 'Add --yes to confirm it.',
    });
  }
}
