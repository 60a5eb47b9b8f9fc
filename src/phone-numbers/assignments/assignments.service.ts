import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Provider } from '../record/number-assignment.entity.js';
import { OrganizationNotReachable, WorkspaceNotFound, WorkspaceWithoutCalling } from '../record/record.errors.js';
import { workspaceLines, type CallingLine } from './assignments.queries.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';

/** A user's number at one provider. Null: unknown, or for the label not set. */
export interface ProviderLine {
  /** 24 lower-case hex digits. */
  userObjectId: string;
  userName: string | null;
  userEmail: string | null;
  provider: Provider;
  /** E.164. */
  number: string;
  isDefault: boolean;
  /** False: for outbound caller id only. */
  receivesCalls: boolean;
  label: string | null;
}

/** Names and the prefix are null where they are unknown. */
export interface WorkspaceLines {
  workspaceUuid: string;
  distinctiveRingEnabled: boolean;
  location: { uuid: string; name: string | null; routingPrefix: string | null };
  organization: { uuid: string; name: string | null };
  lines: CallingLine[];
}

/** The same, read at an instant. */
export interface VersionedWorkspaceLines extends WorkspaceLines {
  /** Another one whenever anything of the organization may be another. */
  version: string;
}

/** Who holds which number; the list of an organization is in organization-list.service. */
@Injectable()
export class AssignmentsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The numbers of a workspace: the primary first, then the alternates as they were assigned.
   * Throws OrganizationNotReachable, WorkspaceNotFound or WorkspaceWithoutCalling.
   */
  async numbersOfWorkspace(workspaceUuid: string, reach: Reach): Promise<VersionedWorkspaceLines> {
    const found = await workspaceLines(this.dataSource, workspaceUuid, reach);
    // One's own organization is never refused, even where the record does not know it: then it has no workspace.
    if (!found && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
    if (!found?.workspaceUuid) throw new WorkspaceNotFound();
    if (found.callingType !== 'webexCalling') throw new WorkspaceWithoutCalling();
    return {
      workspaceUuid: found.workspaceUuid,
      distinctiveRingEnabled: found.distinctiveRingEnabled,
      location: { uuid: found.locationUuid, name: found.locationName, routingPrefix: found.routingPrefix },
      organization: { uuid: found.organizationUuid, name: found.organizationName },
      version: found.version,
      lines: found.lines ?? [],
    };
  }
}
