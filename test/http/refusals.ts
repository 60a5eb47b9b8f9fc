import type { RawAnswer } from '../auth/raw-request.js';

/** What an answer says, in one comparable piece. */
export function wholeOf({ status, headers, body }: RawAnswer) {
  return { status, body: body ? (JSON.parse(body) as unknown) : undefined, trackingId: headers.get('trackingid') };
}

/** The whole answer of the organizations face, which also speaks for the paths of no face. */
export function organizationsRefusal(status: number, error: string, details?: string) {
  return { status, body: details === undefined ? { error } : { error, details }, trackingId: expect.any(String) };
}

export interface WorkspacesText {
  message: string;
  details?: string;
  /** The vendor's number, where the contract names one. */
  errorCode?: number;
}

/** The whole answer of the workspaces face: its tracking id is the one in the header. */
export function workspacesRefusal(answer: RawAnswer, status: number, { message, details, errorCode }: WorkspacesText) {
  const trackingId = answer.headers.get('trackingid');
  const errors = [{ description: details ?? message, ...(errorCode && { errorCode }) }];
  return { status, body: { message, errors, trackingId, ...(errorCode && { errorCode }) }, trackingId };
}
