import { LONGEST_ID, uuidFrom } from './webex-id.js';

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
// The cluster part may differ, as in every id of this face.
const DECODED = new RegExp(`^ciscospark://[\\w:.-]+/LOCATION/(${UUID})#(${UUID})$`);

/** The older id of a location (workspaces contract, 3.1): unpadded base64 of `…/LOCATION/<organization>#<location>`. */
export function workspaceLocationId(organizationUuid: string, locationUuid: string): string {
  return Buffer.from(`ciscospark://us/LOCATION/${organizationUuid}#${locationUuid}`)
    .toString('base64')
    .replaceAll('=', '');
}

/** The location's UUID, lower case, from either of its ids in any spelling. Undefined if it is none. */
export function locationUuidFrom(text: string): string | undefined {
  if (text.length > LONGEST_ID) return undefined;
  const [, , location] = DECODED.exec(Buffer.from(text, 'base64').toString('latin1')) ?? [];
  return location?.toLowerCase() ?? uuidFrom(text, ['LOCATION']);
}
