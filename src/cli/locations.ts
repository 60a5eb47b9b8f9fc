import { Command } from 'commander';
import { LocationsService } from '../phone-numbers/locations/locations.service.js';
import { allLocations, type OperatorsLocation } from '../phone-numbers/locations/all-locations.js';
import { readOrganization } from '../phone-numbers/tenants/organizations.queries.js';
import { locationArgument, organizationOption } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';

interface ListOptions extends RecordOptions, ListingOptions {
  organization?: string;
}

export function locationsCommand(): Command {
  const command = new Command('locations').description('the locations of the record');
  listing(command.command('list'))
    .description('prints each, removed ones too; in a pipe as lines of JSON')
    .option('--organization <id>', 'only those of this organization, in any spelling')
    .addOption(dataOption())
    .action(list);
  command
    .command('remove')
    .description('marks a location as removed; its numbers stay with the organization, without a location')
    .argument('<location>', 'its id in any spelling: a UUID, or either of the workspaces face’s')
    .addOption(dataOption())
    .addHelpText('after', '\nRefused (exit code 1) while the location has workspaces, users or lines.')
    .action(remove);
  return command;
}

const LOCATIONS: Listing<OperatorsLocation> = {
  columns: [
    { name: 'name', of: ({ name }) => name, isText: true },
    { name: 'organization', of: ({ organization }) => organization.name, isText: true },
    { name: 'country', of: ({ country }) => country },
    { name: 'city', of: ({ city }) => city, isText: true },
    { name: 'routing_prefix', of: ({ routingPrefix }) => routingPrefix },
    { name: 'main_number', of: ({ mainNumber }) => mainNumber },
    { name: 'removed_at', of: ({ removedAt }) => removedAt },
    { name: 'id', of: ({ id }) => id },
    { name: 'organization_id', of: ({ organization }) => organization.id },
  ],
  json: (location) => location,
  none: 'no locations',
};

async function list({ organization, data, ...how }: ListOptions): Promise<void> {
  const id = organization === undefined ? undefined : organizationOption('--organization', organization);
  await withRecord({ data }, async (record) => {
    const of = id && (await readOrganization(record, id));
    await printList(allLocations(record, of?.id), LOCATIONS, how);
  });
}

async function remove(location: string, options: RecordOptions): Promise<void> {
  const id = locationArgument(location);
  const numbers = await withRecord(options, (record) => new LocationsService(record).remove(id, operator()));
  console.log(
    numbers === undefined ? 'removed already: nothing changed' : `removed; numbers without a location now: ${numbers}`,
  );
}
