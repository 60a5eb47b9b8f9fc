import { Injectable } from '@nestjs/common';
import type { InventoryFilter, EntryPage } from '../../phone-numbers/inventory/inventory-filter.js';
import { InventoryService, type InventoryEntry } from '../../phone-numbers/inventory/inventory.service.js';
import { SurroundingsService } from '../../phone-numbers/inventory/surroundings.service.js';
import type { Reach } from '../../phone-numbers/tenants/reach.js';
import type { AvailableFor } from './available-routes.js';

/** Numbers that may be chosen for somebody or something, from where these are. */
@Injectable()
export class AvailableNumbersService {
  constructor(
    private readonly inventory: InventoryService,
    private readonly surroundings: SurroundingsService,
  ) {}

  /** `uuid`: of whom or what the path names. Throws OrganizationNotReachable, and what is not found there. */
  async list(
    of: AvailableFor,
    uuid: string,
    reach: Reach,
    filter: InventoryFilter,
    page: EntryPage,
  ): Promise<InventoryEntry[]> {
    const locations = await this.locationsOf(of, uuid, reach, filter);
    // Who is in no location has no numbers to choose from.
    if (locations?.length === 0) return [];
    return this.inventory.entries(reach, { ...filter, locations }, page);
  }

  private async locationsOf(of: AvailableFor, uuid: string, reach: Reach, filter: InventoryFilter) {
    if (of === 'anywhere') return filter.locations;
    if (of === 'location') return [uuid];
    if (of === 'workspace') return this.surroundings.ofWorkspace(reach, uuid);
    return of === 'person' ? this.surroundings.ofPerson(reach, uuid) : this.surroundings.alike(reach, uuid);
  }
}
