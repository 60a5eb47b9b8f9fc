import { Command } from 'commander';
import { PhoneNumberInterval } from '../directory/phone-numbers/history.dto.js';
import { FoundPhoneNumber } from '../directory/phone-numbers/phone-number.dto.js';
import { uuidFrom } from '../ids/webex-id.js';
import { NumberNotFound } from '../phone-numbers/lookup/lookup.errors.js';
import { LookupService } from '../phone-numbers/lookup/lookup.service.js';
import type { Reader } from '../phone-numbers/lookup/reader.js';
import { countryOption, type CountryOptions } from './country.js';
import { numberArgument } from './ids.js';
import { listing, printList, type Listing, type ListingOptions } from './listing.js';
import { dataOption, withRecord, type RecordOptions } from './record.js';

const EVERYTHING: Reader = { everything: true };
const NUMBER = 'in E.164, separators allowed, for example +14165550102; or national, with --country';
const PAGE = 1000;

type Shown = Pick<FoundPhoneNumber, 'phoneNumber' | 'state' | 'restsUntil'> & {
  found: FoundPhoneNumber;
  holder?: FoundPhoneNumber['holders'][number];
};

const workspaceUuid = (id: string | undefined) => id && uuidFrom(id, ['PLACE']);

const SHOWN: Listing<Shown> = {
  columns: [
    { name: 'number', of: ({ phoneNumber }) => phoneNumber },
    { name: 'holder', of: ({ holder }) => holder?.name, isText: true },
    { name: 'since', of: ({ holder }) => holder?.since },
    { name: 'location', of: ({ found }) => found.location?.name, isText: true },
    { name: 'organization', of: ({ found }) => found.organization?.name, isText: true },
    { name: 'state', of: ({ state }) => state },
    { name: 'provider', of: ({ holder }) => holder?.provider ?? holder?.line },
    { name: 'rests_until', of: ({ restsUntil }) => restsUntil },
    { name: 'holder_id', of: ({ holder }) => holder?.userId ?? workspaceUuid(holder?.workspaceId) },
    { name: 'organization_id', of: ({ found }) => found.organization?.objectId },
  ],
  json: ({ found }) => found,
};

const INTERVALS: Listing<PhoneNumberInterval> = {
  columns: [
    { name: 'holder', of: ({ name }) => name, isText: true },
    { name: 'since', of: ({ since }) => since },
    { name: 'to', of: ({ to }) => to },
    { name: 'provider', of: ({ provider, line }) => provider ?? line },
    { name: 'opened_by', of: ({ openedBy }) => openedBy.action },
    { name: 'closed_by', of: ({ closedBy }) => closedBy?.action },
    // Since when the record knows it; the holder may have had the number before.
    { name: 'from', of: ({ from }) => from },
    { name: 'holder_id', of: ({ userId, workspaceId }) => userId ?? workspaceUuid(workspaceId) },
  ],
  json: (interval) => interval,
  none: 'nobody has had it',
};

export const showCommand = (): Command =>
  listing(new Command('show'))
    .description('shows one: whose it is, who has it, since when; as JSON what GET /api/phone-numbers/{number} returns')
    .argument('<number>', NUMBER)
    .addOption(countryOption())
    .addOption(dataOption())
    .action(show);

export const historyCommand = (): Command =>
  listing(new Command('history'))
    .description('prints who had one when, the newest interval first; in a pipe as lines of JSON')
    .argument('<number>', NUMBER)
    .addOption(countryOption())
    .addOption(dataOption())
    .action(history);

/** A row for each holder, or one without; as JSON it is one object. */
async function show(
  text: string,
  { data, country, ...how }: RecordOptions & ListingOptions & CountryOptions,
): Promise<void> {
  const number = numberArgument(text, country);
  const result = await withRecord({ data }, (record) => new LookupService(record).find(number, EVERYTHING));
  if (!result) throw new NumberNotFound();
  const found = FoundPhoneNumber.from(result);
  const { phoneNumber, state, restsUntil } = found;
  const isTable = how.csv || (process.stdout.isTTY && !how.json);
  const holders = isTable && found.holders.length ? found.holders : [undefined];
  await printList(
    holders.map((holder) => ({ phoneNumber, state, restsUntil, found, holder })),
    SHOWN,
    how,
  );
}

async function history(
  text: string,
  { data, country, ...how }: RecordOptions & ListingOptions & CountryOptions,
): Promise<void> {
  const number = numberArgument(text, country);
  await withRecord({ data }, (record) => printList(intervals(new LookupService(record), number), INTERVALS, how));
}

async function* intervals(lookup: LookupService, number: string): AsyncGenerator<PhoneNumberInterval> {
  let after;
  do {
    const page = await lookup.history(number, EVERYTHING, { atMost: PAGE, after });
    if (!page) throw new NumberNotFound();
    for (const interval of page.intervals) yield PhoneNumberInterval.from(interval);
    after = page.next;
  } while (after);
}
