import { Injectable, type PipeTransform } from '@nestjs/common';
import { InvalidParameter } from '../http/invalid-parameter.js';
import { instantFrom } from '../phone-numbers/record/instant.js';

// The record knows no finer ones: cut off, it would be another instant than was asked about.
const FINER_THAN_MILLISECONDS = /\.\d{4}/;
// `at[]=…` asks about the past as well: read as absent, it would be answered with the present.
const BRACKETED = /^at\[/;

/** The instant that a query asks about, undefined if about none. Throws InvalidParameter. */
export function instantFromQuery(query: Record<string, unknown>): Date | undefined {
  const isBracketed = Object.keys(query).some((name) => BRACKETED.test(name));
  if (query.at === undefined && !isBracketed) return undefined;
  const isOne = typeof query.at === 'string' && !isBracketed && !FINER_THAN_MILLISECONDS.test(query.at);
  const instant = isOne ? instantFrom(query.at as string) : undefined;
  if (!instant) {
    const expected = 'one instant of ISO 8601 with Z or an offset (its + written as %2B), with milliseconds at most';
    throw new InvalidParameter('at', expected);
  }
  return instant;
}

/** `@Query(AtQueryPipe)`: the instant that the request asks about. */
@Injectable()
export class AtQueryPipe implements PipeTransform<Record<string, unknown>, Date | undefined> {
  transform(query: Record<string, unknown>): Date | undefined {
    return instantFromQuery(query);
  }
}
