import { DomainError } from './domain.error.js';

/** What an operator reads of an error at a terminal: no stack where the text says what to do. */
export function explained(error: unknown): string {
  if (error instanceof DomainError) {
    return [`${error.message} (${error.code})`, error.details].filter(Boolean).join('\n');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
