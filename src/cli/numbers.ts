import { Command, Option } from 'commander';
import { inTransaction } from '../database/transaction.js';
import { EXTENSION, LONGEST_SEARCH, searched } from '../directory/phone-numbers/listed-query.js';
import { AdditionService } from '../phone-numbers/inventory/addition.service.js';
import { ListedNumbersService, type NumbersAsked } from '../phone-numbers/inventory/listed-numbers.service.js';
import { NumberHasHolder } from '../phone-numbers/inventory/placement.errors.js';
import { PlacementService, type Placement } from '../phone-numbers/inventory/placement.service.js';
import { LookupService } from '../phone-numbers/lookup/lookup.service.js';
import { OperationRefused } from '../phone-numbers/record/operation-refused.js';
import { NUMBER_STATES, type NumberState } from '../phone-numbers/record/phone-number.entity.js';
import { countryOption, type CountryOptions } from './country.js';
import { locationArgument, numberArgument, numbersArgument, organizationOption } from './ids.js';
import { listing, printList, type ListingOptions } from './listing.js';
import { historyCommand, showCommand } from './one-number.js';
import { FREE_NUMBERS, LISTED_MEMBERS, NUMBERS } from './listed-numbers.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

interface ListOptions extends RecordOptions, ListingOptions {
  organization?: string;
  location?: string;
  state?: NumberState;
  held?: boolean;
  search?: string;
  extension?: string;
}

interface AddOptions extends RecordOptions, CountryOptions {
  organization: string;
  location?: string;
  state: NumberState;
}

interface LeaveOptions extends RecordOptions, CountryOptions {
  release?: boolean;
}

interface TransferOptions extends LeaveOptions {
  to: string;
  location?: string;
}

const NUMBER = 'in E.164, separators allowed, for example +14165550102; or national, with --country';

export function numbersCommand(): Command {
  const command = new Command('numbers').description('the phone numbers of the record');
  for (const one of [listCommand(), freeCommand(), showCommand(), historyCommand()]) command.addCommand(one);
  for (const one of [addCommand(), removeCommand(), transferCommand()]) command.addCommand(one);
  return command;
}

const listCommand = (): Command =>
  listing(new Command('list'))
    .description('lists numbers by their digits, with who has them since when')
    .option('--organization <id>', 'only those of this organization, in any spelling')
    .option('--location <id>', 'only those of this location')
    .addOption(new Option('--state <state>', 'only those of this state').choices(NUMBER_STATES))
    .option('--held', 'only those that somebody has')
    .option('--no-held', 'only those that nobody has')
    .option('--search <text>', 'only those with this in the number, the extension, or the holder’s name or e-mail')
    .option('--extension <digits>', 'only those of this extension; lines without a number, too')
    .addOption(dataOption())
    .addHelpText('after', LISTED_MEMBERS)
    .action(({ held, search, extension, ...options }: ListOptions) =>
      list(options, { isHeld: held, ...searchOf(search), extension: extensionOf(extension) }),
    );

const freeCommand = (): Command =>
  listing(new Command('free'))
    .description('lists the numbers that are free: in service, not held, not resting, not a main number')
    .requiredOption('--organization <id>', 'the organization, in any spelling')
    .option('--location <id>', 'only those of this location')
    .addOption(dataOption())
    .addHelpText('after', LISTED_MEMBERS)
    .action((options: ListOptions) => list(options, { isFree: true }));

const addCommand = (): Command =>
  new Command('add')
    .description('puts numbers that nobody has into an inventory, all of them or none')
    .argument('<numbers...>', 'numbers and ranges, for example +14165550100-+14165550199; at most 10,000')
    .requiredOption('--organization <id>', 'the organization, in any spelling')
    .option('--location <id>', 'the location')
    .addOption(new Option('--state <state>', 'in service or not').choices(NUMBER_STATES).default(NUMBER_STATES[0]))
    .addOption(countryOption())
    .addOption(dataOption())
    .addHelpText('after', '\nRefused (exit code 1) if another organization or another location has one of them.')
    .action(add);

