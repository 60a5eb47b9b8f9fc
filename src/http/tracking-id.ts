import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The name that clients of the workspaces face look for; also of the answer's header. */
export const TRACKING_ID_HEADER = 'trackingid';

/** The client's own tracking id where it is harmless in a log line and a header, else one of ours. */
export function trackingIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[TRACKING_ID_HEADER];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : newTrackingId();
}

export function newTrackingId(): string {
  return `ROUTER_${randomUUID()}`;
}
