import { DomainError } from './domain.error.js';

/** What an operator reads of an error at a terminal: no stack where the text says what to do. */
export function explained(error: unknown): string {
  if (error instanceof DomainError) {
    return [`${error.message} (${error.code})`, error.details].filter(Boolean).join('\n');
  }
  if (!(error instanceof Error)) return String(error);
  const isWrongOption = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  return isWrongOption ? error.message : (error.stack ?? error.message);
}
