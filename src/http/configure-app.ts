import { METHODS, type IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { AllowedMethods, ROUTER_OPTIONS } from './allowed-methods.js';
import { BrokenConnections } from './broken-connections.js';
import { sendRefusal } from './error.filter.js';
import { standardHeaders } from './failure-answers.js';
import type { HttpOptions } from './http.module.js';
import { faultOfHead, PARSER_LIMIT, URL_LIMIT } from './limits.js';
import { LOCAL_PEER } from './local-peer.js';
import { refusalOfRouter } from './refusal.js';
import { methodNotAllowed } from './refused-request.js';
import { logOnceDone, RequestLog, type DoneRequest } from './request-log.js';
import { pathOf } from './request-target.js';
import { closeGently, owesBody } from './sent-body.js';
import { serverLog } from './server-log.js';
import { shedLoad } from './shed-load.js';
import { traceContextOf, type TraceContext } from './trace-context.js';
import { trackingIdOf } from './tracking-id.js';

const HEADERS_TIMEOUT_MS = 10_000;
/** Often: thousands who came together are told in small parts, between which others are served. */
const CHECK_TIMEOUTS_EVERY_MS = 100;

export interface EdgeOptions extends Omit<HttpOptions, 'cursors'> {
  /** Whether there is no room for another request. */
  isFull: () => boolean;
  /** The trace of a request that belongs to none; undefined: it stays without. */
  beginTrace?: () => TraceContext;
  /** Hears of each request that is done. */
  done: (request: DoneRequest) => void;
}

/** The HTTP server as every start of Linebook wants it, before Nest puts routes on it. */
export function httpAdapter(edge: EdgeOptions): FastifyAdapter {
  const { settings, answers, beginTrace } = edge;
  const connections = new BrokenConnections(answers);
  const requestTimeout = settings.requestTimeoutSeconds * 1000;
  const adapter = new FastifyAdapter({
    logger: serverLog(settings.logLevel),
    logController: new RequestLog(),
    genReqId: (request: IncomingMessage) => trackingIdOf(request),
    // Every line of a request has the id of its trace.
    childLoggerFactory: loggerOfTrace(beginTrace),
    bodyLimit: settings.bodyLimitBytes,
    requestTimeout,
    return503OnClosing: false,
    trustProxy: settings.trustedProxies.length ? settings.trustedProxies : false,
    routerOptions: { ...ROUTER_OPTIONS, maxParamLength: URL_LIMIT, constraints: { peer: LOCAL_PEER } },
    clientErrorHandler(this: FastifyInstance, error, socket) {
      connections.onError(error, socket, this.log);
    },
    frameworkErrors: answerRouter(edge),
    http: {
      maxHeaderSize: PARSER_LIMIT,
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeout),
      connectionsCheckingInterval: CHECK_TIMEOUTS_EVERY_MS,
      // Node's own answer has no body; faultOfHead looks for the header.
      requireHostHeader: false,
    },
  });
  const fastify = adapter.getInstance();
  answerWhatNodeWould(fastify);
  leaveBodiesUnread(fastify);
  refuseEarly(fastify, edge, connections);
  shedLoad(fastify, edge);
  addStandardHeaders(fastify, edge);
  closeUnderUnreadBodies(fastify);
  return adapter;
}

type ChildLoggerFactory = NonNullable<FastifyServerOptions['childLoggerFactory']>;

/** The logger of a request, which belongs to the caller's trace, or to one that begins here if traces are wanted. */
function loggerOfTrace(beginTrace: EdgeOptions['beginTrace']): ChildLoggerFactory {
  return (logger, bindings, options, request: IncomingMessage) => {
    const trace = traceContextOf(request) ?? beginTrace?.();
    request.trace = trace;
    return logger.child(trace ? { ...bindings, traceId: trace.traceId } : bindings, options);
  };
}

/** The router refuses a broken URL before any hook runs, so nothing of what the hooks do has been done. */
function answerRouter({ answers, done }: EdgeOptions) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    logOnceDone(request, reply, done);
    sendRefusal(answers, refusalOfRouter(error.code), request, reply);
  };
}

/**
 * Node would answer an unknown expectation itself, without a body; tell a stranger to go on with theirs; and leave a client
 * that says it is done sending without an answer.
 */
function answerWhatNodeWould({ server }: FastifyInstance): void {
  for (const event of ['checkExpectation', 'checkContinue']) {
    server.on(event, (request, response) => server.emit('request', request, response));
  }
  Object.assign(server, { httpAllowHalfOpen: true });
  // No limit on their number but that of their size: Node would drop the rest silently.
  server.maxHeadersCount = 0;
}

/**
 * Fastify reads before the guards run and answers an invalid Content-Type itself: so the type is put aside, and all
 * bodies stay where they are until BodyGuard reads them. A GET may have one too, and then it has to be right.
 */
function leaveBodiesUnread(fastify: FastifyInstance): void {
  for (const method of ['GET', 'HEAD']) fastify.addHttpMethod(method, { hasBody: true, overrideExisting: true });
  // Fastify answers a QUERY without a type itself, and all types are put aside; here it is a method like PROPFIND.
  if (METHODS.includes('QUERY')) fastify.addHttpMethod('QUERY', { overrideExisting: true });
  fastify.decorateRequest('sentType');
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request.raw;
    request.sentType = { mediaType: headers['content-type'], encoding: headers['content-encoding'] };
    // Only where it is there: to delete anything makes the object a slow one.
    if (headers['content-type'] !== undefined) delete headers['content-type'];
    done();
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, unread, done) => done(null, unread));
}

/** What is decided before the token is looked at: head and limits, then the method of a path that exists. */
function refuseEarly(fastify: FastifyInstance, edge: EdgeOptions, connections: BrokenConnections): void {
  const methods = new AllowedMethods(URL_LIMIT);
  fastify.addHook('onRoute', (route) => methods.add(route));
  fastify.addHook('onRequest', (request, reply, done) => {
    logOnceDone(request, reply, edge.done);
    connections.answering(reply);
    const fault = faultOfHead(request.raw, edge.settings.bodyLimitBytes);
    if (fault) return done(fault);
    const allow = request.is404 ? methods.allowOf(pathOf(request.raw.url!)) : undefined;
    if (allow === undefined) return done();
    if (request.method !== 'OPTIONS') return done(methodNotAllowed(allow));
    reply.code(204).header('allow', allow).send();
  });
}

function addStandardHeaders(fastify: FastifyInstance, { draining }: EdgeOptions): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const headers = standardHeaders(request.id);
    for (const name in headers) if (!reply.hasHeader(name)) reply.header(name, headers[name]);
    if (draining.started) reply.header('connection', 'close');
    done(null, payload);
  });
  // An answer that had begun before could not say so any more.
  fastify.addHook('onResponse', (_request, _reply, done) => {
    if (draining.started) setImmediate(() => fastify.server.closeIdleConnections());
    done();
  });
}

/** An answer that goes out before the body has arrived closes the connection: no second request is read from it. */
function closeUnderUnreadBodies(fastify: FastifyInstance): void {
  fastify.addHook('onSend', ({ raw }, reply, payload, done) => {
    if (owesBody(raw)) {
      reply.header('connection', 'close');
      closeGently(raw.socket);
    }
    done(null, payload);
  });
}
