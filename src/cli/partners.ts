import { Command, Option } from 'commander';
import {
  PartnershipsService,
  type LivePartnership,
  type Parties,
} from '../phone-numbers/tenants/partnerships.service.js';
import type { PartnerAccess } from '../phone-numbers/record/partnership.entity.js';
import { instantFrom } from '../phone-numbers/record/instant.js';
import { organizationOption } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

interface PartyOptions extends RecordOptions {
  customer: string;
  partner: string;
}

interface GrantOptions extends PartyOptions {
  access: PartnerAccess;
  until?: string;
}

export function partnersCommand(): Command {
  const command = new Command('partners').description('which organization looks after which customer');
  withParties(command.command('grant'))
    .description('lets the partner act on the customer, from the next request on')
    .addOption(new Option('--access <access>', 'what it may do').choices(['read', 'full']).default('full'))
    .option('--until <instant>', 'when the partnership ends, for example 2027-01-31T00:00:00Z')
    .action(grant);
  withParties(command.command('revoke')).description('ends the partnership, from the next request on').action(revoke);
  listing(command.command('list')).description('prints what is granted').addOption(dataOption()).action(list);
  return command;
}

function withParties(command: Command): Command {
  return command
    .requiredOption('--customer <id>', 'the organization that is acted on, in any spelling')
    .requiredOption('--partner <id>', 'the organization that acts, in any spelling')
    .addOption(dataOption());
}

async function grant({ access, until, ...options }: GrantOptions): Promise<void> {
  const parties = partiesFrom(options);
  const expiry = until === undefined ? null : expiryFrom(until);
  const granted = await withRecord(options, (record) =>
    new PartnershipsService(record).grant(parties, access, expiry, operator()),
  );
  console.log(
    granted ? `granted: ${access} access${until ? ` until ${until}` : ''}` : 'granted already: nothing changed',
  );
}

async function revoke(options: PartyOptions): Promise<void> {
  const parties = partiesFrom(options);
  await withRecord(options, (record) => new PartnershipsService(record).revoke(parties, operator()));
  console.log('revoked');
}

const idsOf = ({ objectId: id, uuid }: LivePartnership['customer']) => ({ id, uuid });

const PARTNERSHIPS: Listing<LivePartnership> = {
  columns: [
    { name: 'customer', of: ({ customer }) => customer.name, isText: true },
    { name: 'partner', of: ({ partner }) => partner.name, isText: true },
    { name: 'access', of: ({ access }) => access },
    { name: 'since', of: ({ grantedAt }) => grantedAt },
    { name: 'until', of: ({ expiresAt }) => expiresAt },
    { name: 'customer_id', of: ({ customer }) => customer.objectId },
    { name: 'partner_id', of: ({ partner }) => partner.objectId },
  ],
  json: ({ customer, partner, ...rest }) => ({ customer: idsOf(customer), partner: idsOf(partner), ...rest }),
  plain: ({ customer, partner, access, grantedAt, expiresAt }) => {
    const until = expiresAt ? `until ${expiresAt.toISOString()}` : 'without end';
    return [customer.objectId, partner.objectId, access, `since ${grantedAt.toISOString()}`, until].join('\t');
  },
  none: 'no partners',
};

async function list(options: RecordOptions & ListingOptions): Promise<void> {
  const partnerships = await withRecord(options, (record) => new PartnershipsService(record).list());
  await printList(partnerships, PARTNERSHIPS, options);
}

function partiesFrom({ customer, partner }: PartyOptions): Parties {
  return { customer: organizationOption('--customer', customer), partner: organizationOption('--partner', partner) };
}

function expiryFrom(text: string): Date {
  const instant = instantFrom(text);
  if (!instant) throw new WrongUsage('--until is no instant: write it like 2027-01-31T00:00:00Z');
  return instant;
}
