import { randomUUID } from 'node:crypto';
import { said } from '../ask.js';
import type { TokenOptions } from '../tokens.js';
import { InventoryScene, location, person, place } from './inventory-scene.js';

// GET /v1/telephony/config/numbers (workspaces contract, 2.2 and 9; 3.3 for pages).

let scene: InventoryScene;
beforeAll(async () => {
  scene = await InventoryScene.start();
});
afterAll(() => scene.stop());

const PATH = '/v1/telephony/config/numbers';

interface Listed {
  phoneNumbers: { phoneNumber?: string; extension?: string; owner?: object }[];
  count?: object;
}

const ask = (query = '', who?: TokenOptions) => scene.ask(`${PATH}${query}`, who);

/** Numbers by their last digits, and extensions that have none. */
async function listed(query: string, who?: TokenOptions): Promise<string> {
  const { status, body, text } = await ask(query, who);
  if (status !== 200) throw new Error(`${query}: ${status} ${text}`);
  const { phoneNumbers } = body as Listed;
  return phoneNumbers.map(({ phoneNumber, extension }) => phoneNumber?.slice(-3) ?? `x${extension}`).join(' ');
}

const ALL = '100 101 102 103 104 105 567 456 x100 x200';
const refused = (status: number, message: string, description: string, errorCode?: number) => ({
  status,
  body: { message, errors: [{ description, ...(errorCode && { errorCode }) }], trackingId: 't' },
});

describe('2.2: an entry', () => {
  it('has what it has and nothing else, by number and then by extension', async () => {
    const office = { id: location(scene.ids.office), name: 'Office' };
    const depot = { id: location(scene.ids.depot), name: 'Depot' };
    const number = (phoneNumber: string, more: object = {}) => ({
      phoneNumber,
      state: 'ACTIVE',
      phoneNumberType: 'PRIMARY',
      includedTelephonyTypes: 'PSTN_NUMBER',
      isServiceNumber: false,
      mainNumber: false,
      tollFreeNumber: false,
      location: office,
      ...more,
    });
    const lobby = {
      id: place(scene.ids.lobby),
      type: 'PLACE',
      firstName: 'Lobby',
      lastName: '.',
      displayName: 'Lobby',
    };
    const sam = { type: 'PEOPLE', firstName: 'Sam Adam', lastName: 'Patel', displayName: 'Sam Adam Patel' };
    const cher = { type: 'PEOPLE', firstName: 'Cher', lastName: '.', displayName: 'Cher' };
    const extension = (digits: string) => ({ extension: digits, routingPrefix: '12', esn: `12${digits}` });
    expect(said(await ask())).toEqual({
      status: 200,
      body: {
        phoneNumbers: [
          number('+12055550100', { mainNumber: true }),
          number('+12055550101', { ...extension('300'), owner: lobby }),
          number('+12055550102', { phoneNumberType: 'ALTERNATE', owner: lobby }),
          number('+12055550103', { ...extension('301'), owner: { id: person(scene.people.sam), ...sam } }),
          number('+12055550104', { state: 'INACTIVE' }),
          number('+18005550105', { tollFreeNumber: true }),
          number('+491701234567', { includedTelephonyTypes: 'MOBILE_NUMBER', location: depot }),
          number('+4930123456', {
            isServiceNumber: true,
            location: depot,
            owner: { id: person(scene.people.cher), ...cher },
          }),
          {
            ...{ extension: '100', esn: '100', mainNumber: false, tollFreeNumber: false, location: depot },
            owner: { id: place(scene.ids.desk), type: 'PLACE', lastName: '.' },
          },
          {
            ...{ ...extension('200'), mainNumber: false, tollFreeNumber: false, location: office },
            owner: { ...lobby, id: place(scene.ids.gate), firstName: 'Gate', displayName: 'Gate' },
          },
        ],
      },
    });
  });
});

