import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { currentLines, type CurrentLine } from '../assignments/calling-lines.queries.js';
import { primaryChanged } from '../assignments/change-primary.js';
import {
  asLineHolder,
  holdWorkspace,
  reachKnownWorkspace,
  reachWorkspace,
  type HeldWorkspace,
} from '../assignments/held-workspace.js';
import { changeOf } from '../assignments/line-holder.js';
import { endLines } from '../assignments/line-writer.js';
import { lockNumbers } from '../assignments/locks.js';
import { replaceLines } from '../assignments/replace-lines.js';
import type { WantedLine } from '../assignments/wanted-line.js';
import { licenceFor, type Licensed } from '../licences/workspace-licences.js';
import { holdLocation } from '../locations/reached-location.js';
import type { ChangedBy } from '../record/record-change.js';
import { WorkspaceNotProfessional, WorkspaceWithoutCalling } from '../record/record.errors.js';
import type { CallingType } from '../record/workspace.entity.js';
import type { Reach } from '../tenants/reach.js';
import { assertCallingType, locationAfter } from './workspace-settings.js';
import type { WorkspaceDetails, WorkspaceSettings } from './workspace-settings.js';
import { LineMissing, LocationMissing, SupportedDevicesFixed } from './workspace-settings.errors.js';
import { removeWorkspace, setWorkspace, type WorkspaceRow } from './workspace-settings.queries.js';

/** Workspaces themselves, and their primary lines (workspaces contract, 2.6). */
@Injectable()
export class WorkspaceSettingsService {
  /** For WritesService: lets in who still reaches the workspace. Throws OrganizationNotReachable, WorkspaceNotFound. */
  admit(workspaceUuid: string, reach: Reach): (client: ClientBase) => Promise<void> {
    return async (client) => void (await reachWorkspace(client, workspaceUuid, reach));
  }

  /** The same for one that has been removed, too: a removal that is sent again is answered again. */
  admitAgain(workspaceUuid: string, reach: Reach): (client: ClientBase) => Promise<void> {
    return (client) => reachKnownWorkspace(client, workspaceUuid, reach);
  }

  /**
   * Changes the workspace and its primary line, all or nothing, in the transaction of `client`. Where it has no calling
   * any more, its numbers go back to the inventory.
   * Throws OrganizationNotReachable, WorkspaceNotFound, WorkspaceWithoutCalling, WorkspaceNotProfessional, the errors of
   * workspace-settings.errors and of workspace-licences.errors, LocationFixed, BadNumber, CountryUnknown,
   * NumberNotInLocation, ExtensionInUse, RuleBroken, NumberResting, ClockBehind.
   */
  async change(
    client: ClientBase,
    workspaceUuid: string,
    reach: Reach,
    settings: WorkspaceSettings,
    by: ChangedBy,
  ): Promise<WorkspaceDetails> {
    const workspace = await holdWithLocation(client, workspaceUuid, reach, settings);
    const callingType = callingTypeAfter(workspace, settings);
    const locationId = locationAfter(workspace.locationId, settings);
    if (callingType === 'webexCalling' && !locationId) throw new LocationMissing();
    const licensed = await licensedAs(client, workspace, callingType, settings);
    const { name = workspace.name, capacity, type, notes } = settings;
    const after: WorkspaceRow = { ...workspace, ...licensed, name, locationId, callingType, capacity, type, notes };
    const { lines, wanted } = await linesAfter(client, workspace, after, settings);
    const losesAlternates = licensed.callingLicence === 'common_area' && workspace.callingLicence !== 'common_area';
    if (losesAlternates && wanted.some(({ line }) => line === 'alternate')) throw new WorkspaceNotProfessional();
    // The workspace before its lines: they are of the location that it is in.
    const changed = await setWorkspace(client, workspace, after);
    const subject = { workspaceId: workspaceUuid };
    await replaceLines(client, lines, wanted, changeOf('workspace.update', { ...workspace, subject }, by), changed);
    const { organizationUuid, createdAt } = workspace;
    return { ...after, organizationUuid, createdAt, locationUuid: locationId, licenceUuid: after.licenceId };
  }

