import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LocationNotFound } from '../locations/locations.errors.js';
import { OrganizationNotReachable } from '../record/record.errors.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';
import {
  COUNTED,
  SORTED,
  WALKED,
  WALKED_FREE,
  type CountRow,
  type EntryRow,
  type InReach,
  type PageRow,
} from './entries.queries.js';
import type { Source } from './entry-sources.js';
import {
  countedSourceOf,
  isScope,
  pageValues,
  sourceOf,
  valuesOf,
  type EntryPage,
  type InventoryFilter,
} from './inventory-filter.js';

export type InventoryEntry = EntryRow;
export type InventoryCounts = Omit<CountRow, keyof InReach>;

/** The numbers of an organization's locations and the extensions without a number, and who has them. */
@Injectable()
export class InventoryService {
  constructor(private readonly dataSource: DataSource) {}

  /** As many entries as the page asks for. Throws OrganizationNotReachable, LocationNotFound. */
  async entries(reach: Reach, filter: InventoryFilter, page: EntryPage): Promise<InventoryEntry[]> {
    const within = narrowed(reach, filter);
    const source = sourceOf(within, filter);
    const statement = this.statementFor(source, filter);
    const rows = await statement(this.dataSource, within, {
      ...valuesOf(reach, filter, source),
      ...pageValues(filter, page),
    });
    assertReached(rows, within, filter);
    return rows.filter(isEntry);
  }

  /** Of all pages. Throws OrganizationNotReachable, LocationNotFound. */
  async counts(reach: Reach, filter: InventoryFilter): Promise<InventoryCounts> {
    const within = narrowed(reach, filter);
    const source = countedSourceOf(within, filter);
    const rows = await COUNTED[source](this.dataSource, within, valuesOf(reach, filter, source));
    assertReached(rows, within, filter);
    return rows[0] ?? NONE;
  }

  private statementFor(source: Source, { order, isFree }: InventoryFilter) {
    if (order !== 'dn' || !isScope(source)) return SORTED[source];
    return (isFree ? WALKED_FREE : WALKED)[source];
  }
}

const NONE: InventoryCounts = {
  assigned: 0,
  unassigned: 0,
  inactive: 0,
  extensionOnly: 0,
  tollFree: 0,
  mobile: 0,
  service: 0,
};

/** A location that is asked for counts only where it is within reach. */
function narrowed(reach: Reach, { locations }: InventoryFilter): Reach {
  if (!locations) return reach;
  const { onlyLocations = locations } = reach;
  return { ...reach, onlyLocations: locations.filter((one) => onlyLocations.includes(one)) };
}

function assertReached([first]: InReach[], reach: Reach, { locations }: InventoryFilter): void {
  // One's own organization is never refused, even where the record does not know it: then it has nothing.
  if (!first && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
  if (locations && !first?.hasPlaces) throw new LocationNotFound();
}

const isEntry = (row: PageRow): row is PageRow & EntryRow => row.locationUuid !== null;
