import type { ListedEntry } from '../phone-numbers/inventory/listed-numbers.service.js';
import type { Listing } from './listing.js';

/** A table of `numbers list` and `numbers free`. */
export const NUMBERS: Listing<ListedEntry> = {
  columns: [
    { name: 'number', of: ({ number }) => number },
    { name: 'holder', of: ({ holderName }) => holderName, isText: true },
    { name: 'since', of: ({ since }) => since },
    { name: 'location', of: ({ location }) => location?.name, isText: true },
    { name: 'extension', of: ({ extension }) => extension },
    { name: 'state', of: ({ state }) => state },
    { name: 'provider', of: ({ provider, line }) => provider ?? line },
    { name: 'rests_until', of: ({ restsUntil }) => restsUntil },
    { name: 'holder_id', of: ({ userObjectId, workspaceUuid }) => userObjectId ?? workspaceUuid },
    { name: 'organization_id', of: ({ organization }) => organization?.objectId },
  ],
  json: listedNumber,
  none: 'no numbers',
};

/** A table of `numbers free`: nobody has them. */
export const FREE_NUMBERS: Listing<ListedEntry> = {
  ...NUMBERS,
  columns: NUMBERS.columns.filter(({ name }) => ['number', 'location', 'state', 'organization_id'].includes(name)),
};

/** For the help of a command. */
export const LISTED_MEMBERS = `
In a pipe, and with --json, the members of a line are: number, state, organization ({id, uuid}), locationId, isMainNumber, holder ({userId, workspaceId, name, provider,
line, extension, isInboundEnabled, since}), restsUntil. Null: it has none, or it is not known.`;

/** A number as a line of `numbers list`. */
function listedNumber(entry: ListedEntry) {
  const { number, state, organization, location, isMain, restsUntil } = entry;
  return {
    number,
    state,
    organization: organization && { id: organization.objectId, uuid: organization.uuid },
    locationId: location && location.uuid,
    isMainNumber: isMain,
    holder: entry.lineId === null ? null : holderOf(entry),
    restsUntil,
  };
}

const holderOf = (entry: ListedEntry) => ({
  userId: entry.userObjectId,
  workspaceId: entry.workspaceUuid,
  name: entry.holderName,
  provider: entry.provider,
  line: entry.line,
  extension: entry.extension,
  isInboundEnabled: entry.receivesCalls,
  since: entry.since,
});
