import { QueryFailedError } from 'typeorm';
import { DomainError } from '../errors/domain.error.js';
import { Overloaded } from '../errors/overloaded.js';

interface DriverError {
  message: string;
  code?: string;
  constraint?: string;
}

function driverErrorOf(error: unknown): DriverError | undefined {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause instanceof Error ? cause : undefined;
}

/** The name of the constraint that a failed statement violated, if it was that. */
export function violatedConstraint(error: unknown): string | undefined {
  const { code, constraint } = driverErrorOf(error) ?? {};
  return code?.startsWith('23') ? constraint : undefined;
}

/** What refused a value: a constraint by its name, else the SQLSTATE. Undefined if the statement failed otherwise. */
export function refusedBy(error: unknown): string | undefined {
  const { code, constraint } = driverErrorOf(error) ?? {};
  return /^2[23]/.test(code ?? '') ? (constraint ?? code) : undefined;
}

/** A deadlock or a serialization failure: the same transaction may succeed when tried again. */
export function isWorthRetrying(error: unknown): boolean {
  return ['40P01', '40001'].includes(driverErrorOf(error)?.code ?? '');
}

/** What decided which rows to lock was another one by the time that they were locked: the same transaction may succeed. */
export class ChangedBeforeLock extends Error {
  /** A serialization failure, and treated like one. */
  readonly code = '40001';
}

/** A lock was not to be had within `lock_timeout`. */
export function isLockTimeout(error: unknown): boolean {
  return driverErrorOf(error)?.code === '55P03';
}

// No connection, out of resources, stopping or starting, read-only after a failover.
const OUTAGE =
  /^(08...|53...|57P0[1-4]|25006|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND)$/;
// Texts of pg and pg-pool, which give these errors no code.
const OUTAGE_TEXTS = /^(Connection terminated|Query read timeout|Client (has encountered|was closed))/;
// All connections of the pool were in use, whatever the database does.
const WAITED_FOR_CONNECTION = 'timeout exceeded when trying to connect';

/** The refusal that a client sees when the database could not answer; undefined if the error is something else. */
export function outageOf(error: unknown): DomainError | undefined {
  const driverError = driverErrorOf(error);
  if (!driverError) return undefined;
  const code = driverError.code ?? '';
  if (code === '55P03' || code === '57014' || isWorthRetrying(error)) return recordBusy(error);
  if (driverError.message === WAITED_FOR_CONNECTION) {
    return new Overloaded('No connection to the record was free in time; try again later', error);
  }
  if (OUTAGE.test(code) || OUTAGE_TEXTS.test(driverError.message)) {
    return databaseUnavailable(error);
  }
  return undefined;
}

export const databaseUnavailable = (cause?: unknown): DomainError =>
  new DomainError({
    kind: 'unavailable',
    code: 'database_unavailable',
    message: 'The record cannot be reached',
    details: 'Nothing was changed by this request unless it was a write; try again.',
    retryAfterSeconds: 5,
    cause,
  });

const recordBusy = (cause?: unknown): DomainError =>
  new DomainError({
    kind: 'unavailable',
    code: 'busy',
    message: 'The record is busy',
    details: 'Another request holds what this one needs; try again.',
    retryAfterSeconds: 1,
    cause,
  });
