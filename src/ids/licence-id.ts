import { LONGEST_ID, uuidFrom } from './webex-id.js';

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
// The cluster part may differ, as in every id of this face, and the type is the vendor's own business.
const DECODED = new RegExp(`^ciscospark://[\\w:.-]+/LICENSE/${UUID}:\\w+_(${UUID})$`);

/** Id of a licence (workspaces contract, 3.1): unpadded base64 of `…/LICENSE/<organization>:BCCA_<licence>`. */
export function licenceId(organizationUuid: string, licenceUuid: string): string {
  return Buffer.from(`ciscospark://us/LICENSE/${organizationUuid}:BCCA_${licenceUuid}`)
    .toString('base64')
    .replaceAll('=', '');
}

/** The licence's UUID, lower case, from its id in any spelling. Undefined if it is none. */
export function licenceUuidFrom(text: string): string | undefined {
  if (text.length > LONGEST_ID) return undefined;
  const [, licence] = DECODED.exec(Buffer.from(text, 'base64').toString('latin1')) ?? [];
  return licence?.toLowerCase() ?? uuidFrom(text, ['LICENSE']);
}
