import { DomainError } from '../errors/domain.error.js';

/** Where somebody wanted to listen, and the variables that say so. */
export interface ListeningPlace {
  host: string;
  port: number;
  /** `PORT` or `OPERATIONS_PORT`. */
  variable: string;
}

/** What is thrown instead of an error of `listen`: DomainError `cannot_listen`, or the error itself where it is another. */
export function listenError(error: unknown, { host, port, variable }: ListeningPlace): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  // A worker of a cluster is told of the primary's `bind`.
  if (!['listen', 'bind', 'getaddrinfo'].includes(syscall!)) return error;
  return new DomainError({
    kind: 'unavailable',
    code: 'cannot_listen',
    message: `Cannot listen on port ${port} of ${host}: ${code}`,
    details: `Set ${variable} and HOST to an address of this machine that is free`,
    cause: error,
  });
}
