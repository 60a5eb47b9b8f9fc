import { outageOf } from '../database/driver-error.js';
import { DomainError } from '../errors/domain.error.js';

// What PostgreSQL answers a role that lacks a right, and one that it does not let in.
const REFUSES_THE_ROLE = /^(42501|28...)$/;

// The codes of Node.js for a certificate that it does not trust, and the driver's words for a server without TLS.
const NO_TLS = /CERT|^ERR_(?:TLS|SSL)|^UNABLE_TO_|^The server does not support SSL connections$/;

/** An error of the database that an operator can do something about, without a stack; undefined: it is another one. */
export function databaseFailure(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return undefined;
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (REFUSES_THE_ROLE.test(code ?? '')) {
    return new DomainError({
      kind: 'unavailable',
      code: 'database_refused',
      message: 'The database refuses the role',
      details: message,
      cause: error,
    });
  }
  if (NO_TLS.test(code ?? '') || NO_TLS.test(message ?? '')) {
    return new DomainError({
      kind: 'unavailable',
      code: 'database_unreachable',
      message: 'The database cannot be reached over TLS',
      details: message,
      cause: error,
    });
  }
  const outage = outageOf(error);
  if (!outage) return undefined;
  return new DomainError({
    kind: 'unavailable',
    code: outage.code,
    message: outage.code === 'busy' ? 'The record is busy' : 'The database went away, or does not accept connections',
    details: message,
    cause: error,
  });
}
