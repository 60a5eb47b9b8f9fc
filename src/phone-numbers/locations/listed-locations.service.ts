import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganizationNotReachable } from '../record/record.errors.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';
import { listLocations, type ListedLocation, type LocationPage, type LocationRow } from './listed-locations.queries.js';
import { LocationNotFound } from './locations.errors.js';

/** The locations of an organization, as far as the caller reaches them. */
@Injectable()
export class ListedLocationsService {
  constructor(private readonly dataSource: DataSource) {}

  /** At most as many as the page says, in its order. Throws OrganizationNotReachable. */
  async list(page: LocationPage, reach: Reach): Promise<ListedLocation[]> {
    const rows = await listLocations(this.dataSource, page, reach);
    // One's own organization is never refused, even where the record does not know it: then it has no location.
    if (!rows.length && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
    return rows.filter(isThere);
  }

  /** Throws OrganizationNotReachable, LocationNotFound. */
  async location(uuid: string, reach: Reach, { withCallingOnly = false } = {}): Promise<ListedLocation> {
    const [found] = await this.list({ filter: { uuid, withCallingOnly }, atMost: 1, skip: 0 }, reach);
    if (!found) throw new LocationNotFound();
    return found;
  }
}

const isThere = (row: LocationRow): row is ListedLocation => row.id !== null;