describe('2.2: filters', () => {
  it.each([
    ['?locationId=OFFICE', '100 101 102 103 104 105 x200'],
    ['?phoneNumber=5550', '100 101 102 103 104 105'],
    ['?phoneNumber=01-0', '100 101 102 103 104 105'],
    ['?phoneNumber=%2B1205', '100 101 102 103 104'],
    ['?phoneNumber=+1205', '100 101 102 103 104'],
    ['?phoneNumber=%2B205', ''],
    ['?available=true', '100 104 105 567 456'],
    ['?available=True&locationId=OFFICE', '100 104 105'],
    ['?available=false', '101 102 103 x100 x200'],
    ['?assigned=false', '100 104 105 567 456'],
    ['?assigned=true', '101 102 103 x100 x200'],
    ['?ownerName=pat', '103'],
    ['?ownerName=LOB', '101 102'],
    ['?ownerName=%25', ''],
    ['?ownerId=LOBBY', '101 102'],
    ['?ownerId=SAM', '103'],
    ['?ownerId=CHER', '456'],
    ['?ownerType=PEOPLE', '103 456'],
    ['?ownerType=PLACE&order=extension', '101 102 x100 x200'],
    ['?ownerType=GROUP_PAGING', ''],
    ['?extension=300', '101'],
    ['?extension=200', 'x200'],
    ['?extension=200&ownerName=lobby', ''],
    ['?extension=300&ownerType=PEOPLE', ''],
    ['?ownerId=LOBBY&ownerName=lob&phoneNumberType=ALTERNATE', '102'],
    ['?ownerId=LOBBY&ownerName=sam', ''],
    ['?extension=20', ''],
    ['?numberType=NUMBER', '100 101 102 103 104 105 567 456'],
    ['?numberType=NUMBER&available=true&max=9', '100 104 105 567 456'],
    ['?numberType=EXTENSION', 'x100 x200'],
    ['?phoneNumberType=ALTERNATE', '102'],
    ['?phoneNumberType=PRIMARY', '100 101 103 104 105 567 456'],
    ['?phoneNumberType=FAX', ''],
    ['?phoneNumberType=Default', '100 101 102 103 104 105 567 456'],
    ['?state=INACTIVE', '104'],
    ['?state=ACTIVE&phoneNumberType=PRIMARY&assigned=true', '101 103'],
    ['?tollFreeNumbers=true', '105'],
    ['?tollFreeNumbers=false', '100 101 102 103 104 567 456 x100 x200'],
    ['?serviceNumber=true', '456'],
    ['?includedTelephonyTypes=MOBILE_NUMBER', '567'],
    ['?includedTelephonyTypes=PSTN_NUMBER', '100 101 102 103 104 105 456 x100 x200'],
    ['?restrictedNonGeoNumbers=true', ''],
    ['?reservedNumber=true', ''],
    ['?elinEnabled=true', ''],
    ['?elinEnabled=false&nonsense=1', ALL],
  ])('%s: %s', async (query, expected) => {
    const { ids, people } = scene;
    const named = query
      .replace('OFFICE', location(ids.office))
      .replace('LOBBY', place(ids.lobby))
      .replace('SAM', person(people.sam))
      .replace('CHER', people.cher);
    expect(await listed(named)).toBe(expected);
  });

  it.each([
    ['lastName', '101 102 456 103 100 104 105 567 x100 x200'],
    ['dn', ALL],
    ['extension', '101 103 100 102 104 105 567 456 x100 x200'],
  ])('order=%s: entries without a number come last', async (order, expected) => {
    expect(await listed(`?order=${order}`)).toBe(expected);
  });

  it.each([
    ['available=true&ownerType=PLACE', 'available', 'it without ownerType'],
    ['available=false&reservedNumber=false', 'available', 'it without reservedNumber'],
    ['available=true&assigned=true', 'available', 'it without the same value in assigned'],
    ['numberType=EXTENSION&available=true', 'available', 'it without the numberType EXTENSION'],
    ['numberType=EXTENSION&state=ACTIVE', 'state', 'it without the numberType EXTENSION'],
    ['numberType=EXTENSION&phoneNumberType=PRIMARY', 'phoneNumberType', 'it without the numberType EXTENSION'],
    [`ownerName=${'x'.repeat(300)}`, 'ownerName', 'at most 255 characters'],
    [`phoneNumber=${'1'.repeat(65)}`, 'phoneNumber', 'at most 64 characters'],
    ['phoneNumber=x', 'phoneNumber', 'digits'],
    ['order=DN', 'order', 'one of dn, lastName, extension'],
    ['locationId=x', 'locationId', 'the id of a location'],
    ['ownerId=x', 'ownerId', 'the id of a person or workspace'],
    ['details=yes', 'details', 'true or false'],
    ['max=0', 'max', 'one whole number from 1'],
    ['start=x', 'start', 'the start of a link to the next page'],
    ['state=ACTIVE&state=ACTIVE', 'state', 'one value'],
  ])('400: %s', async (query, name, expected) => {
    expect(said(await ask(`?${query}`))).toEqual(refused(400, `Invalid ${name}`, `Expected ${expected}`, 25008));
  });
});

