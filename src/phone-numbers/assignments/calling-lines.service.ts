import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { ChangedBy } from '../record/record-change.js';
import { WorkspaceNotProfessional, WorkspaceWithoutCalling } from '../record/record.errors.js';
import { changeAlternates, type AlternatesUpdate } from './change-alternates.js';
import { asLineHolder, holdWorkspace, reachWorkspace } from './held-workspace.js';
import type { Written } from './line-writer.js';
import type { Reach } from '../tenants/reach.js';

/** Numbers and extensions of workspaces: the workspaces face's writes (workspaces contract, 1.2). */
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
    const { callingType, locationId } = workspace;
    if (callingType !== 'webexCalling' || !locationId) throw new WorkspaceWithoutCalling();
    if (workspace.callingLicence === 'common_area') throw new WorkspaceNotProfessional();
    return changeAlternates(client, asLineHolder(workspace, locationId), update, by);
  }
}
