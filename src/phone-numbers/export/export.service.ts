import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { inSnapshot } from '../../database/snapshot.js';
import type { ProviderLine, WorkspaceLines } from '../assignments/assignments.service.js';
import { INVENTORY_COLUMNS, LOCATIONS_COLUMNS, USERS_COLUMNS, WORKSPACES_COLUMNS } from '../csv/columns.js';
import { csvText, type CsvForm } from './csv-text.js';
import { providerLines, workspaceLines } from './face-lines.js';
import { inventoryRows } from './inventory.queries.js';
import { inventoryCells, locationCells, userCells, workspaceCells } from './layouts.js';
import { locationRows } from './locations.queries.js';
import { assertSelectable, type Selection } from './selection.js';
import { hasCallingUsers, userRows } from './users.queries.js';
import { workspaceRows } from './workspaces.queries.js';

/** Takes what is read, as fast as it can. What it is given ends with it. */
export type Taker<T> = (read: AsyncIterable<T>) => Promise<void>;

type Written = Pick<CsvForm, 'forSpreadsheet'>;

/**
 * Writes who holds what, in the layouts that an import takes (frame, section 3). Each call reads one snapshot, in an order
 * that depends on nothing but the record, and holds a thousand rows at a time.
 * All throw OrganizationNotFound, InstantAhead.
 */
@Injectable()
export class ExportService {
  constructor(private readonly dataSource: DataSource) {}

  usersCsv(selection: Selection, take: Taker<string>, { forSpreadsheet }: Written = {}): Promise<void> {
    return this.read(selection, async (client) => {
      const needed = await hasCallingUsers(client, selection);
      // Who reads a spreadsheet knows a location by its name.
      const also = forSpreadsheet && needed ? ['location_name'] : [];
      const form = { needed, also, forSpreadsheet };
      return take(csvText(USERS_COLUMNS, userRows(client, selection), userCells, form));
    });
  }

  workspacesCsv(selection: Selection, take: Taker<string>, written?: Written): Promise<void> {
    return this.read(selection, (client) =>
      take(csvText(WORKSPACES_COLUMNS, workspaceRows(client, selection), workspaceCells, written)),
    );
  }

  /** The numbers that the organizations have now. */
  inventoryCsv({ organization }: Selection, take: Taker<string>, written?: Written): Promise<void> {
    return this.read({ organization }, (client) =>
      take(csvText(INVENTORY_COLUMNS, inventoryRows(client, { organization }), inventoryCells, written)),
    );
  }

  /** The locations that the organizations have now. */
  locationsCsv({ organization }: Selection, take: Taker<string>, written?: Written): Promise<void> {
    return this.read({ organization }, (client) =>
      take(csvText(LOCATIONS_COLUMNS, locationRows(client, { organization }), locationCells, written)),
    );
  }

  /** What the organizations face lists. */
  providerLines(selection: Selection, take: Taker<ProviderLine[]>): Promise<void> {
    return this.read(selection, (client) => take(providerLines(userRows(client, selection))));
  }

  /** What the workspaces face answers, workspace by workspace. */
  workspaceLines(selection: Selection, take: Taker<WorkspaceLines[]>): Promise<void> {
    return this.read(selection, (client) => take(workspaceLines(workspaceRows(client, selection))));
  }

  private read(selection: Selection, work: (client: ClientBase) => Promise<void>): Promise<void> {
    return inSnapshot(this.dataSource, async (client) => {
      await assertSelectable(client, selection);
      await work(client);
    });
  }
}
