import { licenceUuidFrom } from '../../ids/licence-id.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import type { WorkspaceSettings } from '../../phone-numbers/workspaces/workspace-settings.js';
import type { CallingUpdate } from './workspace-calling.dto.js';
import type { HotdeskingStatus } from './workspace-fields.js';

/** What both bodies say beside the name. */
export interface SentWorkspace {
  locationId?: string | null;
  workspaceLocationId?: string | null;
  capacity?: number | null;
  type?: WorkspaceSettings['type'];
  notes?: string | null;
  supportedDevices?: WorkspaceSettings['supportedDevices'] | null;
  hotdeskingStatus?: HotdeskingStatus | null;
  calling?: CallingUpdate | null;
}

/** In the core's words; every text has been accepted by now. */
export function settingsOf({ calling, hotdeskingStatus, supportedDevices, ...sent }: SentWorkspace): WorkspaceSettings {
  const { type, webexCalling: line } = calling ?? {};
  const locations = {
    locationId: sent.locationId,
    workspaceLocationId: sent.workspaceLocationId,
    'calling.webexCalling.locationId': line?.locationId,
  };
  const primary = {
    place: 'calling.webexCalling',
    number: line?.phoneNumber ?? undefined,
    extension: line?.extension ?? undefined,
  };
  return {
    locations: Object.entries(locations).flatMap(([place, id]) =>
      id == null ? [] : [{ place, uuid: locationUuidFrom(id)! }],
    ),
    capacity: sent.capacity ?? null,
    type: sent.type ?? null,
    notes: sent.notes || null,
    isHotDesk: hotdeskingStatus ? hotdeskingStatus === 'on' : undefined,
    supportedDevices: supportedDevices ?? undefined,
    calling: calling
      ? { type: type ?? undefined, licences: licencesOf(line), primary: line ? primary : undefined }
      : undefined,
  };
}

const licencesOf = (line: CallingUpdate['webexCalling']): string[] =>
  (line?.licenses ?? []).map((id) => licenceUuidFrom(id)!);
