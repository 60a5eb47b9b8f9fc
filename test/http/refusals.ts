import type { RawAnswer } from '../auth/raw-request.js';

/** What an answer says, in one comparable piece. */
export function wholeOf({ status, headers, body }: RawAnswer) {
  return { status, body: body ? (JSON.parse(body) as unknown) : undefined, trackingId: headers.get('trackingid') };
}

/** The whole answer of the organizations face, which also speaks for the paths of no face. */
export function organizationsRefusal(status: number, error: string, details?: string) {
  return { status, body: details === undefined ? { error } : { error, details }, trackingId: expect.any(String) };
}

/** The whole answer of the workspaces face: its tracking id is the one in the header. */
export function workspacesRefusal(answer: RawAnswer, status: number, message: string, details?: string) {
  const trackingId = answer.headers.get('trackingid');
  return { status, body: { message, errors: [{ description: details ?? message }], trackingId }, trackingId };
}