describe('2.2: details=true', () => {
  const NONE = { inActive: 0, extensionOnly: 0, tollFreeNumbers: 0, mobileNumber: 0, serviceNumber: 0 };

  it.each([
    [
      '?details=true&max=1',
      {
        ...{ assigned: 3, unAssigned: 5, inActive: 1, extensionOnly: 2, tollFreeNumbers: 1, total: 10 },
        ...{ mobileNumber: 1, serviceNumber: 1 },
      },
    ],
    ['?details=True&ownerName=lobby', { ...NONE, assigned: 2, unAssigned: 0, total: 2 }],
    ['?details=true&ownerName=gate&extension=300', { ...NONE, assigned: 0, unAssigned: 0, total: 0 }],
    ['?details=true&ownerType=HUNT_GROUP', { ...NONE, assigned: 0, unAssigned: 0, total: 0 }],
  ])('%s counts all pages', async (query, count) => {
    expect(((await ask(query)).body as Listed).count).toEqual(count);
  });
});

describe('3.3: pages', () => {
  /** Follows the links; each page's numbers in brackets. */
  async function walk(query: string): Promise<string> {
    const pages: string[] = [];
    for (let next: string | undefined = `${PATH}?${query}`; next;) {
      const { body, headers } = await scene.ask(next);
      const { phoneNumbers } = body as Listed;
      pages.push(phoneNumbers.map(({ phoneNumber, extension }) => phoneNumber?.slice(-3) ?? `x${extension}`).join(' '));
      const [, url] = /^<([^>]+)>; rel="next"$/.exec(headers.link ?? '') ?? [];
      if (url) expect(url.startsWith(`${scene.server.url}${PATH}?`)).toBe(true);
      next = url?.slice(scene.server.url.length);
    }
    return pages.join(' | ');
  }

  it.each([
    ['max=3', '100 101 102 | 103 104 105 | 567 456 x100 | x200'],
    ['max=9&start=1', '101 102 103 104 105 567 456 x100 x200'],
    ['max=5&start=8', 'x100 x200'],
    ['max=1&start=10', ''],
    ['max=4&order=lastName', '101 102 456 103 | 100 104 105 567 | x100 x200'],
    ['max=3&order=extension', '101 103 100 | 102 104 105 | 567 456 x100 | x200'],
    ['max=2&available=true&orgId=OWN', '100 104 | 105 567 | 456'],
    ['max=1&numberType=EXTENSION', 'x100 | x200'],
  ])('%s: %s', async (query, pages) => {
    expect(await walk(query.replace('OWN', scene.organization.uuid))).toBe(pages);
  });

  it('goes on with every filter, and refuses the start of another filter or of another caller', async () => {
    const { headers } = await ask('?max=1&numberType=EXTENSION');
    const url = new URL(/<([^>]+)>/.exec(headers.link!)![1]!);
    expect(url.searchParams.get('numberType')).toBe('EXTENSION');
    const start = `start=${url.searchParams.get('start')}`;
    const bad = refused(400, 'Invalid start', 'Expected the start of a link to the next page', 25008);
    expect(said(await ask(`?max=1&${start}`))).toEqual(bad);
    expect(said(await ask(`?numberType=EXTENSION&${start}`, { organization: scene.stranger.uuid }))).toEqual(bad);
  });
});

