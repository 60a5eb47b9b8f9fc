import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganizationNotFound, OrganizationNotReachable } from '../record/record.errors.js';
import { asksForOwnOrganization, type Reach } from './reach.js';
import {
  organizationToActOn,
  organizationsToActOn,
  type OrganizationToActOn,
} from './reached-organizations.queries.js';

/** The organizations that a caller may act on: their own, and those that have made it their partner. */
@Injectable()
export class ReachedOrganizationsService {
  constructor(private readonly dataSource: DataSource) {}

  list(reach: Reach): Promise<OrganizationToActOn[]> {
    return organizationsToActOn(this.dataSource, reach);
  }

  /** The one that is asked for. Throws OrganizationNotFound, also for one that the caller may not act on. */
  async organization(reach: Reach): Promise<OrganizationToActOn> {
    const found = await organizationToActOn(this.dataSource, reach);
    if (!found) throw new OrganizationNotFound();
    return found;
  }

  /** For what the record keeps nothing of: one's own organization is never refused. Throws OrganizationNotReachable. */
  async assertReached(reach: Reach): Promise<void> {
    if (asksForOwnOrganization(reach) || (await organizationToActOn(this.dataSource, reach))) return;
    throw new OrganizationNotReachable();
  }
}
