import { Injectable, type PipeTransform } from '@nestjs/common';
import { InvalidParameter } from '../http/invalid-parameter.js';

const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,3})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const EXPECTED = 'one instant of ISO 8601 with Z or an offset (its + written as %2B), with milliseconds at most';
// `at[]=…` asks about the past as well: read as absent, it would be answered with the present.
const BRACKETED = /^at\[/;

/** The instant that a query asks about, undefined if about none. Throws InvalidParameter. */
export function instantFromQuery(query: Record<string, unknown>): Date | undefined {
  if (Object.keys(query).some((name) => BRACKETED.test(name))) throw new InvalidParameter('at', EXPECTED);
  if (query.at === undefined) return undefined;
  const instant = typeof query.at === 'string' ? instantFrom(query.at) : undefined;
  if (!instant) throw new InvalidParameter('at', EXPECTED);
  return instant;
}

function instantFrom(text: string): Date | undefined {
  const [, year, month, day] = INSTANT.exec(text)?.map(Number) ?? [];
  if (!year || !month || !day) return undefined;
  // Date reads the 30th of February as the 2nd of March; the calendar repeats itself after 400 years.
  const read = new Date(Date.UTC(2000 + (year % 400), month - 1, day));
  return read.getUTCMonth() === month - 1 ? new Date(text) : undefined;
}

/** `@Query(AtQueryPipe)`: the instant that the request asks about. */
@Injectable()
export class AtQueryPipe implements PipeTransform<Record<string, unknown>, Date | undefined> {
  transform(query: Record<string, unknown>): Date | undefined {
    return instantFromQuery(query);
  }
}
