import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';

/**
 * One line per request, when its answer is out or nobody waits for it any more: tracking id, method, the route's
 * pattern, status, code of the refusal, duration. Never the URL, the query or a header: they carry ids, numbers and
 * tokens.
 */
export function logOnceDone(request: FastifyRequest, reply: FastifyReply): void {
  // Not Fastify's own event, which does not come when the client has gone.
  reply.raw.once('close', () => {
    const answered = reply.raw.writableFinished;
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: answered ? reply.statusCode : undefined,
        aborted: answered ? undefined : true,
        code: request.refusal?.code,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
  });
}

/** Silences what Fastify tells about each request: its lines carry the URL. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'trackingId' });
  }

  override incomingRequest(): void {}
  override requestCompleted(): void {}
  override routeNotFound(): void {}
  override defaultErrorLog(): void {}
}
