import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyBaseLogger, FastifyReply } from 'fastify';
import type { FailureAnswers } from './failure-answers.js';
import { HEADERS_LIMIT, URL_LIMIT } from './limits.js';
import {
  headersTooLarge,
  incompleteRequest,
  notHttp,
  requestTimeout,
  urlTooLong,
  type RefusedRequest,
} from './refused-request.js';
import { pathOf } from './request-target.js';
import { LINGER_MS } from './sent-body.js';
import { newTrackingId } from './tracking-id.js';

/** What Node tells about bytes that did not become a request. */
type ConnectionError = Error & { code?: string; rawPacket?: unknown };

const REQUEST_LINE = /^([A-Z]{3,20}) (\S*)/;

/** Answers what Node's parser refuses, and requests that never arrive whole: nothing of Fastify runs for them. */
export class BrokenConnections {
  private readonly replies = new WeakMap<Socket, FastifyReply>();

  constructor(private readonly answers: FailureAnswers) {}

  /** Remembers what is being answered on a connection. */
  answering(reply: FastifyReply): void {
    this.replies.set(reply.request.raw.socket, reply);
  }

  /** For Node's `clientError`. */
  onError(error: ConnectionError, socket: Socket, log: FastifyBaseLogger): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const reply = this.replies.get(socket);
    const refusal = refusalOf(error);
    if (reply && interruptBody(reply, refusal)) return;
    if (reply && isAnswered(reply)) socket.destroy();
    else log.info(this.answer(refusal, firstLineOf(error), socket), 'request');
  }

  /** Answers what its log line says. */
  private answer(refusal: RefusedRequest, firstLine: string, socket: Socket) {
    const [, method = '', target = '/'] = REQUEST_LINE.exec(firstLine) ?? [];
    const trackingId = newTrackingId();
    const { status, headers, body } = this.answers.answerTo(refusal, { trackingId, method, path: pathOf(target) });
    const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
    const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map(([name, value]) => `${name}: ${value}`)];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
    return { trackingId, status, code: refusal.code };
  }
}

/** A body that does not come whole: its reader hears it as the stream's failure and answers as for any other. */
function interruptBody({ sent, request: { raw } }: FastifyReply, refusal: RefusedRequest): boolean {
  return !sent && !raw.complete && raw.listenerCount('error') > 0 && raw.emit('error', refusal);
}

/** One request gets one answer, also when its body never ends or the answer is still going out. */
function isAnswered({ raw, request }: FastifyReply): boolean {
  return raw.headersSent && !(raw.writableFinished && request.raw.complete);
}

function refusalOf(error: ConnectionError): RefusedRequest {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return requestTimeout();
  if (error.code === 'HPE_INVALID_EOF_STATE') return incompleteRequest();
  if (error.code !== 'HPE_HEADER_OVERFLOW') return notHttp();
  // Node makes no difference between a long line and long headers.
  const line = firstLineOf(error);
  return REQUEST_LINE.test(line) && line.length > URL_LIMIT ? urlTooLong(URL_LIMIT) : headersTooLarge(HEADERS_LIMIT);
}

/** Of the bytes at which the parser stopped; often, but not always, those with the request line. */
function firstLineOf({ rawPacket }: ConnectionError): string {
  return Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1').split('\r\n', 1)[0]! : '';
}
