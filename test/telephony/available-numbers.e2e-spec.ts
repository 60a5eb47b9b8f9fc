import { randomUUID } from 'node:crypto';
import { said } from '../ask.js';
import type { TokenOptions } from '../tokens.js';
import { InventoryScene, location, person, place } from './inventory-scene.js';

// The lists of numbers to choose from (workspaces contract, 2.5), and validation (2.4).

const CONFIG = '/v1/telephony/config';

let scene: InventoryScene;
beforeAll(async () => {
  scene = await InventoryScene.start();
});
afterAll(() => scene.stop());

interface Listed {
  phoneNumbers: { phoneNumber: string }[];
}

const ask = (path: string, who?: TokenOptions & { body?: object }) => scene.ask(`${CONFIG}/${path}`, who);

const named = (path: string): string =>
  path
    .replace('LOBBY', place(scene.ids.lobby))
    .replace('SAM', person(scene.people.sam))
    .replace('OFFICE', location(scene.ids.office))
    .replace('DEPOT', scene.ids.depot);

async function listed(path: string, who?: TokenOptions): Promise<string> {
  const { status, body, text } = await ask(named(path), who);
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  return (body as Listed).phoneNumbers.map(({ phoneNumber }) => phoneNumber.slice(-3)).join(' ');
}

const refused = (status: number, message: string, description: string, errorCode?: number) => ({
  status,
  body: { message, errors: [{ description, ...(errorCode && { errorCode }) }], trackingId: 't' },
});

const FREE = '104 105';
const HELD = '101 102 103';
const ALL = '100 101 102 103 104 105';

