import { LocationFixed } from '../assignments/calling-lines.errors.js';
import type { AsWritten } from '../assignments/number-as-written.js';
import type { PrimaryChange } from '../assignments/primary-line.js';
import type { CallingType, SupportedDevices, WorkspaceType } from '../record/workspace.entity.js';
import { CallingTypeFixed, LocationsDiffer, PhonesNeedCalling } from './workspace-settings.errors.js';

/** What a request says of a workspace: capacity, type and notes are so then; of all else, what is left out stays. */
export interface WorkspaceSettings {
  name?: string;
  /** Where the request says that the workspace is. */
  locations: readonly { place: string; uuid: string }[];
  capacity: number | null;
  type: WorkspaceType | null;
  notes: string | null;
  isHotDesk?: boolean;
  supportedDevices?: SupportedDevices;
  calling?: {
    type?: CallingType;
    /** UUIDs; none: as it is. */
    licences: readonly string[];
    /** Undefined: the request says nothing of webexCalling. */
    primary?: AsWritten<PrimaryChange>;
  };
}

/** A workspace itself, without its numbers. */
export interface WorkspaceDetails {
  workspaceUuid: string;
  organizationUuid: string;
  locationUuid: string | null;
  name: string | null;
  callingType: CallingType;
  licenceUuid: string | null;
  capacity: number | null;
  type: WorkspaceType | null;
  notes: string | null;
  isHotDesk: boolean;
  supportedDevices: SupportedDevices;
  createdAt: Date;
}

/**
 * The location of the workspace after the request: a location is given once, and then it stays.
 * Throws LocationFixed, LocationsDiffer.
 */
export function locationAfter(current: string | null, { locations }: WorkspaceSettings): string | null {
  const elsewhere = current === null ? undefined : locations.find(({ uuid }) => uuid !== current);
  if (elsewhere) throw new LocationFixed(elsewhere.place, 'workspace');
  const different = locations.find(({ uuid }) => uuid !== locations[0]!.uuid);
  if (different) throw new LocationsDiffer(different.place);
  return current ?? locations[0]?.uuid ?? null;
}

/** `before`: undefined of a new workspace. Throws PhonesNeedCalling, CallingTypeFixed. */
export function assertCallingType(
  before: CallingType | undefined,
  after: CallingType,
  devices: SupportedDevices,
): void {
  if (before === after) return;
  if (before === 'webexEdgeForDevices' || after === 'webexEdgeForDevices') throw new CallingTypeFixed();
  if (devices === 'phones' && after !== 'webexCalling') throw new PhonesNeedCalling();
}
