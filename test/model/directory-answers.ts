import { webexId } from '../../src/ids/webex-id.js';
import { uuidOfObjectId } from '../../src/ids/derived-id.js';
import type { Said } from './expected-answers.js';
import { receivingFirst, type Line, type WantedLine } from './lines.js';
import type { Place, RecordModel } from './record-model.js';

// What the directory answers to a SUPERADMIN, who sees everything.

const refusal = (status: number, code: string, error: string, details?: string): Said => ({
  status,
  body: { error, details, code },
});

export const NUMBER_NOT_FOUND = refusal(
  404,
  'number_not_found',
  'Phone number not found',
  'No phone number that you may see is this one',
);
export const IN_NO_INVENTORY = refusal(
  404,
  'number_in_no_inventory',
  'The number is in no inventory',
  'No organization has it',
);
export const NO_SUCH_ORGANIZATION = refusal(
  404,
  'organization_not_found',
  'Organization not found',
  'No organization exists with the provided id',
);
export const NO_SUCH_LOCATION = refusal(404, 'location_not_found', 'No location has this id');
export const NO_SUCH_USER = refusal(404, 'user_not_found', 'User not found in organization');
export const NO_SUCH_WORKSPACE = refusal(
  404,
  'workspace_not_found',
  'Workspace not found',
  'No workspace exists with the provided id',
);
export const NONE_FREE = refusal(
  409,
  'none_free',
  'No number is free',
  'Add numbers to the inventory, or wait until the quarantine of one ends.',
);

const organizationId = (objectId: string): string => webexId('ORGANIZATION', uuidOfObjectId(objectId));
const locationId = (uuid: string | null) => (uuid === null ? undefined : webexId('LOCATION', uuid));
const isWorkspace = (model: RecordModel, id: string): boolean => id === model.roster.workspace.id;

/** Where a number is after it was put there, and who ceased to have it. */
export function placed(model: RecordModel, number: string, place: Place, released: readonly Line[] = []): Said {
  const who = released.map((line) => ({ ...holderOf(model, line), ...kindOf(line) }));
  const organization = place.organization === null ? undefined : organizationId(place.organization);
  const body = { phoneNumber: number, organizationId: organization, locationId: locationId(place.location) };
  return { status: 200, body: { ...body, released: who.length ? who : undefined } };
}

export function held(model: RecordModel, line: Line): Said {
  const { status, body } = refusal(
    409,
    'number_held',
    'The number is assigned',
    'Somebody has it; release it first, or ask for its release.',
  );
  return { status, body: { ...(body as object), conflict: { holder: holding(model, line) } } };
}

/** A number and all that is known of it. */
export function found(model: RecordModel, number: string, place: Place): Said {
  const holders = model.linesWith(number).sort(receivingFirst);
  const { organization, location } = place;
  const rests = organization && !model.isReceived(number) ? model.restsUntil(number, organization) : undefined;
  const body = {
    phoneNumber: number,
    organization: organization ? { id: organizationId(organization), objectId: organization, name: 'Acme' } : undefined,
    location: location === null ? undefined : { id: locationId(location), name: 'MainOffice' },
    state: 'ACTIVE',
    holders: holders.map((line) => holding(model, line)),
    lastReleasedAt: isoOf(lastReleasedAt(model, number)),
    restsUntil: isoOf(rests),
  };
  return { status: 200, body };
}

const isoOf = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

/** When a holder ceased to have it: no line of theirs with it covers that instant. */
function lastReleasedAt(model: RecordModel, number: string): number | undefined {
  const all = [...model.past, ...model.lines].filter((line) => line.number === number);
  const goesOn = ({ userId, to }: Line): boolean =>
    all.some((line) => line.userId === userId && line.from <= to! && (line.to === undefined || line.to > to!));
  const released = all.filter((line) => line.to !== undefined && !goesOn(line)).map(({ to }) => to!);
  return released.length ? Math.max(...released) : undefined;
}

/** Who has got the next number. */
export function gotNext(model: RecordModel, line: WantedLine): Said {
  const { location } = model.placeOf(line.number!)!;
  const place = { organizationId: organizationId(line.organization), locationId: locationId(location) };
  return { status: 200, body: { phoneNumber: line.number, ...place, ...holderOf(model, line), ...kindOf(line) } };
}

const holderOf = (model: RecordModel, { userId }: WantedLine) =>
  isWorkspace(model, userId) ? { workspaceId: webexId('PLACE', userId) } : { userId };

const kindOf = ({ provider, line }: WantedLine) => ({
  provider: provider ?? undefined,
  line: line ?? undefined,
});

function holding(model: RecordModel, line: Line): object {
  const { roster } = model;
  const { userId, organization, extension, isInboundEnabled, heldSince } = line;
  const name = isWorkspace(model, userId) ? roster.workspace.name : (model.anybody(userId)!.name ?? undefined);
  const location = line.line === null ? null : roster.locations[roster.organizations.indexOf(organization) as 0 | 1];
  return {
    ...holderOf(model, line),
    name,
    organizationId: organizationId(organization),
    locationId: locationId(location),
    ...kindOf(line),
    extension: extension ?? undefined,
    isInboundEnabled,
    since: new Date(heldSince).toISOString(),
    openedBy: firstOf(model, line).openedBy,
  };
}

/** An edit goes on with the same holding: who opened that is told. */
function firstOf(model: RecordModel, { userId, number, heldSince }: Line): Line {
  const same = [...model.past, ...model.lines].filter(
    (line) => line.userId === userId && line.number === number && line.heldSince === heldSince,
  );
  return same.sort((a, b) => a.from - b.from || a.id - b.id)[0]!;
}
