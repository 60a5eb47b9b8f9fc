import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { jsonOf, type SentBody } from './json-body.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it arrived; absent where there was none. */
    sentBytes?: Buffer;
  }
}

/**
 * Turns the bytes of a request into JSON. After the guards, because a stranger is told that his token is missing
 * whatever his body is; and not as a pipe, because a pipe sees nothing where a handler takes no body.
 */
@Injectable()
export class BodyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const sent = request.body as SentBody | undefined;
    if (sent) {
      request.body = jsonOf(sent);
      request.sentBytes = sent.bytes;
    }
    return next.handle();
  }
}
