import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { primaryChanged } from '../assignments/change-primary.js';
import { changeOf, type LineHolder } from '../assignments/line-holder.js';
import { replaceLines } from '../assignments/replace-lines.js';
import { licenceFor } from '../licences/workspace-licences.js';
import { LocationNotFound } from '../locations/locations.errors.js';
import { holdLocation, reachLocation } from '../locations/reached-location.js';
import type { ChangedBy } from '../record/record-change.js';
import { reachOrganization } from '../tenants/reached-organization.js';
import type { Reach } from '../tenants/reach.js';
import type { CallingType } from '../record/workspace.entity.js';
import { assertCallingType, locationAfter } from './workspace-settings.js';
import type { WorkspaceDetails, WorkspaceSettings } from './workspace-settings.js';
import { LineMissing, LocationMissing } from './workspace-settings.errors.js';
import { insertWorkspace } from './workspace-settings.queries.js';

/** Where a new workspace will be. Ids of organizations are internal ones. */
interface Place {
  organizationId: string;
  organizationUuid: string;
  callerId: string;
  /** Null: in no location. */
  locationId: string | null;
  country: string | null;
}

/** Makes workspaces (workspaces contract, 2.6). */
@Injectable()
export class NewWorkspaceService {
  /** For WritesService: lets in who could still make it. Throws OrganizationNotReachable, LocationNotFound, … */
  admit(reach: Reach, settings: WorkspaceSettings): (client: ClientBase) => Promise<void> {
    return async (client) => {
      const locationId = locationAfter(null, settings);
      await (locationId ? reachLocation(client, locationId, reach) : reachOrganization(client, reach));
    };
  }

  /**
   * Makes a workspace, and its primary line where it has calling, in the transaction of `client`.
   * Throws OrganizationNotReachable, OrganizationNotFound, LocationNotFound, the errors of workspace-settings.errors and of
   * workspace-licences.errors, BadNumber, CountryUnknown, NumberNotInLocation, ExtensionInUse, RuleBroken, NumberResting,
   * ClockBehind.
   */
  async create(
    client: ClientBase,
    reach: Reach,
    settings: WorkspaceSettings & { name: string },
    by: ChangedBy,
  ): Promise<WorkspaceDetails> {
    const { name, capacity, type, notes, calling, supportedDevices = 'collaborationDevices' } = settings;
    const callingType = calling?.type ?? (calling?.primary ? 'webexCalling' : 'freeCalling');
    assertCallingType(undefined, callingType, supportedDevices);
    const place = await holdPlace(client, reach, settings, callingType);
    const { organizationId, organizationUuid, locationId } = place;
    const isHotDesk = settings.isHotDesk ?? false;
    const licensed =
      callingType === 'webexCalling'
        ? await licenceFor(client, organizationId, calling?.licences ?? [], isHotDesk)
        : { licenceId: null, callingLicence: null, isHotDesk };
    const workspaceUuid = randomUUID();
    const kept = { name, locationId, callingType, ...licensed, capacity, type, notes, supportedDevices };
    const createdAt = await insertWorkspace(client, organizationId, { workspaceUuid, ...kept });
    await openPrimary(client, workspaceUuid, place, { ...settings, isHotDesk: licensed.isHotDesk }, by);
    return {
      ...{ workspaceUuid, organizationUuid, locationUuid: locationId, licenceUuid: licensed.licenceId, createdAt },
      ...{ name, callingType, capacity, type, notes, supportedDevices, isHotDesk: licensed.isHotDesk },
    };
  }
}

/** Locks the location, if there is one. A location administrator makes workspaces in their locations only. */
async function holdPlace(
  client: ClientBase,
  reach: Reach,
  settings: WorkspaceSettings,
  callingType: CallingType,
): Promise<Place> {
  const locationUuid = locationAfter(null, settings);
  if (!locationUuid) {
    const organization = await reachOrganization(client, reach);
    if (callingType === 'webexCalling' || reach.onlyLocations) throw new LocationMissing();
    return { ...organization, locationId: null, country: null };
  }
  const location = await holdLocation(client, locationUuid, reach);
  if (callingType === 'webexCalling' && !location.isCallingEnabled) throw new LocationNotFound();
  return location;
}

/** Writes the change, with the primary line of a workspace that has calling. Throws LineMissing. */
async function openPrimary(
  client: ClientBase,
  workspaceUuid: string,
  { organizationId, callerId, locationId, country }: Place,
  { calling, isHotDesk }: WorkspaceSettings,
  by: ChangedBy,
): Promise<void> {
  const { primary, type = 'webexCalling' } = calling ?? {};
  const hasLine = primary?.number !== undefined || primary?.extension !== undefined;
  const isCalling = Boolean(calling) && type === 'webexCalling';
  if (isCalling && !hasLine && !isHotDesk) throw new LineMissing();
  const subject = { workspaceId: workspaceUuid };
  const change = changeOf('workspace.create', { organizationId, callerId, subject }, by);
  const ids = { kind: 'workspace', holderId: workspaceUuid, organizationId, callerId, subject } as const;
  const holder: LineHolder = { ...ids, locationId: locationId!, country, distinctiveRingEnabled: false };
  const wanted = isCalling && primary && hasLine ? await primaryChanged(client, holder, [], primary) : [];
  await replaceLines(client, [], wanted, change, true);
}
