import { createHash, randomUUID } from 'node:crypto';
import { askWhoIsThere } from './account-requests.js';
import { ALIAS_ISSUER } from './alias-issuer.js';
import { askForAvailable, askForInventory } from './inventory-requests.js';
import { askForListedNumbers } from './listed-requests.js';
import { askForPeople } from './people-requests.js';
import { writePlaces } from './place-requests.js';
import { administrator, ofLocation, ofPartner, ROOT, type Script } from './script.js';

const LONG_NUMBER = '+12145551000';

/** Asks for everything that Linebook answers. Throws for another status. */
export async function askEverything(script: Script): Promise<void> {
  await askForLines(script);
  await lookUp(script);
  await askForListedNumbers(script);
  await askForWorkspaces(script);
  await askByAlias(script);
  await askForInventory(script);
  await askWhoIsThere(script);
  await askForAvailable(script);
  await writeProviderLines(script);
  await writeCallingLines(script);
  await placeNumbers(script);
  await writePlaces(script);
  await askForPeople(script);
  await giveNextNumbers(script);
  await script.send(200, 'GET /health/ready', ROOT);
}

/** The list of an organization, now and as of an instant. */
export async function askForLines({ five, many, send }: Script): Promise<void> {
  await send(200, 'GET /api/organizations?max=20', ROOT);
  await send(200, `GET /api/organizations/${five}`, ROOT);
  for (const organization of [five, many]) await send(200, `GET /api/org-snapshots/orgs/${organization}/users`, ROOT);
  const list = `GET /api/organizations/${five}/phone-numbers` as const;
  const { headers } = await send(200, list, ROOT);
  await send(304, list, ROOT, { etag: headers.etag });
  const long = `GET /api/organizations/${many}/phone-numbers` as const;
  await send(200, long, ROOT);
  await send(200, `${long}?at=2025-03-01T00:00:00Z`, ROOT);
  await send(404, `GET /api/organizations/${randomUUID()}/phone-numbers`, ROOT);
  await send(200, `${list}?at=2025-03-01T00:00:00Z`, ROOT);
  await send(200, `${list}?at=${new Date().toISOString()}`, ROOT);
  await send(400, `${list}?at=2999-03-01T00:00:00Z`, ROOT);
  await send(404, `GET /api/organizations/${randomUUID()}/phone-numbers?at=2025-03-01T00:00:00Z`, ROOT);
}

/** The look-up and the history of the long number, and of others, by everybody who may or may not see them. */
export async function lookUp({ send, free, ...known }: Script): Promise<void> {
  const long = `/api/phone-numbers/${encodeURIComponent(LONG_NUMBER)}`;
  for (const who of [ROOT, administrator(known.five), ofPartner(known), ofLocation(known)]) {
    await send(200, `GET ${long}`, who);
    const { body } = await send(200, `GET ${long}/history?max=20`, who);
    const { intervals } = body as { intervals: object[] };
    if (intervals.length !== 20) throw new Error(`${intervals.length} intervals`);
  }
  const first = await send(200, `GET ${long}/history?max=20`, ROOT);
  const [, next] = /<([^>]*)>; rel="next"/.exec(first.headers.link!)!;
  await send(200, `GET ${new URL(next!, 'http://localhost').pathname}${new URL(next!).search}`, ROOT);
  const stranger = administrator(known.stranger);
  await send(404, `GET ${long}`, stranger);
  await send(404, `GET ${long}/history`, stranger);
  await send(404, `GET /api/phone-numbers/${encodeURIComponent('+15550001111')}`, ROOT);
  await send(200, `GET /api/phone-numbers/${encodeURIComponent(free(19))}`, administrator(known.five));
}

async function askForWorkspaces({ send, ...known }: Script): Promise<void> {
  const numbers = `GET /v1/workspaces/${known.workspaces[0]}/features/numbers` as const;
  await send(200, numbers, administrator(known.five));
  await send(200, numbers, ofLocation(known));
  await send(200, `${numbers}?orgId=${known.five}`, ofPartner(known));
  await send(404, numbers, administrator(known.stranger));
}

/** The caller's organization is what its issuer calls it. */
async function askByAlias({ send, ...known }: Script): Promise<void> {
  const numbers = `GET /v1/workspaces/${known.workspaces[0]}/features/numbers` as const;
  await send(200, numbers, administrator('org_five', { iss: ALIAS_ISSUER }));
  await send(401, numbers, administrator('org_nobody', { iss: ALIAS_ISSUER }));
}

/** Whatever POST and DELETE of the organizations face answer. */
export async function writeProviderLines({ send, free, five, users }: Script): Promise<void> {
  const path = `/api/organizations/${five}/phone-numbers`;
  const [, , sam, lee] = users;
  const line = (user: string | undefined, phoneNumber: string, more = {}) => ({
    body: { targetUserId: user, provider: 'textgrid', phoneNumber, ...more },
  });
  await send(200, `POST ${path}`, ROOT, line(sam, free(0)));
  await send(200, `POST ${path}`, ROOT, line(sam, free(0), { label: 'Main' }));
  await send(200, `POST ${path}`, ROOT, line(sam, free(0), { label: 'Main' }));
  await send(409, `POST ${path}`, ROOT, line(lee, free(0)));
  await send(409, `POST ${path}`, ROOT, line(lee, LONG_NUMBER));
  await send(200, `POST ${path}`, ROOT, line(lee, free(0), { isInboundEnabled: false }));
  await send(200, `POST ${path}`, ROOT, line(lee, free(3).replace('+1214', '+1215'), { keep: true, isDefault: true }));
  await send(200, `POST ${path}`, ROOT, line(lee, free(3).replace('+1214', '+1215')));
  await send(404, `POST ${path}`, ROOT, line('5f7b1c2e8a1d4e0012c3b4ff', free(1)));
  await send(404, `POST /api/organizations/${randomUUID()}/phone-numbers`, ROOT, line(lee, free(1)));
  for (let time = 0; time < 2; time++) await send(200, `POST ${path}`, ROOT, { ...line(lee, free(2)), key: free(2) });
  await send(200, `DELETE ${path}/${sam}/textgrid`, ROOT);
  await send(423, `POST ${path}`, ROOT, line(lee, free(0)));
  await send(404, `DELETE ${path}/${sam}/textgrid`, ROOT);
  await send(200, `DELETE ${path}/${lee}/textgrid`, ROOT, { key: `end-${free(2)}` });
}

