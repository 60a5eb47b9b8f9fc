import { Command } from 'commander';
import type { DataSource } from 'typeorm';
import type { UserId } from '../ids/user-id.js';
import type { DescribedUser } from '../phone-numbers/holders/described-users.js';
import { UserMoveService } from '../phone-numbers/holders/user-move.service.js';
import { UsersService, type ListedUser } from '../phone-numbers/holders/users.service.js';
import { canAsk, confirm, NeedsConfirmation } from './confirmation.js';
import { organizationOption } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { assertNamesUser, toldOf, userNamed } from './one-user.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';

interface ListOptions extends RecordOptions, ListingOptions {
  organization?: string;
}

interface OneUserOptions extends RecordOptions {
  organization?: string;
  yes: boolean;
}

interface MoveOptions extends OneUserOptions {
  to: string;
}

const USER = 'the user’s e-mail, or their id in any spelling: 24 hex digits, a UUID, or the workspaces face’s';
const CONFIRMATION = `
On a terminal the command shows the user that it found, and asks before it changes anything. --yes answers the question.`;

export function usersCommand(): Command {
  const command = new Command('users').description('the people of the record');
  listing(command.command('list'))
    .description(
      'prints each, removed ones too; in a pipe as a line of JSON: id, uuid, name, email, organization, removedAt, erasedAt',
    )
    .option('--organization <id>', 'only those of this organization, in any spelling')
    .addOption(dataOption())
    .action(list);
  ofOneUser(command.command('move'))
    .description(
      'moves a user with their numbers to another organization, at one instant; they keep the dates since when they hold them',
    )
    .requiredOption('--to <id>', 'the organization, in any spelling')
    .addHelpText(
      'after',
      `${CONFIRMATION}\n\nRefused (exit code 1) if somebody who stays also holds one of their numbers, if one is a location’s main number, or if they
have a line in a location.`,
    )
    .action(move);
  ofOneUser(command.command('remove'))
    .description('releases all numbers of a user and marks the user as removed; the numbers stay in the inventory')
    .addHelpText('after', CONFIRMATION)
    .action(remove);
  ofOneUser(command.command('erase'))
    .description('deletes the name, e-mail and labels of a removed user for good; ids stay')
    .addHelpText('after', `${CONFIRMATION} Without a terminal, --yes is required.`)
    .action(erase);
  return command;
}

const ofOneUser = (command: Command): Command =>
  command
    .argument('<user>', USER)
    .option('--organization <id>', 'the organization of the user with this e-mail, in any spelling')
    .option('--yes', 'do not ask', false)
    .addOption(dataOption());

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

async function move(text: string, { to, ...options }: MoveOptions): Promise<void> {
  const organization = organizationOption('--to', to);
  const question = { numbersOf: held, text: `Move them and their numbers to ${to}?` };
  const lines = await withUser(text, options, question, (record, id) =>
    new UserMoveService(record).move(id, organization, operator()),
  );
  console.log(lines === undefined ? 'there already: nothing changed' : `moved, with assignments: ${lines}`);
}

async function remove(text: string, options: OneUserOptions): Promise<void> {
  const question = { numbersOf: held, text: 'Remove them and release these numbers?' };
  const lines = await withUser(text, options, question, (record, id) =>
    new UsersService(record).remove(id, operator()),
  );
  console.log(lines === undefined ? 'removed already: nothing changed' : `removed; assignments ended: ${lines}`);
}

async function erase(text: string, options: OneUserOptions): Promise<void> {
  if (!options.yes && !canAsk()) throw new NeedsConfirmation('Erasing a user');
  const question = {
    numbersOf: ({ removedAt, erasedAt, everHeld }: DescribedUser) => (removedAt && !erasedAt ? everHeld : undefined),
    text: 'Erase their name and e-mail, and the labels of these numbers? This cannot be undone.',
  };
  const erased = await withUser(text, options, question, (record, id) =>
    new UsersService(record).erase(id, operator()),
  );
  console.log(erased ? 'erased' : 'erased already: nothing changed');
}

interface Question {
  /** Those that the command changes; undefined: it will change nothing, so nothing is asked. */
  numbersOf: (user: DescribedUser) => string[] | undefined;
  text: string;
}

const held = ({ removedAt, held }: DescribedUser): string[] | undefined => (removedAt ? undefined : held);

/** Says whom it found where a person reads that, asks them, and does the work. */
async function withUser<T>(
  text: string,
  { yes, organization, data }: OneUserOptions,
  question: Question,
  work: (record: DataSource, id: UserId) => Promise<T>,
): Promise<T> {
  assertNamesUser(text);
  return withRecord({ data }, async (record) => {
    const user = await userNamed(record, { text, organization });
    const numbers = question.numbersOf(user);
    if (numbers && canAsk()) {
      process.stderr.write(`${toldOf(user, numbers)}\n`);
      if (!yes) await confirm(question.text);
    }
    return work(record, { objectId: user.id });
  });
}
