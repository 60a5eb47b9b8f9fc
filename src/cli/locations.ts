import { Command } from 'commander';
import { LocationsService } from '../phone-numbers/locations/locations.service.js';
import { locationArgument } from './ids.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';

export function locationsCommand(): Command {
  const command = new Command('locations').description('the locations of the record');
  command
    .command('remove')
    .description('marks one as removed; its numbers stay with the organization, in no location')
    .argument('<location>', 'its id in any spelling: a UUID, or either of the workspaces face’s')
    .addOption(dataOption())
    .addHelpText('after', '\nRefused (exit code 1) while workspaces, users or lines are in it.')
    .action(remove);
  return command;
}

async function remove(location: string, options: RecordOptions): Promise<void> {
  const id = locationArgument(location);
  const numbers = await withRecord(options, (record) => new LocationsService(record).remove(id, operator()));
  console.log(
    numbers === undefined ? 'removed already: nothing changed' : `removed; numbers without a location now: ${numbers}`,
  );
}
