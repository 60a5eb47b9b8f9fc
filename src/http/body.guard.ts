import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { jsonOf, type SentBody } from './json-body.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it arrived; absent where there was none. */
    sentBytes?: Buffer;
  }
}

/**
 * Turns the bytes of a request into JSON. The last of the guards, because strangers are told that their token is missing
 * whatever their body is; not as a pipe, because a pipe sees nothing where a handler takes no body; and not as an
 * interceptor, because one alone costs every request a tenth of its time (measured).
 */
@Injectable()
export class BodyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const sent = request.body as SentBody | undefined;
    if (sent) {
      request.body = jsonOf(sent);
      request.sentBytes = sent.bytes;
    }
    return true;
  }
}
