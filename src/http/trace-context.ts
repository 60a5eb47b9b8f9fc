import type { IncomingMessage } from 'node:http';

/** The trace that a request belongs to (W3C Trace Context). */
export interface TraceContext {
  /** 32 lower-case hex digits. */
  traceId: string;
  /** The caller's span, 16 lower-case hex digits. Absent: the trace begins here. */
  parentSpanId?: string;
  /** Whether the caller records the trace. */
  isSampled: boolean;
}

declare module 'node:http' {
  interface IncomingMessage {
    /** Of its `traceparent`, or one that began here. Absent: neither. */
    trace?: TraceContext;
  }
}

const LENGTH = 55;
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** What `traceparent` says. Undefined if it is missing or malformed: then it counts as absent (W3C Trace Context, 3.2). */
export function traceContextOf({ headers }: Pick<IncomingMessage, 'headers'>): TraceContext | undefined {
  const { traceparent } = headers;
  if (typeof traceparent !== 'string') return undefined;
  // A later version may say more after a dash; version 00 says nothing more.
  const isLonger = traceparent.length > LENGTH;
  if (isLonger && (traceparent.startsWith('00') || traceparent[LENGTH] !== '-')) return undefined;
  const found = TRACEPARENT.exec(traceparent.slice(0, LENGTH));
  if (!found) return undefined;
  const [, traceId, parentSpanId, flags] = found as unknown as [string, string, string, string];
  return { traceId, parentSpanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