describe('2.5: numbers that are available', () => {
  it.each([
    ['workspaces/availableNumbers', '104 105 567 456'],
    ['workspaces/availableNumbers?locationId=DEPOT', '567 456'],
    ['people/primary/availableNumbers', '104 105 567 456'],
    ['people/primary/availableNumbers?licenseType=VAR_BASIC&locationId=OFFICE', FREE],
    ...['workspaces/LOBBY', 'people/SAM'].flatMap((holder) => [
      [`${holder}/secondary/availableNumbers`, FREE],
      [`${holder}/faxMessage/availableNumbers`, FREE],
      [`${holder}/callForwarding/availableNumbers`, HELD],
      [`${holder}/callForwarding/availableNumbers?extension=301`, '103'],
      [`${holder}/emergencyCallbackNumber/availableNumbers?entity_id=x`, HELD],
      [`${holder}/callIntercept/availableNumbers?ownerName=patel`, '103'],
    ]),
    ['locations/OFFICE/availableNumbers', ALL],
    ['locations/OFFICE/externalCallerId/availableNumbers?personId=x', ALL],
    ['locations/OFFICE/webexGo/availableNumbers', FREE],
    ['locations/OFFICE/emergencyCallbackNumber/availableNumbers', HELD],
    ['locations/OFFICE/callIntercept/availableNumbers', ALL],
    ['locations/OFFICE/chargeNumber/availableNumbers', '100 101 102 103 104'],
    ['locations/DEPOT/chargeNumber/availableNumbers', '456'],
    ['locations/OFFICE/availableNumbers?phoneNumber=%2B12055550101,+1-800-555-0105,%2B12055550199', '101 105'],
    ['locations/OFFICE/availableNumbers?phoneNumber=%2B12055550101,%2B12055550103&ownerName=sam', '103'],
  ])('%s: %s', async (path, expected) => {
    expect(await listed(path)).toBe(expected);
  });

  it('an entry has its own names, and the numbers of an external caller id their location', async () => {
    const office = { id: location(scene.ids.office), name: 'Office' };
    const number = {
      ...{ state: 'ACTIVE', tollFreeNumber: false, telephonyType: 'PSTN_NUMBER', isServiceNumber: false },
      location: office,
    };
    const owner = { type: 'PEOPLE', firstName: 'Sam Adam', lastName: 'Patel', displayName: 'Sam Adam Patel' };
    const path = 'locations/OFFICE/externalCallerId/availableNumbers?phoneNumber=%2B12055550100,%2B12055550103';
    expect(said(await ask(named(path)))).toEqual({
      status: 200,
      body: {
        phoneNumbers: [
          { ...number, phoneNumber: '+12055550100', isMainNumber: true },
          {
            ...{ ...number, phoneNumber: '+12055550103', extension: '301', isMainNumber: false },
            owner: { id: person(scene.people.sam), ...owner },
          },
        ],
      },
    });
  });

  it('an external caller id may be of another location of the same country and PSTN provider', async () => {
    const columns = { country: 'US', pstn_connection: 'CISCO_PSTN' };
    const [here, there] = [
      await scene.rows.location(scene.organization, columns),
      await scene.rows.location(scene.organization, columns),
    ];
    await scene.rows.location(scene.organization, { ...columns, pstn_connection: 'LOCAL_GATEWAY' });
    await scene.rows.number(scene.organization, '+12065550171', here, { state: 'INACTIVE' });
    await scene.rows.number(scene.organization, '+12065550172', there, { state: 'INACTIVE' });
    expect(await listed(`locations/${here}/externalCallerId/availableNumbers`)).toBe('171 172');
    const who = { roles: ['location_admin'], locations: [here] };
    expect(await listed(`locations/${here}/externalCallerId/availableNumbers`, who)).toBe('171');
    await scene.database.query('UPDATE phone_numbers SET organization_id = NULL, location_id = NULL WHERE e164 ~ $1', [
      '1206555017',
    ]);
  });

  it('goes on by its link, which is good for nothing else', async () => {
    const { headers, body } = await ask('workspaces/availableNumbers?max=3');
    const [, url] = /^<([^>]+)>; rel="next"$/.exec(headers.link!)!;
    const next = await scene.ask(url!.slice(scene.server.url.length));
    const numbers = [body, next.body].map((page) => (page as Listed).phoneNumbers.length);
    expect([numbers, next.headers.link]).toEqual([[3, 1], undefined]);
    const start = new URL(url!).searchParams.get('start');
    expect(said(await ask(named(`locations/OFFICE/webexGo/availableNumbers?start=${start}`)))).toEqual(
      refused(400, 'Invalid start', 'Expected the start of a link to the next page', 25008),
    );
  });

  it('a person who is in no location has none, and a resting number is in no list of free ones', async () => {
    const { rows, organization, ids, database } = scene;
    const id = await rows.user(organization);
    const [{ uuid }] = (await database.query<{ uuid: string }>('SELECT uuid FROM users WHERE id = $1', [id])) as [
      { uuid: string },
    ];
    expect(await listed(`people/${uuid}/secondary/availableNumbers`)).toBe('');
    await database.query('UPDATE organizations SET number_rest_days = 30 WHERE id = $1', [organization.id]);
    await rows.number(organization, '+12055550106', ids.office);
    const held_since = new Date(Date.now() - 86_400_000 * 9);
    const line = await rows.providerLine(organization, id, { number: '+12055550106', held_since });
    await rows.close(line, organization);
    expect(await listed('workspaces/LOBBY/secondary/availableNumbers')).toBe(FREE);
    expect(await listed('locations/OFFICE/availableNumbers?phoneNumber=%2B12055550106')).toBe('106');
  });

  it.each([
    [
      'workspaces/UNKNOWN/secondary/availableNumbers',
      'Workspace not found',
      'No workspace exists with the provided id',
    ],
    ['people/UNKNOWN/callIntercept/availableNumbers', 'Person not found', 'No person exists with the provided id'],
    ['locations/UNKNOWN/webexGo/availableNumbers', 'No location has this id', 'No location has this id'],
    ['locations/UNKNOWN/externalCallerId/availableNumbers', 'No location has this id', 'No location has this id'],
    ['workspaces/availableNumbers?locationId=UNKNOWN', 'No location has this id', 'No location has this id'],
  ])('404: %s', async (path, message, description) => {
    expect(said(await ask(path.replace('UNKNOWN', randomUUID())))).toEqual(refused(404, message, description));
  });

  it.each([
    ['workspaces/x/secondary/availableNumbers', 'workspaceId', 'the id of a workspace'],
    [
      'people/primary/availableNumbers?phoneNumber=5550100',
      'phoneNumber',
      'numbers in E.164, with commas between them',
    ],
    [`locations/OFFICE/availableNumbers?ownerName=${'x'.repeat(256)}`, 'ownerName', 'at most 255 characters'],
    ['locations/OFFICE/availableNumbers?max=0', 'max', 'one whole number from 1'],
  ])('400: %s', async (path, name, expected) => {
    expect(said(await ask(named(path)))).toEqual(refused(400, `Invalid ${name}`, `Expected ${expected}`, 25008));
  });
});

