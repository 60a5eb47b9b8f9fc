import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganizationNotReachable, WorkspaceNotFound } from '../record/record.errors.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';
import { listWorkspaces, type ListedWorkspaceRow, type WorkspacePage } from './listed-workspaces.queries.js';
import type { WorkspaceDetails } from './workspace-settings.js';

/** The workspaces of an organization, as far as the caller reaches their locations. */
@Injectable()
export class ListedWorkspacesService {
  constructor(private readonly dataSource: DataSource) {}

  /** At most as many as the page says, by id. Throws OrganizationNotReachable. */
  async list(page: WorkspacePage, reach: Reach): Promise<WorkspaceDetails[]> {
    const rows = await listWorkspaces(this.dataSource, page, reach);
    if (!rows.length && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
    return rows.filter(isThere);
  }

  /** Throws OrganizationNotReachable, WorkspaceNotFound. */
  async workspace(uuid: string, reach: Reach): Promise<WorkspaceDetails> {
    const [found] = await this.list({ filter: { uuid }, atMost: 1, skip: 0 }, reach);
    if (!found) throw new WorkspaceNotFound();
    return found;
  }
}

const isThere = (row: ListedWorkspaceRow): row is WorkspaceDetails => row.workspaceUuid !== null;
