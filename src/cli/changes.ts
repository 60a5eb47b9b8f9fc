import { Command } from 'commander';
import { ChangesService, type ListedChange } from '../phone-numbers/changes/changes.service.js';
import { instantOrDayFrom } from '../phone-numbers/record/instant.js';
import { organizationOption } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { dataOption, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

interface Options extends RecordOptions, ListingOptions {
  organization?: string;
  since?: string;
}

export function changesCommand(): Command {
  return listing(new Command('changes'))
    .description('prints what was changed, by whom and in which call, the oldest first; in a pipe as lines of JSON')
    .option('--organization <id>', 'only changes in this organization, or of what left it, in any spelling')
    .option('--since <instant>', 'only from then on, for example 2027-01-31T00:00:00Z, or a day in UTC')
    .addOption(dataOption())
    .addHelpText(
      'after',
      `
Members: id (for undo), at, action, way (api, cli or console), subject (of the token, or cli:<user>), issuer (of the token),
actingOrganization (the caller's own), organization, otherOrganization (the partner, or where somebody moved from),
trackingId, traceId (of the W3C trace, null where there is none), details (ids and codes, never a name or number). An organization is {id, uuid}, its
ids of today, or null. way is null in changes from before it was recorded.`,
    )
    .action(run);
}

const CHANGES: Listing<ListedChange> = {
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'at', of: ({ at }) => at },
    { name: 'action', of: ({ action }) => action },
    { name: 'way', of: ({ way }) => way },
    { name: 'subject', of: ({ subject }) => subject, isText: true },
    { name: 'details', of: ({ details }) => details, isText: true },
    { name: 'organization_id', of: ({ organization }) => organization.id },
    { name: 'tracking_id', of: ({ trackingId }) => trackingId },
  ],
  json: (change) => change,
  none: 'no changes',
};

async function run({ organization, since, data, ...how }: Options): Promise<void> {
  const asked = {
    organization: organization === undefined ? undefined : organizationOption('--organization', organization),
    since: since === undefined ? undefined : instantOrDayFrom(since),
  };
  if (since !== undefined && !asked.since) {
    throw new WrongUsage('--since is no instant: write it like 2027-01-31T00:00:00Z');
  }
  await withRecord({ data }, (record) => printList(new ChangesService(record).list(asked), CHANGES, how));
}
