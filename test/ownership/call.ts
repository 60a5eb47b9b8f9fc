import type { Cast } from './cast.js';
import type { Random } from './random.js';

/** One call of either face. */
export interface Call {
  what: string;
  method: string;
  path: string;
  face: 'organizations' | 'workspaces';
  body?: object;
  /** The statuses that it may have; 404 where its holder has moved or is removed. */
  statuses: readonly number[];
  /** Whether an accepted one has changed something for sure. */
  changesForSure: boolean;
  /** Told what an accepted one was answered. */
  answered?: (body: unknown) => void;
}

export type Make = (cast: Cast, random: Random) => Call;

/** To a workspace or a person: `workspaces/` or `people/` and its id. */
export function putNumbers(what: string, holder: string, phoneNumbers: object[]): Call {
  const path = `/v1/telephony/config/${holder}/numbers`;
  const statuses = [204, 400, 404, 409, 423];
  return { what, method: 'PUT', path, face: 'workspaces', body: { phoneNumbers }, statuses, changesForSure: false };
}
