import { uuidFrom, webexId } from '../ids/webex-id.js';
import type { PstnConnection } from '../phone-numbers/record/location.entity.js';

// The record keeps which kind of connection a location has, not a provider's contract: so each kind has one id.
const UUIDS: Record<PstnConnection, string> = {
  LOCAL_GATEWAY: 'e2c1a9a6-3a0c-4f0e-8d43-0c9f3e1b7a01',
  NON_INTEGRATED_CCP: 'e2c1a9a6-3a0c-4f0e-8d43-0c9f3e1b7a02',
  INTEGRATED_CCP: 'e2c1a9a6-3a0c-4f0e-8d43-0c9f3e1b7a03',
  CISCO_PSTN: 'e2c1a9a6-3a0c-4f0e-8d43-0c9f3e1b7a04',
};

/** Id of a kind of connection to the PSTN. */
export const pstnConnectionId = (connection: PstnConnection): string => webexId('PSTN_CONNECTION', UUIDS[connection]);

/** The kind that an id in any spelling names; undefined: none. */
export function pstnConnectionFrom(text: string): PstnConnection | undefined {
  const uuid = uuidFrom(text, ['PSTN_CONNECTION']);
  const kinds = Object.entries(UUIDS) as [PstnConnection, string][];
  return kinds.find(([, known]) => known === uuid)?.[0];
}
