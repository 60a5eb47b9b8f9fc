import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import { ChangedBeforeLock } from '../../database/driver-error.js';
import { endLines } from '../assignments/line-writer.js';
import { lockLocations, lockNumbers, lockWorkspace } from '../assignments/locks.js';
import type { ChangedBy } from '../record/record-change.js';
import { WorkspaceNotFound } from '../record/record.errors.js';
import { removeWorkspace } from '../workspaces/workspace-settings.queries.js';
import { heldLines } from './holders.queries.js';

/** The workspaces of the record, for its operators. */
@Injectable()
export class WorkspacesService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Marks it as removed and ends all that it holds; its numbers stay in the inventory of its location. Answers how many
   * assignments ended; undefined: it had been removed before. Throws WorkspaceNotFound, ClockBehind.
   */
  async remove(workspaceId: string, by: ChangedBy): Promise<number | undefined> {
    return inTransaction(this.dataSource, async (client) => {
      const { rows } = await client.query<{ locationId: string | null }>(
        'SELECT location_id AS "locationId" FROM workspaces WHERE id = $1',
        [workspaceId],
      );
      const [found] = rows;
      if (!found) throw new WorkspaceNotFound();
      if (found.locationId) await lockLocations(client, [found.locationId]);
      const workspace = await lockWorkspace(client, workspaceId);
      if (!workspace) return undefined;
      // To lock the other location now would be out of order.
      if (workspace.locationId !== found.locationId) throw new ChangedBeforeLock();
      const lines = (await heldLines(client, workspaceId)).map(({ id }) => id);
      await lockNumbers(client, [], lines);
      const { organizationId } = workspace;
      const at = await endLines(client, lines, {
        ...by,
        action: 'workspace.remove',
        organizationId,
        details: { workspaceId },
      });
      await removeWorkspace(client, workspaceId, at);
      return lines.length;
    });
  }
}
