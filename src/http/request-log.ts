import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';

/**
 * One line per request: tracking id, method, the route's pattern, status, code of the refusal, duration.
 * Never the URL, the query or a header: they carry ids, numbers and tokens.
 */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'trackingId' });
  }

  override requestCompleted(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        code: request.refusal?.code,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
  }

  override incomingRequest(): void {}

  // The error filter has answered and logged by then, with texts of ours; these would repeat the URL.
  override routeNotFound(): void {}
  override defaultErrorLog(): void {}
}
