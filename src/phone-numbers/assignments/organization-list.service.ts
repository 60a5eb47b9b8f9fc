import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LargeReads, type TakePart } from '../../database/large-reads.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { InstantAhead, OrganizationNotFound } from '../record/record.errors.js';
import { MOST_SECONDS_AHEAD } from './lines-at.queries.js';
import {
  ALL_LINES,
  ALL_LINES_AT,
  briefList,
  briefListAt,
  listedOrganization,
  listedOrganizationAt,
  listedOrganizationOn,
  type ListedOrganization,
} from './organization-list.queries.js';

/** The organization alone: what a list of an instant of the past has beside its lines. */
export type OrganizationOfList = Omit<ListedOrganization, 'version'>;

/** A list that is short enough to be read at once. */
export interface ShortList<Organization> {
  organization: Organization;
  /** In JSON, with commas between them; undefined: too many, so they must be streamed. */
  lines: string | undefined;
}

/**
 * The users' numbers in an organization as JSON texts: by the user's objectId, then as each user came to hold them. Made
 * by the database, because an object per line costs this process several times as much (docs/decisions/0024).
 */
@Injectable()
export class OrganizationListService {
  private readonly largeReads: LargeReads;

  constructor(private readonly dataSource: DataSource) {
    this.largeReads = new LargeReads(dataSource);
  }

  /** The organization without its list. Throws OrganizationNotFound. */
  async organization(id: OrganizationId): Promise<ListedOrganization> {
    return foundOf(await listedOrganization(this.dataSource, id));
  }

  /** Throws OrganizationNotFound. */
  async short(id: OrganizationId): Promise<ShortList<ListedOrganization>> {
    const { lines, isWhole, ...organization } = foundOf(await briefList(this.dataSource, id));
    return { organization, lines: isWhole ? (lines ?? '') : undefined };
  }

  /**
   * All lines of one instant, in parts; `begin` hears of the organization as of that instant, and answers who takes
   * them. Answers whether all were taken. Throws OrganizationNotFound, or `busy` where many lists are being read.
   */
  async stream(id: OrganizationId, begin: (organization: ListedOrganization) => TakePart): Promise<boolean> {
    return this.largeReads.run(async (read) => {
      await read.keepToIndexes();
      const organization = foundOf(await listedOrganizationOn(read.client, id));
      return read.stream(ALL_LINES, [organization.id], begin(organization));
    });
  }

  /** The organization of a list of that instant. Throws InstantAhead, OrganizationNotFound. */
  async organizationAt(id: OrganizationId, at: Date): Promise<OrganizationOfList & { hasFewUsers: boolean }> {
    const { isAhead, id: internal, ...rest } = await listedOrganizationAt(this.dataSource, id, at);
    if (isAhead) throw new InstantAhead(MOST_SECONDS_AHEAD);
    if (internal === null) throw new OrganizationNotFound();
    return { id: internal, ...rest };
  }

  /**
   * Who held what at that instant, users who have been removed since as well; names, e-mails and what an organization is
   * are today's. Throws InstantAhead, OrganizationNotFound.
   */
  async shortAt(id: OrganizationId, at: Date): Promise<ShortList<OrganizationOfList>> {
    const { hasFewUsers, ...organization } = await this.organizationAt(id, at);
    if (!hasFewUsers) return { organization, lines: undefined };
    const { lines, isWhole } = await briefListAt(this.dataSource, id, at);
    return { organization, lines: isWhole ? (lines ?? '') : undefined };
  }

  /** The lines of that instant in parts, as `stream`. Throws `busy` where many lists are being read. */
  async streamAt({ uuid, objectId }: OrganizationOfList, at: Date, take: TakePart): Promise<boolean> {
    return this.largeReads.run((read) => read.stream(ALL_LINES_AT, [uuid, objectId, at.toISOString()], take));
  }
}

function foundOf<Found>(found: Found | undefined): Found {
  if (!found) throw new OrganizationNotFound();
  return found;
}
