import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain.error.js';

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/** 400: the header Idempotency-Key is there, but no key. */
export class InvalidIdempotencyKey extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'invalid_idempotency_key',
      message: 'Invalid Idempotency-Key',
      details: 'Send one header with 1 to 255 visible ASCII characters',
    });
  }
}

/** What of a request makes its key: the header is the caller's own, so another caller's never meets it. */
export interface KeyedRequest {
  /** Names and values as received, in turn. */
  rawHeaders: readonly string[];
  issuer: string;
  subject: string;
  /** The caller's own, by either id. */
  organization: string;
  method: string;
  /** Path with query, as sent. */
  url: string;
  body?: Buffer;
}

/**
 * The scope of the request's idempotency key, and the fingerprint of what is sent under it; undefined without the header.
 * Throws InvalidIdempotencyKey.
 */
export function idempotencyKeyOf(request: KeyedRequest) {
  const { rawHeaders, issuer, subject, organization, method, url, body } = request;
  const values = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === 'idempotency-key');
  if (!values.length) return undefined;
  const [key] = values as [string];
  if (values.length > 1 || !VISIBLE_ASCII.test(key)) throw new InvalidIdempotencyKey();
  return {
    scope: digestOf([issuer, subject, organization, method, url, key]),
    fingerprint: createHash('sha256')
      .update(body ?? '')
      .digest(),
  };
}

/** Each part with its length before it: no two lists of parts are one text. */
function digestOf(parts: readonly string[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest();
}

/** Gives a handler the request's idempotency key; only on a route that is not public. */
export const SentIdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { raw, principal, method, sentBytes } = context.switchToHttp().getRequest<FastifyRequest>();
  const { issuer, subject, organization: own } = principal!;
  const organization = own.uuid ?? own.objectId;
  const { rawHeaders, url } = raw;
  return idempotencyKeyOf({ rawHeaders, issuer, subject, organization, method, url: url!, body: sentBytes });
});

/** The header of an answer that was given before, for the document of the route. */
export const IDEMPOTENCY_REPLAYED = {
  'Idempotency-Replayed': {
    description: '`true`: the answer to the first request under this key, to the letter; absent on the first one',
    schema: { type: 'string' as const, enum: ['true'] },
  },
};

/** Documents the header on a route that takes it. */
export const ApiIdempotencyKey = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: VISIBLE_ASCII.source },
    description:
      'An addition of Linebook: 1 to 255 visible ASCII characters. Within 24 hours the same request under the same key ' +
      'has no second effect, and is answered like the first one, with `Idempotency-Replayed: true`.',
  });