describe('who sees what', () => {
  const administrator = (...locations: string[]): TokenOptions => ({ roles: ['location_admin'], locations });

  it('a location administrator sees what is in their locations', async () => {
    const { office, depot } = scene.ids;
    expect(await listed('', administrator(depot))).toBe('567 456 x100');
    expect(await listed('?available=true', administrator(depot))).toBe('567 456');
    expect(await listed('?order=extension', administrator(depot, office))).toBe(
      '101 103 100 102 104 105 567 456 x100 x200',
    );
    expect(await listed('', administrator())).toBe('');
    for (const query of [
      'ownerName=lobby',
      `ownerId=${scene.ids.lobby}`,
      'extension=300',
      'phoneNumberType=ALTERNATE',
    ]) {
      expect([query, await listed(`?${query}`, administrator(depot))]).toEqual([query, '']);
    }
  });

  it('and not who of another location has a number of theirs', async () => {
    await scene.database.query('UPDATE users SET location_id = $2 WHERE id = $1', [scene.ids.cher, scene.ids.office]);
    const who = administrator(scene.ids.depot);
    const { body } = await ask('?phoneNumber=30123', who);
    expect((body as Listed).phoneNumbers.map(({ owner }) => owner)).toEqual([undefined]);
    for (const query of ['ownerName=cher', `ownerId=${scene.people.cher}`, 'ownerType=PEOPLE']) {
      expect([query, await listed(`?${query}`, who)]).toEqual([query, '']);
    }
    await scene.database.query('UPDATE users SET location_id = $2 WHERE id = $1', [scene.ids.cher, scene.ids.depot]);
  });

  it('404: a location of another organization, one that does not exist, and one out of reach are the same', async () => {
    const expected = refused(404, 'No location has this id', 'No location has this id');
    const foreign = await scene.rows.location(scene.stranger);
    for (const id of [foreign, randomUUID()]) expect(said(await ask(`?locationId=${id}`))).toEqual(expected);
    const who = administrator(scene.ids.depot);
    expect(said(await ask(`?locationId=${scene.ids.office}`, who))).toEqual(expected);
  });

  it('a partner sees the customer that it names, and 403 is for who is none', async () => {
    const partner = await scene.rows.organization();
    const query = `?orgId=${scene.organization.uuid}`;
    const who = { organization: partner.uuid };
    const description = 'The organization is not yours and has not granted you access';
    expect(said(await ask(query, who))).toEqual(refused(403, 'Organization not reachable', description));
    await scene.rows.partnership(scene.organization, partner, { access: 'read' });
    expect(await listed(query, who)).toBe(ALL);
    expect(await listed('', who)).toBe('');
  });

  it('an organization that the record does not know has nothing', async () => {
    expect(said(await ask('?details=true', { organization: randomUUID() }))).toEqual({
      status: 200,
      body: { phoneNumbers: [], count: expect.objectContaining({ total: 0 }) },
    });
  });
});

describe('quarantine', () => {
  it('a number that rests is not available, and is when it has rested', async () => {
    const { rows, organization, database } = scene;
    await database.query('UPDATE organizations SET number_rest_days = 30 WHERE id = $1', [organization.id]);
    const held_since = new Date(Date.now() - 86_400_000 * 90);
    for (const [number, days] of [
      ['+12055550110', 31],
      ['+12055550111', 29],
    ] as const) {
      await rows.number(organization, number, scene.ids.office);
      const line = await rows.providerLine(organization, scene.ids.cher, { number, held_since, is_default: false });
      await rows.close(line, organization, { at: new Date(Date.now() - 86_400_000 * days) });
    }
    expect(await listed('?available=true&locationId=' + scene.ids.office)).toBe('100 104 110 105');
    expect(await listed('?assigned=false&locationId=' + scene.ids.office)).toBe('100 104 110 111 105');
    await database.query('UPDATE organizations SET number_rest_days = 0 WHERE id = $1', [organization.id]);
  });
});
