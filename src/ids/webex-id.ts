/** Types that Linebook emits or accepts in an id (workspaces contract, 3.1). */
export type WebexIdType =
  'ORGANIZATION' | 'PLACE' | 'LOCATION' | 'PEOPLE' | 'LICENSE' | 'PSTN_CONNECTION' | 'TRUNK' | 'ROUTE_GROUP';

const UUID = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
/** Characters of an id in any spelling, its padding among them. */
export const LONGEST_ID = 402;
const WEBEX_ID = /^[A-Za-z0-9+/]{20,400}={0,2}$/;
/** For documents: what every id looks like. 24 hexadecimal digits look like base64. */
export const ID_FORM = { maxLength: LONGEST_ID, pattern: `${UUID.source}|${WEBEX_ID.source}` };
// The cluster part may differ (`us`, `urn:TEAM:us-east-1_int13`), so ids compare by their last segment.
const DECODED = /^ciscospark:\/\/[\w:.-]+\/(\w+)\/([0-9a-fA-F-]{36})$/;

/** The workspaces face's spelling: unpadded base64 of `ciscospark://us/<TYPE>/<uuid>`. */
export function webexId(type: WebexIdType, uuid: string): string {
  return Buffer.from(`ciscospark://us/${type}/${uuid}`).toString('base64').replaceAll('=', '');
}

/**
 * The UUID, lower case, of an id in any spelling of the workspaces face: unpadded or padded base64, or a bare UUID.
 * `PLACES` counts as `PLACE`, which the vendor's own pages mix. Undefined if it is none, or of another type.
 */
export function uuidFrom(text: string, types: readonly WebexIdType[]): string | undefined {
  if (text.length > LONGEST_ID) return undefined;
  if (UUID.test(text)) return text.toLowerCase();
  if (!WEBEX_ID.test(text)) return undefined;
  const [, type, uuid] = DECODED.exec(Buffer.from(text, 'base64').toString('latin1')) ?? [];
  if (!type || !uuid || !UUID.test(uuid)) return undefined;
  return types.some((wanted) => wanted === type || (wanted === 'PLACE' && type === 'PLACES'))
    ? uuid.toLowerCase()
    : undefined;
}
