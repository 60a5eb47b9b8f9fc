import { randomBytes } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags, type Tracer } from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { FastifyBaseLogger } from 'fastify';
import type { DoneRequest } from '../http/request-log.js';
import type { TraceContext } from '../http/trace-context.js';
import { RELEASE } from '../settings/release.js';

/**
 * Sends a span for each request that is done to an OTLP collector (OTEL_EXPORTER_OTLP_ENDPOINT). A span says what the log
 * line of the request says: the route's pattern, never a URL, number, name or token.
 */
export class Traces {
  private readonly ids = new RandomIdGenerator();
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;
  /** Of the span that is being made, where the trace began here. */
  private ownTraceId = '';

  /** `endpoint`: of the collector, to whose path `/v1/traces` is added. */
  constructor(endpoint: URL) {
    const url = `${endpoint.href.replace(/\/$/, '')}/v1/traces`;
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'linebook', 'service.version': RELEASE }),
      sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
      idGenerator: { generateTraceId: () => this.ownTraceId, generateSpanId: () => this.ids.generateSpanId() },
      spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
    });
    this.tracer = this.provider.getTracer('linebook', RELEASE);
  }

  /** A collector that is away costs a line in the log for each batch, and nothing else. */
  logFailures(log: FastifyBaseLogger): void {
    setGlobalErrorHandler((error) => log.warn({ err: error }, 'spans could not be exported'));
  }

  /** For a request that belongs to no trace yet. */
  begin(): TraceContext {
    return { traceId: randomBytes(16).toString('hex'), isSampled: true };
  }

  readonly done = ({ method, route, status, code, durationMs, trackingId, trace: context }: DoneRequest): void => {
    // A probe every few seconds is nothing that anybody looks for.
    if (!context || route?.startsWith('/health/')) return;
    this.ownTraceId = context.traceId;
    const end = Date.now();
    const span = this.tracer.startSpan(
      route ? `${method} ${route}` : method,
      {
        kind: SpanKind.SERVER,
        startTime: end - durationMs,
        attributes: {
          'http.request.method': method,
          'http.route': route,
          'http.response.status_code': status,
          'error.type': code,
          'linebook.tracking_id': trackingId,
        },
      },
      parentOf(context),
    );
    if (status === undefined || status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(end);
  };

  /** Sends what has not been sent yet. */
  async stop(): Promise<void> {
    await this.provider.shutdown().catch(() => {});
  }
}

function parentOf({ traceId, parentSpanId, isSampled }: TraceContext) {
  if (parentSpanId === undefined) return ROOT_CONTEXT;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parentSpanId, traceFlags, isRemote: true });
}