describe('2.4: validateNumbers', () => {
  const validate = (phoneNumbers: unknown, who?: TokenOptions) =>
    ask('actions/validateNumbers/invoke', { ...who, body: { phoneNumbers } });

  it('says what of each number, in the vendor’s words', async () => {
    const number = (phoneNumber: string, state: string, detail?: string, tollFreeNumber = false) => ({
      ...{ phoneNumber, state, tollFreeNumber, detail: detail ? [`${detail} : ${phoneNumber}`] : [] },
    });
    const sent = [
      '+12145550123',
      '+18005550123',
      '+1 214 555 0123',
      '+1800',
      '+12055550101',
      '+12055550190',
      '+12055550199',
      'x',
    ];
    expect(said(await validate(sent))).toEqual({
      status: 200,
      body: {
        status: 'ERRORS',
        phoneNumbers: [
          number('+12145550123', 'Available'),
          number('+18005550123', 'Available', undefined, true),
          number('+1 214 555 0123', 'Duplicate In List', '[Error 8360] Duplicate DN in the request'),
          number('+1800', 'Invalid', '[Error 8362] DN is invalid'),
          number('+12055550101', 'Duplicate', '[Error 8363] DN is in use'),
          number('+12055550190', 'Duplicate', '[Error 8363] DN is in use'),
          number('+12055550199', 'Unavailable', '[Error 8361] DN is unavailable'),
          number('x', 'Invalid', '[Error 8362] DN is invalid'),
        ],
      },
    });
  });

  it('OK where all are available: fictional numbers, too, and 1,000 at once', async () => {
    const sent = Array.from({ length: 1000 }, (_, i) => `+1214555${String(i).padStart(4, '0')}`);
    const { status, body } = await validate(sent);
    expect([status, (body as { status: string }).status]).toEqual([200, 'OK']);
    expect((body as Listed).phoneNumbers.map(({ phoneNumber }) => phoneNumber)).toEqual(sent);
  });

  it('tells a location administrator of their own locations', async () => {
    const who = { roles: ['location_admin'], locations: [scene.ids.depot] };
    const { body } = await validate(['+12055550101', '+4930123456'], who);
    expect((body as { phoneNumbers: { state: string }[] }).phoneNumbers.map(({ state }) => state)).toEqual([
      'Unavailable',
      'Duplicate',
    ]);
  });

  it.each([
    ['no list', 'x', 'phoneNumbers must be a list of 1 to 1000 texts'],
    ['an empty one', [], 'phoneNumbers must be a list of 1 to 1000 texts'],
    ['too many', Array.from({ length: 1001 }, () => '+12145550123'), 'phoneNumbers must be a list of 1 to 1000 texts'],
    ['too long a text', ['1'.repeat(65)], 'phoneNumbers.0 must be a text of at most 64 characters'],
    ['a number of JSON', [12145550123], 'phoneNumbers.0 must be a text of at most 64 characters'],
  ])('400: %s', async (_, sent, description) => {
    const answer = await validate(sent);
    expect([answer.status, (answer.body as { errors: object[] }).errors]).toEqual([
      400,
      [{ description, errorCode: 25008 }],
    ]);
  });
});

describe('2.4: validateExtensions', () => {
  const BAD = [
    { extension: '1', state: 'INVALID', errorCode: 4910, message: 'An extension has 2 to 10 digits' },
    { extension: '20#', state: 'INVALID', errorCode: 4910, message: 'An extension has 2 to 10 digits' },
    { extension: '911', state: 'INVALID', errorCode: 4911, message: 'An emergency number cannot be an extension' },
  ];
  const TWICE = { state: 'DUPLICATE_IN_LIST', errorCode: 9498, message: 'An entry before it is the same extension' };
  const USED = { state: 'DUPLICATE', errorCode: 9495, message: 'Another line of the location has the extension' };

  it('of the organization: one that some location has is fine', async () => {
    const path = 'actions/validateExtensions/invoke';
    expect(said(await ask(path, { body: { extensions: ['300', '200', '0300'] } }))).toEqual({
      status: 200,
      body: { status: 'OK' },
    });
    const extensions = ['300', '1', '20#', '911', '300'];
    expect(said(await ask(path, { roles: ['readonly_admin'], body: { extensions } }))).toEqual({
      status: 200,
      body: {
        status: 'ERRORS',
        extensionStatus: [{ extension: '300', state: 'VALID' }, ...BAD, { extension: '300', ...TWICE }],
      },
    });
  });

  it('of a location: one that it has is a duplicate', async () => {
    const path = named('locations/OFFICE/actions/validateExtensions/invoke');
    expect(said(await ask(path, { body: { extensions: ['300', '200', '100'] } }))).toEqual({
      status: 200,
      body: {
        status: 'ERRORS',
        extensionStatus: [
          { extension: '300', ...USED },
          { extension: '200', ...USED },
          { extension: '100', state: 'VALID' },
        ],
      },
    });
    expect(said(await ask(path, { body: { extensions: ['100'] } })).body).toEqual({ status: 'OK' });
  });

  it('404: of another organization’s location', async () => {
    const foreign = await scene.rows.location(scene.stranger);
    for (const id of [foreign, randomUUID()]) {
      const answer = await ask(`locations/${id}/actions/validateExtensions/invoke`, { body: { extensions: ['100'] } });
      expect(said(answer)).toEqual(refused(404, 'No location has this id', 'No location has this id'));
    }
  });
});
