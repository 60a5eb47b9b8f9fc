import { Command } from 'commander';
import type { ExternalName } from '../phone-numbers/tenants/aliases.queries.js';
import { AliasesService } from '../phone-numbers/tenants/aliases.service.js';
import { organizationOption } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

interface NameOptions extends RecordOptions {
  issuer: string;
  id: string;
}

// The same as a token may have there.
const IDENTIFIER = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,255}$/u;

/** `organizations alias`: what the issuers of tokens call an organization. */
export function aliasCommand(): Command {
  const command = new Command('alias').description('what the issuers of tokens call an organization');
  withName(command.command('add', { isDefault: true }))
    .description(
      'accepts tokens of an issuer for the organization, under the name that the issuer gives it; `add` may be left out',
    )
    .argument('<organization>', 'its id, in any spelling')
    .addHelpText('after', '\nRefused (exit code 1) if the issuer has this name for another organization.')
    .action(add);
  withName(command.command('remove')).description('removes a name; servers notice within a second').action(remove);
  listing(command.command('list'))
    .description('prints organization, issuer and name')
    .addOption(dataOption())
    .action(list);
  return command;
}

function withName(command: Command): Command {
  return command
    .requiredOption('--issuer <url>', 'the `iss` of its tokens, character by character')
    .requiredOption(
      '--id <external>',
      'what the claim of its tokens says, such as org_Q7bXzT4mN2pLw9aR or the id of a tenant',
    )
    .addOption(dataOption());
}

async function add(id: string, options: NameOptions): Promise<void> {
  const organization = organizationOption('the organization', id);
  const name = nameFrom(options);
  const added = await withRecord(options, (record) => new AliasesService(record).add(organization, name, operator()));
  console.log(added ? 'added' : 'added already: nothing changed');
}

async function remove(options: NameOptions): Promise<void> {
  const name = nameFrom(options);
  await withRecord(options, (record) => new AliasesService(record).remove(name, operator()));
  console.log('removed');
}

type Alias = Awaited<ReturnType<AliasesService['list']>>[number];

const ALIASES: Listing<Alias> = {
  columns: [
    { name: 'organization', of: ({ organization }) => organization.name, isText: true },
    { name: 'issuer', of: ({ issuer }) => issuer, isText: true },
    { name: 'name_there', of: ({ externalId }) => externalId, isText: true },
    { name: 'since', of: ({ addedAt }) => addedAt },
    { name: 'organization_id', of: ({ organization }) => organization.objectId },
  ],
  json: ({ organization: { objectId: id, uuid }, issuer, externalId, addedAt }) => ({
    organization: { id, uuid },
    issuer,
    externalId,
    addedAt,
  }),
  plain: ({ organization, issuer, externalId, addedAt }) =>
    [organization.objectId, issuer, externalId, `since ${addedAt.toISOString()}`].join('\t'),
  none: 'no aliases',
};

async function list(options: RecordOptions & ListingOptions): Promise<void> {
  const aliases = await withRecord(options, (record) => new AliasesService(record).list());
  await printList(aliases, ALIASES, options);
}

function nameFrom({ issuer, id }: NameOptions): ExternalName {
  if (!IDENTIFIER.test(issuer)) throw new WrongUsage('--issuer is not 1 to 255 characters');
  if (!IDENTIFIER.test(id)) throw new WrongUsage('--id is not 1 to 255 characters');
  return { issuer, externalId: id };
}
