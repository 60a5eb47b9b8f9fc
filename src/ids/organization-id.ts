import { objectIdFrom } from './object-id.js';
import { uuidFrom } from './webex-id.js';

/** An organization as a caller names it: by the UUID of one vendor or by the 24 hex digits of the other. */
export type OrganizationId = { uuid: string; objectId?: undefined } | { objectId: string; uuid?: undefined };

/** Any spelling: 24 hex digits, a UUID, or base64 of `ciscospark://…/ORGANIZATION/<uuid>`; undefined if it is none. */
export function organizationIdFrom(text: string): OrganizationId | undefined {
  const objectId = objectIdFrom(text);
  if (objectId) return { objectId };
  const uuid = uuidFrom(text, ['ORGANIZATION']);
  return uuid ? { uuid } : undefined;
}
