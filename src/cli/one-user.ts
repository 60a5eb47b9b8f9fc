import type { DataSource } from 'typeorm';
import { userIdFrom } from '../ids/user-id.js';
import {
  describeUser,
  describeUsersWith,
  MOST_DESCRIBED,
  type DescribedUser,
} from '../phone-numbers/holders/described-users.js';
import { UnknownUser } from '../phone-numbers/holders/holders.errors.js';
import { hasAtMost, LONGEST_EMAIL } from '../phone-numbers/record/text-length.js';
import { readOrganization } from '../phone-numbers/tenants/organizations.queries.js';
import { organizationOption } from './ids.js';
import { printable } from './table.js';
import { WrongUsage } from './usage.errors.js';

/** Numbers that a person is told at most. */
const MOST_TOLD = 10;

/** The user whom an argument names, by an id in any spelling or by an e-mail. */
export interface NamedUser {
  text: string;
  /** Where an e-mail is looked for; in any spelling. */
  organization?: string;
}

/** Throws WrongUsage, UnknownUser, OrganizationNotFound; of several users with the e-mail it lists them. */
export async function userNamed(record: DataSource, { text, organization }: NamedUser): Promise<DescribedUser> {
  const id = userIdFrom(text);
  if (id) {
    const user = await describeUser(record, id);
    if (!user) throw new UnknownUser();
    return user;
  }
  const of = organization === undefined ? undefined : organizationOption('--organization', organization);
  const users = await describeUsersWith(record, text, of && (await readOrganization(record, of)).id);
  if (users.length > 1) throw new WrongUsage(severalText(users));
  if (!users.length) throw new UnknownUser('e-mail');
  return users[0]!;
}

/** Throws WrongUsage where the argument is no id and no e-mail. */
export function assertNamesUser(text: string): void {
  if (userIdFrom(text)) return;
  if (!hasAtMost(LONGEST_EMAIL, text)) throw new WrongUsage(`an e-mail has at most ${LONGEST_EMAIL} characters`);
  if (!/^[^\s@]+@[^\s@]+$/.test(text)) {
    throw new WrongUsage("not a user: give their e-mail, 24 hex digits, a UUID, or the workspaces face's id");
  }
}

function severalText(users: readonly DescribedUser[]): string {
  const lines = users.map((user) => `  ${user.id}  ${whoIs(user)}`);
  const atLeast = users.length === MOST_DESCRIBED ? 'at least ' : '';
  return [
    `${atLeast}${users.length} users have this e-mail: give --organization, or the id of one of them`,
    ...lines,
  ].join('\n');
}

/** Whom a command is about to change, and their numbers. */
export const toldOf = (user: DescribedUser, numbers: readonly string[]): string =>
  `${whoIs(user)}, id ${user.id}\nNumbers: ${numbersText(numbers)}`;

function whoIs({ name, email, organization, removedAt }: DescribedUser): string {
  const person = [name ?? '(name unknown)', email && `<${email}>`].filter(Boolean).join(' ');
  const removed = removedAt ? `, removed ${removedAt.toISOString().slice(0, 10)}` : '';
  return printable(`${person} of ${organization.name ?? organization.id}${removed}`);
}

function numbersText(numbers: readonly string[]): string {
  if (!numbers.length) return 'none';
  const more = numbers.length > MOST_TOLD ? ` and ${numbers.length - MOST_TOLD} more` : '';
  return `${numbers.slice(0, MOST_TOLD).join(', ')}${more}`;
}
