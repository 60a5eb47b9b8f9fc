import { Command } from 'commander';
import { LicenceUnitsService, type OperatorsLicence } from '../phone-numbers/licences/licence-units.service.js';
import { hasAtMost } from '../phone-numbers/record/text-length.js';
import { organizationOption } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

interface ListOptions extends RecordOptions, ListingOptions {
  organization?: string;
}

interface SetOptions extends RecordOptions {
  organization: string;
  name: string;
  units: string;
}

/** As the schema has it. */
const LONGEST_LICENCE_NAME = 200;

export function licencesCommand(): Command {
  const command = new Command('licences').description('the licences that organizations have bought');
  listing(command.command('list'))
    .description('prints each, with its units and how many people and workspaces use one')
    .option('--organization <id>', 'only those of this organization, in any spelling')
    .addOption(dataOption())
    .action(list);
  command
    .command('set')
    .description('sets how many units of a licence an organization has; a new name is a new licence')
    .requiredOption('--organization <id>', 'the organization, in any spelling')
    .requiredOption('--name <name>', 'the vendor’s name of the licence, for example "Webex Calling - Professional"')
    .requiredOption('--units <count>', 'how many it has in all')
    .addOption(dataOption())
    .addHelpText('after', '\nRefused (exit code 1) if people and workspaces use more units than that.')
    .action(set);
  return command;
}

const LICENCES: Listing<OperatorsLicence> = {
  columns: [
    { name: 'name', of: ({ name }) => name, isText: true },
    { name: 'organization', of: ({ organization }) => organization.name, isText: true },
    { name: 'units', of: ({ totalUnits }) => totalUnits },
    { name: 'people', of: ({ usedByPeople }) => usedByPeople },
    { name: 'workspaces', of: ({ usedByWorkspaces }) => usedByWorkspaces },
    { name: 'id', of: ({ id }) => id },
    { name: 'organization_id', of: ({ organization }) => organization.id },
  ],
  json: (licence) => licence,
  none: 'no licences',
};

async function list({ organization, data, ...how }: ListOptions): Promise<void> {
  const id = organization === undefined ? undefined : organizationOption('--organization', organization);
  await withRecord({ data }, async (record) =>
    printList(await new LicenceUnitsService(record).list(id), LICENCES, how),
  );
}

async function set({ organization, name, units, data }: SetOptions): Promise<void> {
  const id = organizationOption('--organization', organization);
  if (!name.trim()) throw new WrongUsage('--name is empty');
  if (!hasAtMost(LONGEST_LICENCE_NAME, name)) {
    throw new WrongUsage(`--name is longer than ${LONGEST_LICENCE_NAME} characters`);
  }
  if (!/^\d{1,9}$/.test(units)) throw new WrongUsage('--units is not a whole number of at most 9 digits');
  const changed = await withRecord({ data }, (record) =>
    new LicenceUnitsService(record).set(id, name.trim(), Number(units), operator()),
  );
  console.log(changed ? `set: ${Number(units)} units` : 'nothing changed');
}
