import { Command, Option } from 'commander';
import { objectIdFrom } from '../ids/object-id.js';
import { uuidFrom, webexId } from '../ids/webex-id.js';
import { OrganizationLinkService } from '../phone-numbers/tenants/organization-link.service.js';
import { OrganizationsService } from '../phone-numbers/tenants/organizations.service.js';
import type { Organization } from '../phone-numbers/record/organization.entity.js';
import { hasAtMost, LONGEST_NAME } from '../phone-numbers/record/text-length.js';
import { organizationOption } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { aliasCommand } from './organization-aliases.js';
import { dataOption, operator, withNewRecord, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

interface SetOptions extends RecordOptions {
  name?: string;
  mayAddNumbers?: Organization['mayAddNumbers'];
  numberRestDays?: string;
}

interface AddOptions extends RecordOptions {
  uuid?: string;
  objectId?: string;
  name: string;
}

const MOST_REST_DAYS = 3650;

export function organizationsCommand(): Command {
  const command = new Command('organizations').description('the organizations of the record');
  listing(command.command('list')).description('prints each with its ids').addOption(dataOption()).action(list);
  command
    .command('add')
    .description('adds an organization; an id that you leave out is derived from the other one, or generated')
    .requiredOption('--name <name>', 'its name')
    .option('--uuid <id>', 'its id at the workspaces face, in any spelling')
    .option('--object-id <id>', 'its id at the organizations face, 24 hex digits')
    .addOption(dataOption())
    .action(add);
  command
    .command('link')
    .description(
      'makes two ids those of one organization, in place of an id that was derived; the derived id is no longer valid',
    )
    .argument('<object-id>', 'its id at the organizations face, 24 hex digits')
    .argument('<uuid>', 'its id at the workspaces face, in any spelling')
    .addOption(dataOption())
    .addHelpText(
      'after',
      '\nRefused (exit code 1) if each id has an organization of its own, or the organization has another id at that face.',
    )
    .action(link);
  command.addCommand(setCommand());
  command.addCommand(aliasCommand());
  return command;
}

const setCommand = (): Command =>
  new Command('set')
    .description('sets its name, or what it may do; without an option it prints the settings')
    .argument('<organization>', 'its id, in any spelling')
    .option('--name <name>', 'its name')
    .addOption(
      new Option('--may-add-numbers <which>', 'numbers that it may put into its inventory').choices([
        'none',
        'own_countries',
        'any',
      ]),
    )
    .option('--number-rest-days <days>', 'how long a released number rests before somebody else may have it, 0 to 3650')
    .addOption(dataOption())
    .action(set);

async function list(options: RecordOptions & ListingOptions): Promise<void> {
  const organizations = await withRecord(options, (record) => new OrganizationsService(record).list());
  await printList(organizations, ORGANIZATIONS, options);
}

async function add({ uuid, objectId, name, data }: AddOptions): Promise<void> {
  const ids = {
    uuid: uuid === undefined ? undefined : uuidFrom(uuid, ['ORGANIZATION']),
    objectId: objectId === undefined ? undefined : objectIdFrom(objectId),
  };
  if (uuid !== undefined && !ids.uuid) throw new WrongUsage('--uuid is no UUID, and no id of the workspaces face');
  if (objectId !== undefined && !ids.objectId) throw new WrongUsage('--object-id is not 24 hex digits');
  assertName(name);
  const added = await withNewRecord({ data }, (record) =>
    new OrganizationsService(record).add({ ...ids, name: name.trim() }, operator()),
  );
  console.log(lineOf(added));
}

async function link(objectId: string, uuid: string, options: RecordOptions): Promise<void> {
  const ids = { objectId: objectIdFrom(objectId), uuid: uuidFrom(uuid, ['ORGANIZATION']) };
  if (!ids.objectId) throw new WrongUsage('the first id is not 24 hex digits');
  if (!ids.uuid) throw new WrongUsage('the second id is no UUID, and no id of the workspaces face');
  const linked = { objectId: ids.objectId, uuid: ids.uuid };
  const changed = await withRecord(options, (record) => new OrganizationLinkService(record).link(linked, operator()));
  console.log(changed ? 'linked' : 'linked already: nothing changed');
}

async function set(id: string, { name, mayAddNumbers, numberRestDays: days, data }: SetOptions): Promise<void> {
  const organization = organizationOption('the organization', id);
  if (name !== undefined) assertName(name);
  if (days !== undefined && !(/^\d{1,4}$/.test(days) && Number(days) <= MOST_REST_DAYS)) {
    throw new WrongUsage(`--number-rest-days is not 0 to ${MOST_REST_DAYS}`);
  }
  const wanted = { name: name?.trim(), mayAddNumbers, numberRestDays: days === undefined ? undefined : Number(days) };
  await withRecord({ data }, async (record) => {
    const service = new OrganizationsService(record);
    const changed = await service.set(organization, wanted, operator());
    const now = await service.find(organization);
    const state = `may add numbers: ${now.mayAddNumbers}; number rest days: ${now.numberRestDays}`;
    console.log(`${now.objectId}: ${changed ? 'set' : 'nothing changed'}; ${state}`);
  });
}

function assertName(name: string): void {
  if (!name.trim()) throw new WrongUsage('--name is empty');
  if (!hasAtMost(LONGEST_NAME, name)) throw new WrongUsage(`--name is longer than ${LONGEST_NAME} characters`);
}

/** One line: the organizations face's id, the UUID, the workspaces face's id, the name. */
function lineOf({ objectId, uuid, name }: Organization): string {
  return [objectId, uuid, webexId('ORGANIZATION', uuid), name ?? '(name unknown)'].join('\t');
}

const ORGANIZATIONS: Listing<Organization> = {
  columns: [
    { name: 'name', of: ({ name }) => name, isText: true },
    { name: 'may_add_numbers', of: ({ mayAddNumbers }) => mayAddNumbers },
    { name: 'number_rest_days', of: ({ numberRestDays }) => numberRestDays },
    { name: 'id', of: ({ objectId }) => objectId },
    { name: 'uuid', of: ({ uuid }) => uuid },
  ],
  json: ({ objectId: id, uuid, name, mayAddNumbers, numberRestDays }) => ({
    ...{ id, uuid, name, mayAddNumbers, numberRestDays },
  }),
  plain: lineOf,
  none: 'no organizations',
};
