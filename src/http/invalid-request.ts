import type { ValidationError } from 'class-validator';
import { DomainError } from '../errors/domain.error.js';

const MOST_FAULTS = 20;

/** 400: the request is not what the route takes. The texts name fields of ours, never what was sent. */
export class InvalidRequest extends DomainError {
  constructor(errors: readonly ValidationError[]) {
    const faults = faultsOf(errors);
    const more = faults.length > MOST_FAULTS ? [`and ${faults.length - MOST_FAULTS} more`] : [];
    super({
      kind: 'invalid',
      code: 'invalid_request',
      message: `Invalid ${fieldOf(errors[0]!)}`,
      details: [...faults.slice(0, MOST_FAULTS), ...more].join('; '),
    });
  }
}

/** The first field at fault, for example `phoneNumbers.3.provider`. */
function fieldOf({ property, children }: ValidationError): string {
  const [child] = children ?? [];
  return child ? `${property}.${fieldOf(child)}` : property;
}

/** `phoneNumbers.3.provider must be …`, in the order of the fields. */
function faultsOf(errors: readonly ValidationError[], parent = ''): string[] {
  return errors.flatMap(({ property, constraints, children }) => [
    ...Object.values(constraints ?? {}).map((text) => `${parent}${text}`),
    ...faultsOf(children ?? [], `${parent}${property}.`),
  ]);
}
