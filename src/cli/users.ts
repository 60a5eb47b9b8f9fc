import { Command } from 'commander';
import { UserMoveService } from '../phone-numbers/holders/user-move.service.js';
import { UsersService, type ListedUser } from '../phone-numbers/holders/users.service.js';
import { organizationOption, userArgument } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';

interface ListOptions extends RecordOptions, ListingOptions {
  organization?: string;
}

interface MoveOptions extends RecordOptions {
  to: string;
}

const USER = 'the user’s id in any spelling: 24 hex digits, a UUID, or the workspaces face’s';

export function usersCommand(): Command {
  const command = new Command('users').description('the people of the record');
  listing(command.command('list'))
    .description(
      'prints each, removed ones too; in a pipe as a line of JSON: id, uuid, name, email, organization, removedAt, erasedAt',
    )
    .option('--organization <id>', 'only those of this organization, in any spelling')
    .addOption(dataOption())
    .action(list);
  command
    .command('move')
    .description(
      'moves one to another organization with their numbers, at one instant; since when they hold them stays',
    )
    .argument('<user>', USER)
    .requiredOption('--to <id>', 'the organization, in any spelling')
    .addOption(dataOption())
    .addHelpText(
      'after',
      '\nRefused (exit code 1) where somebody who stays holds one of their numbers, one is a location’s main number, or they\nhave a line of a location.',
    )
    .action(move);
  command
    .command('remove')
    .description('ends all that one holds, and marks them as removed; their numbers stay in the inventory')
    .argument('<user>', USER)
    .addOption(dataOption())
    .action(remove);
  command
    .command('erase')
    .description('takes name, e-mail and labels of one who was removed out of the record, for good; ids stay')
    .argument('<user>', USER)
    .addOption(dataOption())
    .action(erase);
  return command;
}

const USERS: Listing<ListedUser> = {
  columns: [
    { name: 'name', of: ({ name }) => name, isText: true },
    { name: 'email', of: ({ email }) => email, isText: true },
    // Before the others: on a narrow terminal it is what the next command needs.
    { name: 'id', of: ({ id }) => id },
    { name: 'removed_at', of: ({ removedAt }) => removedAt },
    { name: 'erased_at', of: ({ erasedAt }) => erasedAt },
    { name: 'organization_id', of: ({ organization }) => organization.id },
  ],
  json: (user) => user,
  none: 'no users',
};

async function list({ organization, data, ...how }: ListOptions): Promise<void> {
  const id = organization === undefined ? undefined : organizationOption('--organization', organization);
  await withRecord({ data }, (record) => printList(new UsersService(record).list(id), USERS, how));
}

async function move(user: string, { to, data }: MoveOptions): Promise<void> {
  const [id, organization] = [userArgument(user), organizationOption('--to', to)];
  const lines = await withRecord({ data }, (record) => new UserMoveService(record).move(id, organization, operator()));
  console.log(lines === undefined ? 'there already: nothing changed' : `moved, with assignments: ${lines}`);
}

async function remove(user: string, options: RecordOptions): Promise<void> {
  const id = userArgument(user);
  const lines = await withRecord(options, (record) => new UsersService(record).remove(id, operator()));
  console.log(lines === undefined ? 'removed already: nothing changed' : `removed; assignments ended: ${lines}`);
}

async function erase(user: string, options: RecordOptions): Promise<void> {
  const id = userArgument(user);
  const erased = await withRecord(options, (record) => new UsersService(record).erase(id, operator()));
  console.log(erased ? 'erased' : 'erased already: nothing changed');
}
