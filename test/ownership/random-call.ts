import { EXTENSIONS, type Cast } from './cast.js';
import type { Random } from './random.js';

/** One call of either face. */
export interface Call {
  what: string;
  method: string;
  path: string;
  face: 'organizations' | 'workspaces';
  body?: object;
  /** The statuses that it may have. */
  statuses: readonly number[];
  /** Whether an accepted one has changed something for sure. */
  changesForSure: boolean;
}

const PROVIDERS = ['twilio', 'sinch', 'textgrid'];

type Make = (cast: Cast, random: Random) => Call;

const assign: Make = (cast, random) =>
  post(cast, 'assign', {
    targetUserId: random.one(cast.users),
    provider: random.one(PROVIDERS),
    phoneNumber: numberForUser(cast, random),
    isDefault: random.percent(50),
    isInboundEnabled: random.percent(80),
  });

/** From one user to another one, who at the same time may hand a number to him. */
const handover: Make = (cast, random) => {
  const [targetUserId, replaces] = random.some(cast.users, 2);
  const line = { provider: random.one(PROVIDERS), phoneNumber: numberForUser(cast, random) };
  return { ...post(cast, 'hand over', { targetUserId, replaces, ...line }), changesForSure: true };
};

const release: Make = (cast, random) => ({
  what: 'release',
  method: 'DELETE',
  path: `${pathOf(cast)}/${random.one(cast.users)}/${random.one(PROVIDERS)}`,
  face: 'organizations',
  statuses: [200, 404],
  changesForSure: true,
});

/** Several numbers in any order: two workspaces name the same ones in opposite orders. */
const alternates: Make = ({ offices }, random) => {
  const { workspaces, numbers } = random.one(offices);
  const phoneNumbers = random.some(numbers, 1 + random.below(3)).map((directNumber) => ({
    action: random.percent(65) ? 'ADD' : 'DELETE',
    directNumber,
    ...(random.percent(40) && { extension: random.one(EXTENSIONS) }),
  }));
  return putNumbers('change alternates', random.one(workspaces), phoneNumbers);
};

/** Two numbers get two extensions; the workspace may have them the other way round. */
const extensions: Make = ({ offices }, random) => {
  const { workspaces, numbers } = random.one(offices);
  const chosen = random.some(EXTENSIONS, 2);
  const phoneNumbers = random
    .some(numbers, 2)
    .map((directNumber, i) => ({ action: 'ADD', directNumber, extension: chosen[i] }));
  return putNumbers('swap extensions', random.one(workspaces), phoneNumbers);
};

const primary: Make = ({ offices }, random) => {
  const { workspaces, numbers } = random.one(offices);
  const webexCalling = {
    ...(random.percent(75) && { phoneNumber: random.one(numbers) }),
    ...(random.percent(50) && { extension: random.one(EXTENSIONS) }),
  };
  return {
    what: 'change primary',
    method: 'PUT',
    path: `/v1/workspaces/${random.one(workspaces)}`,
    face: 'workspaces',
    body: { calling: { type: 'webexCalling', webexCalling } },
    statuses: [200, 400, 409],
    changesForSure: false,
  };
};

/** How likely each is, of 100. */
const MAKES: [number, Make][] = [
  [25, assign],
  [15, handover],
  [12, release],
  [22, alternates],
  [13, extensions],
  [13, primary],
];

export function randomCall(cast: Cast, random: Random): Call {
  let left = random.below(100);
  const [, make] = MAKES.find(([likely]) => (left -= likely) < 0)!;
  return make(cast, random);
}

/** Mostly one of the users' own, or else one that workspaces go for, too. */
function numberForUser({ numbers, offices }: Cast, random: Random): string {
  return random.percent(85) ? random.one(numbers) : random.one(random.one(offices).numbers.slice(-2));
}

function pathOf({ organization }: Cast): string {
  return `/api/organizations/${organization.objectId}/phone-numbers`;
}

function post(cast: Cast, what: string, body: object): Call {
  const statuses = [200, 409];
  return { what, method: 'POST', path: pathOf(cast), face: 'organizations', body, statuses, changesForSure: false };
}

function putNumbers(what: string, workspace: string, phoneNumbers: object[]): Call {
  const path = `/v1/telephony/config/workspaces/${workspace}/numbers`;
  const statuses = [204, 400, 409];
  return { what, method: 'PUT', path, face: 'workspaces', body: { phoneNumbers }, statuses, changesForSure: false };
}
