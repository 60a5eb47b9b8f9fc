import { Command } from 'commander';
import { WorkspacesService } from '../phone-numbers/holders/workspaces.service.js';
import { allWorkspaces, type OperatorsWorkspace } from '../phone-numbers/workspaces/all-workspaces.js';
import { readOrganization } from '../phone-numbers/tenants/organizations.queries.js';
import { workspaceArgument, organizationOption } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';

interface ListOptions extends RecordOptions, ListingOptions {
  organization?: string;
}

export function workspacesCommand(): Command {
  const command = new Command('workspaces').description('the workspaces of the record');
  listing(command.command('list'))
    .description('prints each, removed ones too; in a pipe as lines of JSON')
    .option('--organization <id>', 'only those of this organization, in any spelling')
    .addOption(dataOption())
    .action(list);
  command
    .command('remove')
    .description(
      'releases all numbers of a workspace and marks it as removed; the numbers stay in the location’s inventory',
    )
    .argument('<workspace>', 'its id in any spelling: a UUID, or the workspaces face’s')
    .addOption(dataOption())
    .action(remove);
  return command;
}

const WORKSPACES: Listing<OperatorsWorkspace> = {
  columns: [
    { name: 'name', of: ({ name }) => name, isText: true },
    { name: 'location', of: ({ location }) => location?.name, isText: true },
    { name: 'organization', of: ({ organization }) => organization.name, isText: true },
    { name: 'licence', of: ({ licence }) => licence, isText: true },
    { name: 'removed_at', of: ({ removedAt }) => removedAt },
    { name: 'id', of: ({ id }) => id },
    { name: 'location_id', of: ({ location }) => location?.id },
    { name: 'organization_id', of: ({ organization }) => organization.id },
  ],
  json: (workspace) => workspace,
  none: 'no workspaces',
};

async function list({ organization, data, ...how }: ListOptions): Promise<void> {
  const id = organization === undefined ? undefined : organizationOption('--organization', organization);
  await withRecord({ data }, async (record) => {
    const of = id && (await readOrganization(record, id));
    await printList(allWorkspaces(record, of?.id), WORKSPACES, how);
  });
}

async function remove(workspace: string, options: RecordOptions): Promise<void> {
  const id = workspaceArgument(workspace);
  const lines = await withRecord(options, (record) => new WorkspacesService(record).remove(id, operator()));
  console.log(lines === undefined ? 'removed already: nothing changed' : `removed; assignments ended: ${lines}`);
}
