import type { Provider, RingPattern } from '../record/number-assignment.entity.js';

/** A line that shall be. Its holder, location and number are locked; null is "none". */
export interface WantedLine {
  kind: 'user' | 'workspace';
  organizationId: string;
  /** Internal id of the user, or the workspace's. */
  holderId: string;
  phoneNumberId: string | null;
  e164: string | null;
  /** Of a calling line; a provider line has none. */
  locationId: string | null;
  extension: string | null;
  line: 'primary' | 'alternate' | null;
  provider: Provider | null;
  receivesCalls: boolean;
  isDefault: boolean | null;
  label: string | null;
  /** Null: as it was. */
  ringPattern: RingPattern | null;
  /** The part of the request that asks for it, for example `phoneNumbers.3`; where there are several. */
  place?: string;
}
