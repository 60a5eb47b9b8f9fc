import { Injectable, type PipeTransform } from '@nestjs/common';
import { InvalidParameter } from '../http/invalid-parameter.js';
import { instantFrom } from '../phone-numbers/record/instant.js';

// The record knows no finer ones: cut off, it would be another instant than was asked about.
const FINER_THAN_MILLISECONDS = /\.\d{4}/;
/** Characters of an instant that is asked about. */
const LONGEST_INSTANT = '2026-05-03T10:00:00.000+00:00'.length;
// `at[]=…` asks about the past as well: read as absent, it would be answered with the present.
const BRACKETED = /^at\[/;

/** The instant that a query asks about, undefined if about none. Throws InvalidParameter. */
export function instantFromQuery(query: Record<string, unknown>): Date | undefined {
  const isBracketed = Object.keys(query).some((name) => BRACKETED.test(name));
  if (query.at === undefined && !isBracketed) return undefined;
  const isOne = typeof query.at === 'string' && !isBracketed && isShort(query.at);
  const instant = isOne ? instantFrom(query.at as string) : undefined;
  if (!instant) {
    const expected = 'one instant of ISO 8601 with Z or an offset (its + written as %2B), with milliseconds at most';
    throw new InvalidParameter('at', expected);
  }
  return instant;
}

function isShort(text: string): boolean {
  return text.length <= LONGEST_INSTANT && !FINER_THAN_MILLISECONDS.test(text);
}

/** `@Query(AtQueryPipe)`: the instant that the request asks about. */
@Injectable()
export class AtQueryPipe implements PipeTransform<Record<string, unknown>, Date | undefined> {
  transform(query: Record<string, unknown>): Date | undefined {
    return instantFromQuery(query);
  }
}

/** The parameter, for the document. */
export const AT = {
  name: 'at',
  required: false,
  // No example: the page would fill it in, and whoever tries the list would ask about a past that they did not mean.
  schema: { type: 'string', format: 'date-time', maxLength: LONGEST_INSTANT },
  description:
    'An addition of Linebook: who held what at this instant, `2026-05-03T10:00:00Z`. ISO 8601 with `Z` or an offset (its ' +
    '`+` written as `%2B`), with milliseconds at most. Left out: now. Users who have been removed since are listed, too; names and e-mails are today’s. Up to ' +
    '60 s ahead of the clock counts as now. A holding counts from what the directory prints as its `since`, also where ' +
    'an import has said that it is older than the record.',
} as const;
