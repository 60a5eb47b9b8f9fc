import { types } from 'node:util';
import { DomainError } from '../errors/domain.error.js';

/** What a log line says about an error; the names are pino's own. */
export type LoggedError = {
  type: string;
  message: string;
  stack: string;
  code?: string;
  constraint?: string;
  cause?: LoggedError;
};

const MOST_CAUSES = 4;
const WITHHELD = '(withheld: it may repeat what was sent)';
// Their texts are ours or the engine's. Those of a driver or a parser may repeat what they were given.
const SAFE_TEXTS: unknown[] = [Error.prototype, TypeError.prototype, ReferenceError.prototype, RangeError.prototype];

/**
 * An error for the log, by allow-list: never a driver's `detail`, a statement, its parameters, or a text that may
 * repeat what somebody sent.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!types.isNativeError(error)) return { type: `thrown ${typeof error}`, message: WITHHELD, stack: '' };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: error.name,
    message: hasSafeText(error) ? error.message : WITHHELD,
    // A refusal is no bug: where it was thrown tells nobody anything.
    stack: error instanceof DomainError ? '' : framesOf(error),
    code: textOf(code),
    constraint: textOf(constraint),
    cause: error.cause !== undefined && depth < MOST_CAUSES ? loggedError(error.cause, depth + 1) : undefined,
  };
}

function hasSafeText(error: Error): boolean {
  if (error instanceof DomainError) return true;
  // Node's own errors have a code, and some repeat the value ("Received 'x'").
  return !('code' in error) && SAFE_TEXTS.includes(Object.getPrototypeOf(error));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The stack without its first lines, which repeat the message. */
function framesOf({ stack = '', message }: Error): string {
  const afterMessage = stack.slice(stack.indexOf(message) + message.length);
  return afterMessage
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
