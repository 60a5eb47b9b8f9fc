import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';
import type { TraceContext } from './trace-context.js';

/** A request whose answer is out, or whose client does not wait for it any more. */
export interface DoneRequest {
  method: string;
  /** The route's pattern; absent where there is no route. */
  route?: string;
  /** Absent where the client has gone. */
  status?: number;
  /** Of the refusal, where it was one. */
  code?: string;
  durationMs: number;
  trackingId: string;
  /** Absent where it belongs to none. */
  trace?: TraceContext;
}

/**
 * One line per request that is done: tracking id, method, the route's pattern, status, code of the refusal, duration.
 * A 401 also has its reason, which is a text of ours; a probe that finds all well is for who debugs.
 * Never the URL, the query, a header or the client's address: they carry ids, numbers and tokens, and say who it was.
 */
export function logOnceDone(request: FastifyRequest, reply: FastifyReply, alsoTell: (done: DoneRequest) => void): void {
  // Not Fastify's own event, which does not come when the client has gone.
  reply.raw.once('close', () => {
    const answered = reply.raw.writableFinished;
    const { refusal } = request;
    const done = {
      method: request.method,
      route: request.routeOptions.url,
      status: answered ? reply.statusCode : undefined,
      aborted: answered ? undefined : true,
      code: refusal?.code,
      reason: refusal?.status === 401 ? refusal.details : undefined,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
    };
    const isProbe = done.route?.startsWith('/health/') && done.status === 200;
    request.log[isProbe ? 'debug' : 'info'](done, 'request');
    alsoTell({ ...done, trackingId: request.id, trace: request.raw.trace });
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
  // The line of the request says that it was aborted, and the error filter why, where the fault is ours.
  override streamError(): void {}
}
