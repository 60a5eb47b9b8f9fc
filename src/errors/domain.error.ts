/** What kind of refusal this is. The HTTP edge maps a kind to a status, the command line to an exit code. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'not_supported'
  | 'conflict'
  | 'locked'
  | 'limited'
  | 'unavailable';

/** The parts of a refusal that a client may see; `code` is stable and listed in docs/errors.md. */
export interface DomainErrorParts {
  kind: ErrorKind;
  code: string;
  /** Short and safe to show: never a name, number, id or e-mail of somebody else. */
  message: string;
  /** One sentence more: what was expected, what to do. */
  details?: string;
  /** Whole seconds after which trying again makes sense. */
  retryAfterSeconds?: number;
  /** For our log only, never for the client. */
  cause?: unknown;
}

/** A refusal that the product decided on. Everything else that is thrown is a bug and becomes a 500. */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details?: string;
  readonly retryAfterSeconds?: number;

  constructor(parts: DomainErrorParts) {
    super(parts.message, { cause: parts.cause });
    this.name = new.target.name;
    this.kind = parts.kind;
    this.code = parts.code;
    this.details = parts.details;
    this.retryAfterSeconds = parts.retryAfterSeconds;
  }
}
