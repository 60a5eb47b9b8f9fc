import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain.error.js';
import type { Settings } from '../settings/settings.js';
import { FailureAnswers } from './failure-answers.js';
import { refusalOf } from './refusal.js';
import { RefusedRequest } from './refused-request.js';
import { pathOf } from './request-target.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request was refused with, for its log line. */
    refusal?: RefusedRequest;
  }
}

/** Whatever is thrown, here or in the framework, becomes the face's own error body. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly answers: FailureAnswers,
    private readonly settings: Settings,
    /** The refusal that an error of another layer stands for; undefined: none. */
    private readonly refusalBehind: (error: unknown) => DomainError | undefined,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = this.refusalBehind(thrown) ?? thrown;
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { bodyLimitBytes } = this.settings;
    const refusal = refusalOf(error, { bodyLimitBytes, arrivedWhole: request.raw.complete });
    logOwnFault(request, refusal, error);
    if (reply.raw.headersSent) {
      // Half an answer has gone out: breaking it off is the only way left to say that it is not whole.
      reply.raw.destroy();
      return;
    }
    sendRefusal(this.answers, refusal, request, reply);
  }
}

/** Answers a request through Fastify. */
export function sendRefusal(
  answers: FailureAnswers,
  refusal: RefusedRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  request.refusal = refusal;
  const where = {
    trackingId: request.id,
    method: request.method,
    path: pathOf(request.raw.url!),
    route: request.routeOptions.url,
  };
  const { status, headers, body } = answers.answerTo(refusal, where);
  reply.code(status).headers(headers).send(body);
}

/** A refusal is no news, nor is what the edge does not support; what we cannot do is. */
function logOwnFault({ log }: FastifyRequest, { status, code }: RefusedRequest, error: unknown): void {
  if (status < 500 || error instanceof RefusedRequest) return;
  if (error instanceof DomainError) log.warn({ code, err: error }, 'unavailable');
  else log.error({ code, err: error }, 'unexpected error');
}