  /**
   * Marks the workspace as removed and ends all that it holds, in the transaction of `client`; its numbers stay in the
   * inventory of its location. Throws OrganizationNotReachable, WorkspaceNotFound, ClockBehind.
   */
  async remove(client: ClientBase, workspaceUuid: string, reach: Reach, by: ChangedBy): Promise<void> {
    const workspace = await holdWorkspace(client, workspaceUuid, reach);
    const lines = (await currentLines(client, workspaceUuid)).map(({ id }) => id);
    await lockNumbers(client, [], lines);
    const subject = { workspaceId: workspaceUuid };
    const at = await endLines(client, lines, changeOf('workspace.remove', { ...workspace, subject }, by));
    await removeWorkspace(client, workspaceUuid, at);
  }
}

/** Locks before the workspace the location that it is in, or that the request puts it into where it is in none. */
async function holdWithLocation(client: ClientBase, workspaceUuid: string, reach: Reach, settings: WorkspaceSettings) {
  const { locationId } = await reachWorkspace(client, workspaceUuid, reach);
  const given = locationId ? null : locationAfter(null, settings);
  const { country } = given ? await holdLocation(client, given, reach) : {};
  const workspace = await holdWorkspace(client, workspaceUuid, reach);
  return country === undefined ? workspace : { ...workspace, country };
}

/** Throws WorkspaceWithoutCalling, SupportedDevicesFixed, PhonesNeedCalling, CallingTypeFixed. */
function callingTypeAfter(workspace: HeldWorkspace, { calling, supportedDevices }: WorkspaceSettings): CallingType {
  const { callingType } = workspace;
  if (supportedDevices && supportedDevices !== workspace.supportedDevices) throw new SupportedDevicesFixed();
  if (callingType !== 'webexCalling' && calling?.primary && !calling.type) throw new WorkspaceWithoutCalling();
  const after = calling?.type ?? callingType;
  assertCallingType(callingType, after, workspace.supportedDevices);
  return after;
}

/** Throws LicenceUnknown, LicenceUsedUp. */
async function licensedAs(
  client: ClientBase,
  { organizationId, callingType: before, licenceId, callingLicence, isHotDesk }: HeldWorkspace,
  callingType: CallingType,
  settings: WorkspaceSettings,
): Promise<Licensed> {
  const asked = settings.calling?.licences ?? [];
  const asHotDesk = settings.isHotDesk ?? isHotDesk;
  if (callingType !== 'webexCalling') return { licenceId: null, callingLicence: null, isHotDesk: asHotDesk };
  const isAutomatic = !asked.length && before !== 'webexCalling';
  const keeps = (!asked.length && !isAutomatic) || (licenceId !== null && asked.includes(licenceId));
  if (keeps) return { licenceId, callingLicence, isHotDesk: asHotDesk };
  return licenceFor(client, organizationId, asked, asHotDesk);
}

/** The lines that may end, and those that the workspace has then. Throws LineMissing, and what primaryChanged throws. */
async function linesAfter(
  client: ClientBase,
  workspace: HeldWorkspace,
  after: WorkspaceRow,
  { calling }: WorkspaceSettings,
): Promise<{ lines: readonly CurrentLine[]; wanted: readonly WantedLine[] }> {
  const { callingType: before } = workspace;
  const { locationId } = after;
  if (after.callingType !== 'webexCalling' || !locationId) {
    const lines = before === 'webexCalling' ? await currentLines(client, workspace.workspaceUuid) : [];
    if (lines.length)
      await lockNumbers(
        client,
        [],
        lines.map(({ id }) => id),
      );
    return { lines, wanted: [] };
  }
  const { primary } = calling ?? {};
  const says = primary?.number !== undefined || primary?.extension !== undefined;
  if (before !== 'webexCalling' && !says && !after.isHotDesk) throw new LineMissing();
  if (!primary) return { lines: [], wanted: [] };
  const lines = await currentLines(client, workspace.workspaceUuid);
  return { lines, wanted: await primaryChanged(client, asLineHolder(workspace, locationId), lines, primary) };
}
