import { hash } from 'node:crypto';
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiNotModifiedResponse } from '@nestjs/swagger';
import { RELEASE } from '../settings/release.js';
import { HEADERS_LIMIT } from './limits.js';

/**
 * The weak tag of a representation, because gzip makes other bytes of it: one text for each list of parts, of which
 * nobody can tell how often the record has changed.
 */
export function entityTag(...parts: readonly string[]): string {
  // Another release may write the same rows in another way.
  const digest = hash('sha256', JSON.stringify([RELEASE, ...parts]), 'base64');
  // The 22 characters that a header and a URL take alike.
  return `W/"${digest.slice(0, 22).replaceAll('+', '-').replaceAll('/', '_')}"`;
}

/** Whether a client that sends this If-None-Match has what the tag stands for (RFC 9110, 13.1.2: compared weakly). */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = tag.slice(tag.indexOf('"'));
  return ifNoneMatch.match(/"[\x21\x23-\x7e\x80-\xff]*"/g)?.includes(opaque) ?? false;
}

/** The headers of an answer that has a tag, for the document of the route. */
export const TAGGED = {
  ETag: {
    description:
      'An addition of Linebook: changes whenever the answer may be another one. Weak, and opaque: send it back in ' +
      '`If-None-Match`.',
    schema: { type: 'string' as const },
  },
};

/** Documents that the route answers 304 to whoever has the answer already. */
export const ApiEntityTag = () =>
  applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      // No longer than all headers may be.
      schema: { type: 'string', maxLength: HEADERS_LIMIT },
      description:
        'An addition of Linebook: the `ETag` of an earlier answer, several with commas, or `*`. If nothing has changed ' +
        'since, the answer is 304 without a body.',
    }),
    ApiNotModifiedResponse({ description: 'Nothing has changed since the answer with this ETag', headers: TAGGED }),
  );
