import { putNumbers, type Call, type Make } from './call.js';
import { EXTENSIONS, type Cast, type Office } from './cast.js';
import { alternatesOfPerson, goneWithTheirLines, newPerson, primaryOfPerson } from './random-person-call.js';
import type { Random } from './random.js';

const PROVIDERS = ['twilio', 'sinch', 'textgrid'];

const assign: Make = (cast, random) => {
  const { phoneNumber, users } = numberForUsers(cast, random);
  return post(cast, 'assign', {
    targetUserId: random.one(users),
    provider: random.one(PROVIDERS),
    phoneNumber,
    isDefault: random.percent(50),
    isInboundEnabled: random.percent(80),
  });
};

/** From one user to another one, who at the same time may hand a number to them. */
const handover: Make = (cast, random) => {
  const { phoneNumber, users } = numberForUsers(cast, random);
  const [targetUserId, replaces] = random.some(users, 2);
  const body = { targetUserId, replaces, provider: random.one(PROVIDERS), phoneNumber };
  return { ...post(cast, 'hand over', body), changesForSure: true };
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
  const { workspace, numbers, extensions } = askedFor(random.one(offices), random);
  const phoneNumbers = random.some(numbers, 1 + random.below(3)).map((directNumber) => ({
    action: random.percent(75) ? 'ADD' : 'DELETE',
    directNumber,
    ...(random.percent(40) && { extension: random.one(extensions) }),
  }));
  return putNumbers('change alternates', `workspaces/${workspace}`, phoneNumbers);
};

/** Two numbers get two extensions; the workspace may have them the other way round. */
const swappedExtensions: Make = ({ offices }, random) => {
  const { workspace, numbers, extensions } = askedFor(random.one(offices), random);
  const chosen = random.some(extensions, 2);
  const phoneNumbers = random
    .some(numbers, 2)
    .map((directNumber, i) => ({ action: 'ADD', directNumber, extension: chosen[i] }));
  return putNumbers('swap extensions', `workspaces/${workspace}`, phoneNumbers);
};

const primary: Make = ({ offices }, random) => {
  const { workspace, numbers, extensions } = askedFor(random.one(offices), random);
  const webexCalling = {
    ...(random.percent(75) && { phoneNumber: random.one(numbers) }),
    ...(random.percent(50) && { extension: random.one(extensions) }),
  };
  return {
    what: 'change primary',
    method: 'PUT',
    path: `/v1/workspaces/${workspace}`,
    face: 'workspaces',
    body: { calling: { type: 'webexCalling', webexCalling } },
    statuses: [200, 400, 404, 409, 423],
    changesForSure: false,
  };
};

/** Whichever number of its office is free. */
const next: Make = ({ organization, offices }, random) => ({
  what: 'next',
  method: 'POST',
  path: '/api/phone-numbers/next',
  face: 'organizations',
  body: { organizationId: organization.objectId, workspaceId: random.one(random.one(offices).workspaces).id },
  statuses: [200, 404, 409],
  changesForSure: true,
});

/** Out of whichever inventory it is in, whoever has it. */
const removal: Make = ({ numbers }, random) => ({
  what: 'remove',
  method: 'DELETE',
  path: `/api/phone-numbers/${encodeURIComponent(random.one(numbers))}?release=true`,
  face: 'organizations',
  statuses: [200, 404],
  changesForSure: true,
});

/** Back from whoever moved and took it along, or from nobody. */
const transfer: Make = ({ numbers, organization }, random) => ({
  what: 'transfer',
  method: 'POST',
  path: `/api/phone-numbers/${encodeURIComponent(random.one(numbers))}/transfer`,
  face: 'organizations',
  body: { organizationId: organization.objectId, release: true },
  statuses: [200, 404],
  changesForSure: false,
});

/** How likely each is, of 100. */
const MAKES: [number, Make][] = [
  [21, assign],
  [12, handover],
  [10, release],
  [18, alternates],
  [10, swappedExtensions],
  [10, primary],
  [3, next],
  [3, removal],
  [2, transfer],
  [4, alternatesOfPerson],
  [3, primaryOfPerson],
  [2, newPerson],
  [2, goneWithTheirLines],
];
/** Those that may take a number while it rests. */
const FORCIBLE = ['assign', 'change alternates', 'swap extensions', 'change primary', 'next', 'change person'];

export function randomCall(cast: Cast, random: Random): Call {
  let left = random.below(100);
  const [, make] = MAKES.find(([likely]) => (left -= likely) < 0)!;
  const call = make(cast, random);
  return FORCIBLE.includes(call.what) && random.percent(50) ? { ...call, path: `${call.path}?force=true` } : call;
}

/** Mostly a number that two users pass to each other; else one that everybody goes for, workspaces too. */
function numberForUsers({ numbers, offices, users }: Cast, random: Random): { phoneNumber: string; users: string[] } {
  if (random.percent(15)) return { phoneNumber: random.one(random.one(offices).contested), users };
  const i = random.below(numbers.length);
  return { phoneNumber: numbers[i]!, users: [users[i % users.length]!, users[(i + 1) % users.length]!] };
}

/** Mostly what the workspace has for itself; else anything of the office. */
function askedFor({ workspaces, numbers, contested }: Office, random: Random) {
  const { id: workspace, ...own } = random.one(workspaces);
  return random.percent(70)
    ? { workspace, ...own }
    : { workspace, numbers: [...numbers, ...contested], extensions: EXTENSIONS };
}

function pathOf({ organization }: Cast): string {
  return `/api/organizations/${organization.objectId}/phone-numbers`;
}

function post(cast: Cast, what: string, body: object): Call {
  const statuses = [200, 404, 409, 423];
  return { what, method: 'POST', path: pathOf(cast), face: 'organizations', body, statuses, changesForSure: false };
}
