import { Command } from 'commander';
import { utilisationOf, type Utilisation } from '../phone-numbers/inventory/utilisation.js';
import { readOrganization } from '../phone-numbers/tenants/organizations.queries.js';
import { organizationOption } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { dataOption, withRecord, type RecordOptions } from './record.js';
import { bar } from './table.js';

interface Options extends RecordOptions, ListingOptions {
  organization?: string;
}

const BAR = 10;

export function reportCommand(): Command {
  const command = new Command('report').description('figures of the record');
  listing(command.command('utilisation'))
    .description('counts the numbers of each location that are held, free, resting or inactive')
    .option('--organization <id>', 'only those of this organization, in any spelling')
    .addOption(dataOption())
    .addHelpText(
      'after',
      `
held: somebody has it; resting: released so recently that only its last holder may have it back; inactive: not in service;
free: none of these. The share is that of held numbers, in percent. Numbers without a location have a row of their own.`,
    )
    .action(utilisation);
  return command;
}

const heldShare = ({ held, free, resting, inactive }: Utilisation): number => held / (held + free + resting + inactive);
const heldPercent = (row: Utilisation): number => Math.round(1000 * heldShare(row)) / 10;

const UTILISATION: Listing<Utilisation> = {
  columns: [
    { name: 'organization', of: ({ organization }) => organization.name, isText: true },
    { name: 'location', of: ({ location }) => location?.name, isText: true },
    { name: 'held', of: ({ held }) => held },
    { name: 'free', of: ({ free }) => free },
    { name: 'resting', of: ({ resting }) => resting },
    { name: 'inactive', of: ({ inactive }) => inactive },
    { name: 'held_percent', of: heldPercent, title: 'HELD %' },
    { name: 'share', of: (row) => bar(heldShare(row), BAR), isOfTable: true },
    { name: 'organization_id', of: ({ organization }) => organization.id },
    { name: 'location_id', of: ({ location }) => location?.id },
  ],
  json: (row) => ({ ...row, heldPercent: heldPercent(row) }),
  none: 'no numbers',
};

async function utilisation({ organization, data, ...how }: Options): Promise<void> {
  const id = organization === undefined ? undefined : organizationOption('--organization', organization);
  await withRecord({ data }, async (record) => {
    const of = id && (await readOrganization(record, id));
    await printList(await utilisationOf(record, of?.id), UTILISATION, how);
  });
}