const removeCommand = (): Command =>
  new Command('remove')
    .description('takes a number out of its inventory; its history stays')
    .argument('<number>', NUMBER)
    .option('--release', 'ends the assignments that it has')
    .addOption(countryOption())
    .addOption(dataOption())
    .addHelpText('after', '\nRefused (exit code 1) while somebody has it, or it is a location’s main number.')
    .action(remove);

const transferCommand = (): Command =>
  new Command('transfer')
    .description('moves a number to the inventory of another organization; its history stays')
    .argument('<number>', NUMBER)
    .requiredOption('--to <id>', 'the organization, in any spelling')
    .option('--location <id>', 'a location of it')
    .option('--release', 'ends the assignments that it has')
    .addOption(countryOption())
    .addOption(dataOption())
    .addHelpText('after', '\nRefused (exit code 1) while somebody has it, or it is a location’s main number.')
    .action(transfer);

function searchOf(text: string | undefined): ReturnType<typeof searched> {
  if (text === undefined) return {};
  if (text.trim() && text.length <= LONGEST_SEARCH) return searched(text);
  throw new WrongUsage(`--search: expected 1 to ${LONGEST_SEARCH} characters`);
}

function extensionOf(text: string | undefined): string | undefined {
  if (text === undefined || EXTENSION.test(text)) return text;
  throw new WrongUsage('--extension: expected 2 to 10 digits');
}

async function list({ organization, location, state, data, ...how }: ListOptions, which: NumbersAsked): Promise<void> {
  const asked = {
    ...which,
    organization: organization === undefined ? undefined : organizationOption('--organization', organization),
    locationId: location === undefined ? undefined : locationArgument(location),
    state,
  };
  const listed = which.isFree ? FREE_NUMBERS : NUMBERS;
  await withRecord({ data }, (record) => printList(new ListedNumbersService(record).list(asked), listed, how));
}

async function add(texts: string[], { organization: id, location, state, country, data }: AddOptions): Promise<void> {
  const e164s = numbersArgument(texts, country);
  const organization = organizationOption('--organization', id);
  const locationId = location === undefined ? undefined : locationArgument(location);
  const added = await withRecord({ data }, (record) =>
    new AdditionService(record).add({ organization, locationId, e164s, state }, operator()),
  );
  console.log(`added: ${added}; there already: ${e164s.length - added}`);
}

async function remove(text: string, { release = false, country, data }: LeaveOptions): Promise<void> {
  const number = numberArgument(text, country);
  const { released } = await place(number, { data }, (placement, client) =>
    placement.remove(client, number, release, operator()),
  );
  console.log(`removed; assignments ended: ${released.length}`);
}

async function transfer(
  text: string,
  { to, location, release = false, country, data }: TransferOptions,
): Promise<void> {
  const number = numberArgument(text, country);
  const organization = organizationOption('--to', to);
  const locationId = location === undefined ? undefined : locationArgument(location);
  const { released } = await place(number, { data }, (placement, client) =>
    placement.transfer(client, number, { organization, locationId, release }, operator()),
  );
  console.log(`transferred; assignments ended: ${released.length}`);
}

type Work = (
  placement: PlacementService,
  client: Parameters<Parameters<typeof inTransaction>[1]>[0],
) => Promise<Placement>;

async function place(number: string, options: RecordOptions, work: Work): Promise<Placement> {
  return withRecord(options, async (record) => {
    const placement = new PlacementService(new LookupService(record));
    try {
      return await placement.explaining(number, () => inTransaction(record, (client) => work(placement, client)));
    } catch (error) {
      throw error instanceof NumberHasHolder ? explained(error) : error;
    }
  });
}

/** At a terminal the holder is told by name: an operator may read all of the record. */
function explained(error: NumberHasHolder): OperationRefused {
  const { code, message, holding } = error;
  if (!holding) return error;
  const { name, userObjectId, workspaceUuid, since } = holding;
  const id = userObjectId ? `user ${userObjectId}` : `workspace ${workspaceUuid}`;
  const details = `${name ?? 'Somebody without a name'} (${id}) has had it since ${since.toISOString()}; --release ends that.`;
  return new OperationRefused(code, message, details, error);
}
