import { createHmac, type KeyObject } from 'node:crypto';
import { text as textOf } from 'node:stream/consumers';
import { Command } from 'commander';
import { isSignedBy } from '../auth/algorithms.js';
import { Unauthenticated } from '../auth/auth.errors.js';
import { callerFrom } from '../auth/caller-claims.js';
import { isIdentifier, type Claims } from '../auth/claims.js';
import { demoKey } from '../auth/demo-key.js';
import { IssuerKeys } from '../auth/issuer-keys.js';
import type { ExternalOrganization, TokenCaller } from '../auth/principal.js';
import { strictJsonObject } from '../auth/strict-json.js';
import { checkToken, type KeyChoice } from '../auth/token-gate.js';
import { demoTrust, trustFromSettings, type TokenTrust } from '../auth/trust.js';
import { DomainError } from '../errors/domain.error.js';
import type { OrganizationId } from '../ids/organization-id.js';
import { aliasedOrganization } from '../phone-numbers/tenants/aliases.queries.js';
import { readOrganization } from '../phone-numbers/tenants/organizations.queries.js';
import type { Settings } from '../settings/settings.js';
import { readStartSettings } from '../settings/start-settings.js';
import { REFUSED } from './exit-codes.js';
import { dataOption, settingsFor, withRecord, type RecordOptions } from './record.js';
import { settingThatWouldHelp } from './token-setting.js';

export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'shows whose a token is and what it allows on a server with these settings, or which check refuses it; never prints the token',
    )
    .argument('<token>', 'the token; - reads it from standard input, where no list of processes shows it')
    .addOption(dataOption())
    .addHelpText('after', '\nThe exit code is 1 if the token is refused.')
    .action(run);
}

async function run(given: string, options: RecordOptions): Promise<void> {
  const token = (given === '-' ? await textOf(process.stdin) : given).trim().replace(/^bearer +/i, '');
  const settings = settingsFor(options.data);
  try {
    await explain(token, await trustOf(settings), options);
  } catch (error) {
    if (!(error instanceof Unauthenticated)) throw error;
    console.log(`refused: ${error.details}`);
    console.log(`setting: ${settingThatWouldHelp(error, claimsOf(token), settings)}`);
    process.exitCode = REFUSED;
  }
}

/** That of a server with this environment, else the demo's. */
async function trustOf({
  authJwksUrl,
  authHs256Secret,
  authIssuersFile,
  dataDirectory,
}: Settings): Promise<TokenTrust> {
  if (!authJwksUrl && !authHs256Secret && !authIssuersFile) return demoTrust(await demoKey(dataDirectory));
  return trustFromSettings(readStartSettings(process.env, !process.env.DATABASE_URL));
}

/** Prints line by line, so that what is known comes before what refuses it. */
async function explain(token: string, trust: TokenTrust, options: RecordOptions): Promise<void> {
  const iss = claimsOf(token)?.iss;
  if (isIdentifier(iss)) console.log(`issuer: ${iss}`);
  const choice = checkToken(token, trust, Math.floor(Date.now() / 1000));
  await checkSignature(token, choice);
  console.log(`signature: valid, ${choice.alg}`);
  const claims = claimsOf(token)!;
  const caller = callerFrom(claims, choice.issuer);
  console.log(`organization: ${await organizationOf(caller.organization, options)}`);
  console.log(`roles: ${listed(caller.roles, 'roles')}`);
  const { roles } = callerFrom(claims, { ...choice.issuer, superadminOrganizations: 'any' });
  if (roles.has('SUPERADMIN') && !caller.roles.has('SUPERADMIN')) {
    console.log('  SUPERADMIN does not count: superadminOrganizations, or AUTH_SUPERADMIN_ORGANIZATIONS');
  }
  console.log(`scopes: ${listed(caller.scopes, 'scopes')}`);
  if (caller.roles.has('location_admin')) console.log(`locations: ${listed(new Set(caller.locations), 'locations')}`);
  console.log(`expires: ${new Date((claims.exp as number) * 1000).toISOString()}`);
}

const listed = (words: ReadonlySet<string>, setting: string): string =>
  [...words].join(' ') || `none; see ${setting} in docs/identity-providers.md`;

/** Throws Unauthenticated, and KeysUnavailable where the keys cannot be fetched. */
async function checkSignature(token: string, choice: KeyChoice): Promise<void> {
  const keys = new IssuerKeys(choice.issuer, () => {});
  try {
    const key = await keys.keyFor(choice, token);
    if (!hasSigned(key, token, choice)) {
      throw new Unauthenticated('The signature of the token is not valid', 'keySet');
    }
  } finally {
    keys.stop();
  }
}

function hasSigned(key: KeyObject, token: string, { alg }: KeyChoice): boolean {
  if (alg !== 'HS256') return isSignedBy(token, key, alg);
  const end = token.lastIndexOf('.');
  return createHmac('sha256', key).update(token.slice(0, end)).digest('base64url') === token.slice(end + 1);
}

function claimsOf(token: string): Claims | undefined {
  try {
    return strictJsonObject(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
  } catch {
    return undefined;
  }
}

/** Its ids, and its name where the record knows it. Throws Unauthenticated for a name that is no alias. */
async function organizationOf(named: TokenCaller['organization'], options: RecordOptions): Promise<string> {
  if ('externalId' in named) return aliased(named, options);
  const known = await withRecord(options, (record) => readOrganization(record, named)).catch((error: unknown) => {
    // The token can be explained without a record, and a superadministrator's organization need not be in it.
    if (error instanceof DomainError && NOT_KNOWN.has(error.code)) return undefined;
    throw error;
  });
  return known ? `${known.objectId} ${known.name ?? ''}`.trim() : `${idOf(named)}, which the record does not know`;
}

async function aliased(external: ExternalOrganization, options: RecordOptions): Promise<string> {
  return withRecord(options, async (record) => {
    const id = await aliasedOrganization(record, external);
    if (!id) {
      throw new Unauthenticated('The organization of the token is no alias of an organization', 'alias');
    }
    const { objectId, name } = await readOrganization(record, id);
    return `${objectId} ${name ?? ''}`.trim() + `, by the alias ${external.externalId}`;
  });
}

const NOT_KNOWN: ReadonlySet<string> = new Set(['no_record', 'organization_not_found']);

const idOf = ({ uuid, objectId }: OrganizationId): string => uuid ?? objectId;
