import { Command, Option } from 'commander';
import { demoKey, signDemoToken } from '../auth/demo-key.js';
import { DEMO_MAX_TOKEN_AGE_SECONDS } from '../auth/trust.js';
import { ensureDataDirectory } from '../database/embedded-postgres.js';
import { uuidFrom } from '../ids/webex-id.js';
import { ROLES, type Role } from '../settings/roles.js';
import { organizationOption } from './ids.js';
import { dataOption, settingsFor, type RecordOptions } from './record.js';
import { explainCommand } from './token-explain.js';
import { WrongUsage } from './usage.errors.js';

interface TokenOptions extends RecordOptions {
  role?: Role[];
  scope?: string[];
  organization?: string;
  location?: string[];
  subject?: string;
  seconds: string;
}

export function tokenCommand(): Command {
  const command = new Command('token').description('prints a token for the demo, or explains one');
  const printing = printCommand();
  command.addCommand(printing, { isDefault: true }).addCommand(explainCommand());
  return command.addHelpText('after', () => `\n${printing.helpInformation()}`);
}

function printCommand(): Command {
  return new Command('print')
    .description('prints a token for the demo, signed with the key of the data directory; `print` may be left out')
    .addOption(new Option('--role <roles...>', 'roles of the caller').choices(ROLES))
    .option('--scope <scopes...>', 'scopes of the token')
    .option('--organization <id>', 'the caller’s own organization, in any spelling')
    .option('--location <ids...>', 'locations that a location administrator reaches')
    .option('--subject <subject>', 'the `sub` of the token', 'demo')
    .option('--seconds <n>', 'its lifetime in seconds', String(DEMO_MAX_TOKEN_AGE_SECONDS))
    .addOption(dataOption())
    .action(run);
}

async function run(options: TokenOptions): Promise<void> {
  const { authJwksUrl, authHs256Secret, authIssuersFile, dataDirectory } = settingsFor(options.data);
  // Such a server would not believe it, and whoever configured one has an issuer of their own.
  if (authJwksUrl || authHs256Secret || authIssuersFile) {
    throw new WrongUsage('a key source is configured: this command signs with the demo’s own key only');
  }
  if (options.organization !== undefined) organizationOption('--organization', options.organization);
  if (options.location?.some((id) => !uuidFrom(id, ['LOCATION']))) {
    throw new WrongUsage('--location is no location id');
  }
  const lifetimeSeconds = /^\d{1,4}$/.test(options.seconds) ? Number(options.seconds) : 0;
  if (!(lifetimeSeconds >= 1 && lifetimeSeconds <= DEMO_MAX_TOKEN_AGE_SECONDS)) {
    throw new WrongUsage(`--seconds is not 1 to ${DEMO_MAX_TOKEN_AGE_SECONDS}`);
  }
  const { role: roles, scope: scopes, location: locations, organization, subject } = options;
  await ensureDataDirectory(dataDirectory);
  const key = await demoKey(dataDirectory);
  console.log(signDemoToken(key, { roles, scopes, organization, locations, subject, lifetimeSeconds }));
}
