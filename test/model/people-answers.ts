import { licenceId } from '../../src/ids/licence-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { uuidOfObjectId } from '../../src/ids/derived-id.js';
import { receiverOf, RESTS, type Said } from './expected-answers.js';
import { primaryFirst, type Line, type WantedLine } from './lines.js';
import type { RecordModel } from './record-model.js';
import type { Person } from './roster.js';

// What the workspaces face answers a full administrator about people; without the tracking id of a refusal.

/** Stands for the id of a person who is made. */
export const NEW = 'new';

function refusal(status: number, message: string, description: string, errorCode?: number): Said {
  return { status, body: { message, errors: [{ description, errorCode }] } };
}

export const PERSON_NOT_FOUND = refusal(404, 'Person not found', 'No person exists with the provided id');
export const WITHOUT_CALLING = refusal(
  404,
  'The person has no calling',
  'They have neither a calling licence nor a line in a location, so they have no numbers here',
  4008,
);
export const DONE: Said = { status: 204, body: undefined };

export const twice = (place: string): Said =>
  refusal(400, 'The request names a number twice', `${place}: an entry before it has the number`, 25008);
export const isPrimary = (place: string): Said =>
  refusal(
    400,
    'The number is the primary line of the person',
    `${place}: only alternates are added and deleted here`,
    25089,
  );
export const notHeld = (place: string): Said =>
  refusal(400, 'The person does not have the number', `${place}: the number is none of their alternates`, 25089);
export const notInLocation = (place: string): Said =>
  refusal(400, 'The number is not available', `${place}: the number is not in the inventory of the location`, 25089);
export const extensionInUse = (place: string): Said =>
  refusal(400, 'The extension is in use', `${place}: another line of the location has the extension`, 9495);
export const needsLine = (place: string): Said =>
  refusal(
    400,
    'The calling licence needs a line',
    `${place}: expected a phone number or an extension, and the location where it is`,
    400411,
  );
export const needsLicence = (place: string): Said =>
  refusal(
    400,
    'The person has no calling licence',
    `${place}: a number and an extension need a calling licence`,
    400411,
  );
export const rests = ({ place }: WantedLine): Said =>
  refusal(423, 'The number rests', place === undefined ? RESTS : `${place}: ${RESTS}`);

/** In one text: who has the number, and what is free instead in the location. */
export function takenAlready(model: RecordModel, { number, organization, place }: WantedLine, location: string): Said {
  const line = receiverOf(model, number!);
  const { workspace } = model.roster;
  const holder =
    line.userId === workspace.id
      ? `Workspace ${workspace.name} (${webexId('PLACE', workspace.id)})`
      : `User ${model.anybody(line.userId)!.name ?? 'without a name'} (${line.userId})`;
  const free = model.freeNumbers(organization, location).slice(0, 5);
  const text = `${holder} receives its calls since ${new Date(line.heldSince).toISOString()}.`;
  const said = refusal(
    409,
    'The number is assigned already',
    `${place}: ${text}${free.length ? ` Free: ${free.join(', ')}.` : ''}`,
    8363,
  );
  return { ...said, body: { ...(said.body as object), errorCode: 25223 } };
}

/** The list of a person's numbers. No location has a routing prefix. */
export function numbersOf(lines: readonly Line[]): Said {
  const phoneNumbers = lines.map(({ line, number, extension }) => ({
    primary: line === 'primary',
    directNumber: number ?? undefined,
    extension: extension ?? undefined,
    esn: extension ?? undefined,
  }));
  return { status: 200, body: { distinctiveRingEnabled: false, phoneNumbers } };
}

/** A whole person, with their lines as they are in the model; without the instant since when they are known. */
export function personSaid(model: RecordModel, person: Person): Said {
  const { objectId, uuid, organization, name, email, location, isLicensed } = person;
  const lines = model.callingLinesOf(objectId).sort(primaryFirst);
  const extension = lines.find(({ line }) => line === 'primary')?.extension ?? undefined;
  const { organizations, licences } = model.roster;
  const organizationUuid = uuidOfObjectId(organization);
  const licence = licenceId(organizationUuid, licences[organizations.indexOf(organization) as 0 | 1]);
  const body = {
    id: uuid === NEW ? NEW : webexId('PEOPLE', uuid),
    emails: email === null ? [] : [email],
    phoneNumbers: entriesOf(lines),
    ...(lines.length && { extension, locationId: webexId('LOCATION', location!) }),
    ...namesOf(name),
    orgId: webexId('ORGANIZATION', organizationUuid),
    licenses: isLicensed ? [licence] : [],
    type: 'person',
  };
  return { status: 200, body };
}

function entriesOf(lines: readonly Line[]): object[] {
  let alternates = 0;
  return lines.flatMap(({ line, number, extension }) => {
    if (line !== 'primary') return [{ type: ++alternates > 1 ? 'alternate2' : 'alternate1', value: number }];
    const entries = [
      { type: 'work', value: number },
      { type: 'work_extension', value: extension },
    ].filter(({ value }) => value !== null);
    return entries.map((entry, i) => (i ? entry : { ...entry, primary: true }));
  });
}

/** A name of one word has no last one. */
function namesOf(name: string | null) {
  if (name === null) return {};
  const [firstName, lastName = '.'] = name.split(' ');
  return { displayName: name, firstName, lastName };
}
