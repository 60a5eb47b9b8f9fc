import { objectIdFrom } from './object-id.js';
import { uuidFrom } from './webex-id.js';

/** A user as a caller names them: by the UUID of one vendor or by the 24 hex digits of the other. */
export type UserId = { uuid: string; objectId?: undefined } | { objectId: string; uuid?: undefined };

/** Any spelling: 24 hex digits, a UUID, or base64 of `ciscospark://…/PEOPLE/<uuid>`; undefined if it is none. */
export function userIdFrom(text: string): UserId | undefined {
  const objectId = objectIdFrom(text);
  if (objectId) return { objectId };
  const uuid = uuidFrom(text, ['PEOPLE']);
  return uuid ? { uuid } : undefined;
}
