import { Command } from 'commander';
import { WorkspacesService } from '../phone-numbers/holders/workspaces.service.js';
import { workspaceArgument } from './ids.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';

export function workspacesCommand(): Command {
  const command = new Command('workspaces').description('the workspaces of the record');
  command
    .command('remove')
    .description('ends all that one holds, and marks it as removed; its numbers stay in its location’s inventory')
    .argument('<workspace>', 'its id in any spelling: a UUID, or the workspaces face’s')
    .addOption(dataOption())
    .action(remove);
  return command;
}

async function remove(workspace: string, options: RecordOptions): Promise<void> {
  const id = workspaceArgument(workspace);
  const lines = await withRecord(options, (record) => new WorkspacesService(record).remove(id, operator()));
  console.log(lines === undefined ? 'removed already: nothing changed' : `removed; assignments ended: ${lines}`);
}
