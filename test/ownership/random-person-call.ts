import { licenceId } from '../../src/ids/licence-id.js';
import { uuidFrom } from '../../src/ids/webex-id.js';
import { putNumbers, type Call, type Make } from './call.js';
import { EXTENSIONS, type Office } from './cast.js';
import type { Random } from './random.js';

// People with lines in an office: they go for what the workspaces there have.

export const alternatesOfPerson: Make = ({ offices }, random) => {
  const { people, numbers, contested } = random.one(offices);
  const phoneNumbers = random.some([...numbers, ...contested], 1 + random.below(3)).map((directNumber) => ({
    action: random.percent(75) ? 'ADD' : 'DELETE',
    directNumber,
    ...(random.percent(40) && { extension: random.one(EXTENSIONS) }),
  }));
  return putNumbers('change alternates of person', `people/${random.one(people)}`, phoneNumbers);
};

export const primaryOfPerson: Make = ({ offices }, random) => {
  const office = random.one(offices);
  const body = { phoneNumbers: [{ type: 'work', value: numberOf(office, random) }], ...extension(random) };
  return ofPeople('PUT', `/${random.one(office.people)}`, { what: 'change person', body });
};

/** With a line; who is refused is not made. */
export const newPerson: Make = ({ organization, licence, offices }, random) => {
  const office = random.one(offices);
  const body = {
    emails: ['lee.park@acme.example'],
    displayName: 'Lee Park',
    phoneNumbers: [{ type: 'work', value: numberOf(office, random) }],
    ...extension(random),
    locationId: office.locationId,
    licenses: [licenceId(organization.uuid, licence)],
  };
  const answered = (made: unknown) => void office.people.push(uuidFrom((made as { id: string }).id, ['PEOPLE'])!);
  return { ...ofPeople('POST', '?force=true', { what: 'create person', body }), changesForSure: true, answered };
};

/** Whoever came first, while others may be asking for numbers for them. */
export const goneWithTheirLines: Make = (cast, random) => {
  const { people } = random.one(cast.offices);
  if (people.length < 2) return newPerson(cast, random);
  return { ...ofPeople('DELETE', `/${people.shift()!}`, { what: 'remove person' }), changesForSure: true };
};

function ofPeople(method: string, path: string, { what, body }: { what: string; body?: object }): Call {
  const statuses = [200, 204, 400, 404, 409, 423];
  return { what, method, path: `/v1/people${path}`, face: 'workspaces', body, statuses, changesForSure: false };
}

const numberOf = ({ numbers, contested }: Office, random: Random): string => random.one([...numbers, ...contested]);
const extension = (random: Random) => random.percent(50) && { extension: random.one(EXTENSIONS) };
