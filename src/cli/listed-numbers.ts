import type { ListedEntry } from '../phone-numbers/inventory/listed-numbers.service.js';

/** For the help of a command. */
export const LISTED_MEMBERS = `
Members: number, state, organization ({id, uuid}), locationId, isMainNumber, holder ({userId, workspaceId, name, provider,
line, isInboundEnabled, since}), restsUntil. Null: it has none, or it is not known.`;

/** A number as a line of `numbers list`. */
export function listedNumber(entry: ListedEntry) {
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
  isInboundEnabled: entry.receivesCalls,
  since: entry.since,
});
