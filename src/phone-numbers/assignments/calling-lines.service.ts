import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { ChangedBy } from '../record/record-change.js';
import { WorkspaceNotProfessional, WorkspaceWithoutCalling } from '../record/record.errors.js';
import { LocationFixed } from './calling-lines.errors.js';
import { currentLines, renameWorkspace, type CurrentLine } from './calling-lines.queries.js';
import { changeAlternates, type AlternatesUpdate } from './change-alternates.js';
import { holdWorkspace, reachWorkspace } from './held-workspace.js';
import { changeOf, type LineHolder } from './line-holder.js';
import type { Written } from './line-writer.js';
import { lockNumbers } from './locks.js';
import { e164Of, type AsWritten } from './number-as-written.js';
import { primaryAfter, type PrimaryChange } from './primary-line.js';
import { byE164, replaceLines } from './replace-lines.js';
import type { WantedLine } from './wanted-line.js';
import type { Reach } from '../tenants/reach.js';

/** What is left out stays as it is. */
export interface WorkspaceUpdate {
  name?: string;
  /** Where the request says that the workspace is: it does not move. */
  locations: readonly { place: string; uuid: string }[];
  primary?: AsWritten<PrimaryChange>;
}

/** A workspace itself, without its numbers. */
export interface WorkspaceDetails {
  workspaceUuid: string;
  organizationUuid: string;
  locationUuid: string;
  name: string | null;
  callingType: string;
  createdAt: Date;
}

/** Numbers and extensions of workspaces: the workspaces face's writes (workspaces contract, 1.2 and 2.6). */
@Injectable()
export class CallingLinesService {
  /** For WritesService: lets in who still reaches the workspace. Throws OrganizationNotReachable, WorkspaceNotFound. */
  admit(workspaceUuid: string, reach: Reach): (client: ClientBase) => Promise<void> {
    return async (client) => void (await reachWorkspace(client, workspaceUuid, reach));
  }

  /**
   * Adds, edits and releases alternates, all or nothing, in the transaction of `client`.
   * Throws OrganizationNotReachable, WorkspaceNotFound, WorkspaceWithoutCalling, WorkspaceNotProfessional, and what
   * changeAlternates throws.
   */
  async changeAlternates(
    client: ClientBase,
    workspaceUuid: string,
    reach: Reach,
    update: AlternatesUpdate,
    by: ChangedBy,
  ): Promise<Written> {
    const workspace = await holdWorkspace(client, workspaceUuid, reach);
    if (workspace.callingType !== 'webexCalling') throw new WorkspaceWithoutCalling();
    if (workspace.callingLicence === 'common_area') throw new WorkspaceNotProfessional();
    return changeAlternates(client, workspace, update, by);
  }

  /**
   * Renames the workspace and changes its primary line, all or nothing, in the transaction of `client`.
   * Throws OrganizationNotReachable, WorkspaceNotFound, WorkspaceWithoutCalling, LocationFixed, BadNumber,
   * CountryUnknown, NumberNotInLocation, ExtensionInUse, RuleBroken, NumberResting,
   * ClockBehind.
   */
  async changeWorkspace(
    client: ClientBase,
    workspaceUuid: string,
    reach: Reach,
    { name, locations, primary }: WorkspaceUpdate,
    by: ChangedBy,
  ): Promise<WorkspaceDetails> {
    const workspace = await holdWorkspace(client, workspaceUuid, reach);
    if (primary && workspace.callingType !== 'webexCalling') throw new WorkspaceWithoutCalling();
    const elsewhere = locations.find(({ uuid }) => uuid !== workspace.locationId);
    if (elsewhere) throw new LocationFixed(elsewhere.place);
    const renames = name !== undefined && name !== workspace.name;
    const lines = primary ? await currentLines(client, workspaceUuid) : [];
    const after = primary ? await primaryChanged(client, workspace, lines, primary) : [];
    await replaceLines(client, lines, after, changeOf('workspace.update', workspace, by), renames);
    if (renames) await renameWorkspace(client, workspaceUuid, name);
    const { organizationUuid, locationId, callingType, createdAt } = workspace;
    const current = name ?? workspace.name;
    return { workspaceUuid, organizationUuid, locationUuid: locationId, name: current, callingType, createdAt };
  }
}

async function primaryChanged(
  client: ClientBase,
  holder: LineHolder,
  lines: readonly CurrentLine[],
  { number, place, extension }: AsWritten<PrimaryChange>,
): Promise<WantedLine[]> {
  const e164 = number === undefined ? undefined : e164Of(number, place, holder.country);
  const releasable = lines.filter(({ line }) => line === 'primary').map(({ id }) => id);
  const numbers = byE164(await lockNumbers(client, e164 === undefined ? [] : [e164], releasable));
  return primaryAfter(holder, lines, { place, e164, extension }, numbers);
}
