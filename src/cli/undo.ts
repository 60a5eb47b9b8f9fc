import { Command } from 'commander';
import { UndoService, type Undo } from '../phone-numbers/undo/undo.service.js';
import type { UndoStep } from '../phone-numbers/undo/undo-plan.queries.js';
import { WOULD_CHANGE } from './exit-codes.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

interface Options extends RecordOptions, ListingOptions {
  dryRun: boolean;
}

// Of a bigint.
const ID = /^[1-9][0-9]{0,17}$/;

export function undoCommand(): Command {
  return listing(new Command('undo'))
    .description('puts back what one request or import did, if nothing that it touched has changed since')
    .argument('<change>', 'the id of the change, as `linebook changes` prints it')
    .option('--dry-run', 'print what would happen, and change nothing; exits 3', false)
    .addOption(dataOption())
    .addHelpText(
      'after',
      `
What the change began ends, and what it ended begins again, from now on: the history keeps both. Numbers go back to the
inventory that they came from. An undo is a change itself, and can be undone. People, workspaces and locations that an import
made stay, without numbers.

Refused (exit code 1) if a later change prevents it, or if the record keeps no history of what the change did, such as
a new name. Then nothing is undone.`,
    )
    .action(run);
}

const STEPS: Listing<UndoStep> = {
  columns: [
    { name: 'action', of: ({ action }) => action },
    { name: 'number', of: ({ number }) => number },
    { name: 'holder', of: ({ holder }) => holder, isText: true },
    { name: 'provider', of: ({ provider }) => provider },
    { name: 'holder_id', of: ({ holderId }) => holderId },
    { name: 'organization_id', of: ({ organizationId }) => organizationId },
  ],
  json: (step) => step,
  none: 'nothing to undo',
};

async function run(change: string, { dryRun, data, ...how }: Options): Promise<void> {
  if (!ID.test(change)) throw new WrongUsage('a change is named by its id, as `linebook changes` prints it');
  await withRecord({ data }, async (record) => {
    const undone = await new UndoService(record).undo(change, { dryRun }, operator());
    if (!undone.steps) return console.log(summaryOf(undone));
    await printList(undone.steps, STEPS, how);
    process.exitCode = WOULD_CHANGE;
  });
}

function summaryOf({ counts: { ended, assigned, changed, placed }, changeIds }: Undo): string {
  const counts = `ended: ${ended}; assigned again: ${assigned}; changed back: ${changed}; numbers put back: ${placed}`;
  return `undone by change ${changeIds.join(', ')}; ${counts}`;
}
