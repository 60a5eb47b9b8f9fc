import { Command } from 'commander';
import { ChangesService } from '../phone-numbers/changes/changes.service.js';
import { instantOrDayFrom } from '../phone-numbers/record/instant.js';
import { organizationOption } from './ids.js';
import { printLines } from './lines.js';
import { dataOption, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

interface Options extends RecordOptions {
  organization?: string;
  since?: string;
}

export function changesCommand(): Command {
  return new Command('changes')
    .description('prints what was changed, by whom and in which call: a line of JSON each, the oldest first')
    .option('--organization <id>', 'only what changed in this organization, or came out of it, in any spelling')
    .option('--since <instant>', 'only from then on, for example 2027-01-31T00:00:00Z, or a day in UTC')
    .addOption(dataOption())
    .addHelpText(
      'after',
      `
Members: at, action, way (api, cli or console), subject (of the token, or cli:<user>), issuer (of the token),
actingOrganization (the caller's own), organization, otherOrganization (the partner, or where somebody moved from),
trackingId, details (ids and codes, never a name or number). An organization is {id, uuid}, its ids of today; null
where there is none, and way where the change is older than it.`,
    )
    .action(run);
}

async function run({ organization, since, data }: Options): Promise<void> {
  const asked = {
    organization: organization === undefined ? undefined : organizationOption('--organization', organization),
    since: since === undefined ? undefined : instantOrDayFrom(since),
  };
  if (since !== undefined && !asked.since) {
    throw new WrongUsage('--since is no instant: write it like 2027-01-31T00:00:00Z');
  }
  await withRecord({ data }, (record) => printLines(new ChangesService(record).list(asked)));
}
