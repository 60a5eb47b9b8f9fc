import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import { ruleBehind } from '../assignments/backstops.js';
import { planForMany } from '../import/large-imports.queries.js';
import type { ChangedBy } from '../record/record-change.js';
import { carryOutUndo } from './carry-out-undo.queries.js';
import { findObstacle } from './obstacles.queries.js';
import { obstacleSentence } from './obstacle-sentence.js';
import { countSteps, planUndo, readSteps, type UndoCounts, type UndoStep } from './undo-plan.queries.js';
import { findTouched, findUndone, lockTouched, type UndoneChange } from './undone.queries.js';
import { ChangedSince, NotUndoable, UnknownChange } from './undo.errors.js';

const MOST_LINES_OF_A_CALL = 10_000;

/** What of a change the history of assignments and its own details have: all that it did. */
const UNDOABLE = [
  ...['number.assign', 'number.release', 'number.next', 'user.numbers', 'workspace.numbers', 'import', 'undo'],
  ...['inventory.add', 'inventory.remove', 'inventory.state', 'inventory.transfer'],
];

/** What an undo did, or with a dry run would have done. */
export interface Undo {
  counts: UndoCounts;
  /** Of the changes that it is itself, one for each organization; digits. Of a dry run: none. */
  changeIds: string[];
  /** Of a dry run only. */
  steps?: UndoStep[];
}

/** Puts back what one change did. */
@Injectable()
export class UndoService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Ends what the change began and begins again, from now on, what it ended; all of it or nothing, and only where nothing
   * that it touched has changed since. Throws UnknownChange, NotUndoable, ChangedSince, ClockBehind.
   */
  async undo(changeId: string, { dryRun }: { dryRun: boolean }, by: ChangedBy): Promise<Undo> {
    try {
      return await inTransaction(this.dataSource, (client) => undo(client, changeId, dryRun, by));
    } catch (error) {
      if (error instanceof TakenBack) return error.undo;
      // A constraint cannot say which number it was; nothing is undone all the same.
      if (ruleBehind(error)) throw new ChangedSince('A line that is there now contradicts one that would come back', 0);
      throw error;
    }
  }
}

/** A dry run has done everything, and its transaction must not stand. */
class TakenBack extends Error {
  constructor(readonly undo: Undo) {
    super('a dry run is taken back');
  }
}

async function undo(client: ClientBase, changeId: string, dryRun: boolean, by: ChangedBy): Promise<Undo> {
  const changes = await findUndone(client, changeId);
  if (!changes.length) throw new UnknownChange();
  assertUndoable(changes);
  const touched = await findTouched(client);
  if (!touched) throw new NotUndoable('It changed no assignment and no inventory.');
  if (touched > MOST_LINES_OF_A_CALL) await planForMany(client, 'LOCAL');
  await lockTouched(client);
  const obstacle = await findObstacle(client);
  if (obstacle) throw new ChangedSince(obstacleSentence(obstacle), obstacle.count - 1);
  await planUndo(client);
  const counts = await countSteps(client);
  const steps = dryRun ? await readSteps(client) : undefined;
  const changeIds = await carryOutUndo(client, by);
  if (dryRun) throw new TakenBack({ counts, steps, changeIds: [] });
  return { counts, changeIds };
}

/** Throws NotUndoable. */
function assertUndoable(changes: readonly UndoneChange[]): void {
  for (const { action, overwritten } of changes) {
    if (!UNDOABLE.includes(action)) {
      throw new NotUndoable(`It was ${action}, which changed more than the record keeps a history of.`);
    }
    if (action === 'import' && overwritten === null) {
      throw new NotUndoable('It is an import from before Linebook noted what imports overwrite.');
    }
    if (overwritten) {
      const things =
        overwritten === 1
          ? 'one organization, location, person or workspace'
          : `${overwritten} organizations, locations, people or workspaces`;
      throw new NotUndoable(`It changed the names or settings of ${things}, which the record does not keep.`);
    }
  }
}