/** Whatever the two PUTs of the workspaces face answer. */
async function writeCallingLines({ send, free, ...known }: Script): Promise<void> {
  const [lobby, other] = known.workspaces;
  const who = administrator(known.five);
  const numbers = `PUT /v1/telephony/config/workspaces/${lobby}/numbers` as const;
  const ring = (distinctiveRingEnabled: boolean, phoneNumbers: object[]) => ({
    body: { distinctiveRingEnabled, phoneNumbers },
  });
  const entries = (...phoneNumbers: object[]) => ring(true, phoneNumbers);
  const add = (i: number) => ({ action: 'ADD', directNumber: free(i) });
  await send(204, numbers, who, entries(add(5), add(6)));
  await send(204, numbers, who, entries({ ...add(5), ringPattern: 'LONG_LONG' }));
  await send(409, numbers, who, entries({ action: 'ADD', directNumber: '+12145551007' }));
  await send(204, numbers, ofLocation(known), entries({ action: 'DELETE', directNumber: free(6) }, add(7)));
  await send(204, `${numbers}?orgId=${known.five}`, ofPartner(known), entries(add(8)));
  await send(204, numbers, who, ring(false, [add(8)]));
  const workspace = `PUT /v1/workspaces/${lobby}` as const;
  const calling = (webexCalling: object) => ({ body: { calling: { type: 'webexCalling', webexCalling } } });
  await send(200, workspace, who, { body: { displayName: `Lobby ${free(0)}` } });
  await send(200, workspace, who, calling({ phoneNumber: free(9), extension: `2${free(9).slice(-4)}` }));
  await send(409, workspace, who, calling({ phoneNumber: '+12145551007' }));
  await send(404, `PUT /v1/workspaces/${randomUUID()}`, who, { body: { displayName: 'Lobby' } });
  await send(200, `PUT /v1/workspaces/${other}`, who, calling({ extension: `3${free(9).slice(-4)}` }));
}
/** Whatever the writes of the directory answer. */
async function placeNumbers({ send, free, five, users, location, partner }: Script): Promise<void> {
  const path = (number: string): string => `/api/phone-numbers/${encodeURIComponent(number)}`;
  const into = (organizationId: string, more = {}) => ({ body: { organizationId, ...more } });
  const number = free(15);
  await send(200, `POST ${path(number)}/transfer`, ROOT, into(partner));
  await send(200, `POST ${path(number)}/transfer`, ROOT, into(five, { locationId: location }));
  await send(404, `POST ${path(number)}/transfer`, ROOT, into(partner, { locationId: location }));
  await send(404, `POST ${path('+15550001111')}/transfer`, ROOT, into(partner));
  const line = { targetUserId: users[3], provider: 'textgrid', phoneNumber: number };
  await send(200, `POST /api/organizations/${five}/phone-numbers`, ROOT, { body: line });
  await send(409, `DELETE ${path(number)}`, ROOT);
  await send(200, `DELETE ${path(number)}?release=true`, ROOT);
  await send(404, `DELETE ${path(number)}`, ROOT);
  await send(409, `POST ${path(LONG_NUMBER)}/transfer`, ROOT, into(partner));
  await send(200, `POST ${path(number)}/transfer`, ROOT, into(five, { locationId: location }));
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** Whatever the next free number is for, and where. */
async function giveNextNumbers({ send, free, five, users, location, partner, ...known }: Script): Promise<void> {
  const path = 'POST /api/phone-numbers/next';
  const user = { organizationId: five, targetUserId: users[4], provider: 'sinch' };
  await send(200, path, ROOT, { body: user });
  await send(200, `${path}?force=true`, ROOT, { body: { ...user, locationId: location } });
  await send(200, path, ROOT, { body: { organizationId: five, targetUserId: known.people[0] } });
  const nobody = { organizationId: partner, targetUserId: users[4], provider: 'sinch' };
  await send(404, path, ROOT, { body: nobody });
  const one = { organizationId: known.many, targetUserId: md5('one of many 1').slice(0, 24), provider: 'sinch' };
  await send(409, path, ROOT, { body: one });
  const stranger = { organizationId: known.stranger, targetUserId: md5('user 7 1').slice(0, 24), provider: 'sinch' };
  await send(409, path, ROOT, { body: { ...stranger, locationId: uuidOf(md5('location 7 1')) } });
  await send(200, `POST /api/organizations/${five}/phone-numbers?force=true`, ROOT, {
    body: { targetUserId: users[3], provider: 'textgrid', phoneNumber: free(0) },
  });
}
