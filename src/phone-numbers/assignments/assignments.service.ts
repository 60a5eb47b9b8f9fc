import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { Provider } from '../record/number-assignment.entity.js';
import {
  InstantAhead,
  OrganizationNotFound,
  OrganizationNotReachable,
  WorkspaceNotFound,
  WorkspaceWithoutCalling,
} from '../record/record.errors.js';
import {
  organizationLines,
  workspaceLines,
  type OrganizationLineRow,
  type CallingLine,
} from './assignments.queries.js';
import { MOST_SECONDS_AHEAD, organizationLinesAt } from './lines-at.queries.js';
import { asksForOwnOrganization, type WorkspaceAccess } from './workspace-access.js';

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

export interface OrganizationAssignments {
  /** `id` is internal, for the log only. */
  organization: { id: string; uuid: string; objectId: string };
  lines: ProviderLine[];
}

/** Names and the prefix are null where they are unknown. */
export interface WorkspaceLines {
  workspaceUuid: string;
  distinctiveRingEnabled: boolean;
  location: { uuid: string; name: string | null; routingPrefix: string | null };
  organization: { uuid: string; name: string | null };
  lines: CallingLine[];
}

/** Who holds which number, now or at an instant of the past. */
@Injectable()
export class AssignmentsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The numbers of all users of an organization, by the user's objectId, then as each user came to hold them.
   * Throws OrganizationNotFound.
   */
  async assignmentsOfOrganization(id: OrganizationId): Promise<OrganizationAssignments> {
    const rows = await organizationLines(this.dataSource, id);
    const [first] = rows;
    if (!first) throw new OrganizationNotFound();
    return {
      organization: {
        id: first.organizationId,
        uuid: first.organizationUuid,
        objectId: first.organizationObjectId,
      },
      lines: rows.filter(isLineOfUser),
    };
  }

  /**
   * The same as of an instant, of users who have been removed since as well. Who held what is of then; names, e-mails
   * and what an organization is are today's. Throws InstantAhead, OrganizationNotFound.
   */
  async assignmentsOfOrganizationAt(id: OrganizationId, at: Date): Promise<OrganizationAssignments> {
    const rows = await organizationLinesAt(this.dataSource, id, at);
    const { isAhead, organizationId, organizationUuid: uuid, organizationObjectId: objectId } = rows[0]!;
    if (isAhead) throw new InstantAhead(MOST_SECONDS_AHEAD);
    if (organizationId === null) throw new OrganizationNotFound();
    return { organization: { id: organizationId, uuid, objectId }, lines: rows.filter(isLineOfUser) };
  }

  /**
   * The numbers of a workspace: the primary first, then the alternates as they were assigned.
   * Throws OrganizationNotReachable, WorkspaceNotFound or WorkspaceWithoutCalling.
   */
  async numbersOfWorkspace(workspaceUuid: string, access: WorkspaceAccess): Promise<WorkspaceLines> {
    const found = await workspaceLines(this.dataSource, workspaceUuid, access);
    // One's own organization is never refused, even where the record does not know it: then it has no workspace.
    if (!found && !asksForOwnOrganization(access)) throw new OrganizationNotReachable();
    if (!found?.workspaceUuid) throw new WorkspaceNotFound();
    if (found.callingType !== 'webexCalling') throw new WorkspaceWithoutCalling();
    return {
      workspaceUuid: found.workspaceUuid,
      distinctiveRingEnabled: found.distinctiveRingEnabled,
      location: { uuid: found.locationUuid, name: found.locationName, routingPrefix: found.routingPrefix },
      organization: { uuid: found.organizationUuid, name: found.organizationName },
      lines: found.lines ?? [],
    };
  }
}

/** An organization without assignments is one row without a user. */
function isLineOfUser<Row extends Pick<OrganizationLineRow, 'userObjectId'>>(
  row: Row,
): row is Row & { userObjectId: string } {
  return row.userObjectId !== null;
}
