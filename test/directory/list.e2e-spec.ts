import { setTimeout as sleep } from 'node:timers/promises';
import { webexId } from '../../src/ids/webex-id.js';
import { ask, said, type Answer } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { withFaults } from '../http/faulty-server.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type Place, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, tokenFor } from '../tokens.js';
import { acme, day, invalid, ROOT } from './directory-scene.js';

// GET /api/phone-numbers: the numbers of the record, of an organization or of a location, and who has them.

const SAM = '5f7b1c2e8a1d4e0012c3b4a6';
const LEE = '5f7b1c2e8a1d4e0012c3b4a8';
const since = { held_since: day(3) };
const number = (n: number): string => `+1416555010${n}`;

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let organization: TestOrganization;
let other: TestOrganization;
let place: Place;
let annex: string;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  await rows.organization({ uuid: TEST_ORGANIZATION, name: 'Root' });
  organization = await rows.organization({ number_rest_days: 3650 });
  other = await rows.organization({ name: null });
  place = await rows.place(organization, { name: 'Lobby 12' });
  annex = await rows.location(organization, { name: 'Annex' });
  await layNumbers();
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

async function layNumbers(): Promise<void> {
  const sam = await rows.user(organization, { object_id: SAM, first_name: 'Samuel' });
  const lee = await rows.user(organization, { object_id: LEE, full_name: 'Lee Ünal', email: 'lee@acme.example' });
  await rows.providerLine(organization, sam, { number: number(1), ...since });
  const outbound = { receives_calls: false, is_default: false, provider: 'sinch', held_since: day(1) };
  await rows.providerLine(organization, lee, { number: number(1), ...outbound });
  await rows.callingLine(organization, place, { number: number(2), extension: '4711', ...since });
  const main = await rows.number(organization, number(3), place.locationId);
  await database.query('UPDATE locations SET main_phone_number_id = $1 WHERE id = $2', [main, place.locationId]);
  await rows.number(organization, number(4), annex, { state: 'INACTIVE' });
  const released = await rows.providerLine(organization, lee, { number: number(5), ...since });
  await rows.close(released, organization, { at: day(9) });
  await rows.personLine(organization, sam, place.locationId, { number: undefined, extension: '4713', ...since });
  await rows.number(other, number(6));
  await rows.phoneNumber({ e164: number(7) });
  const elsewhere = await rows.place(other, { name: 'Kitchen' });
  await rows.callingLine(other, elsewhere, { number: undefined, extension: '4711', ...since });
}

const list = (query: string, { url }: TestServer = server): Promise<Answer> =>
  ask(`${url}/api/phone-numbers${query && `?${query}`}`, { token: tokenFor(ROOT), headers: { trackingid: 'T' } });

interface Listed {
  phoneNumber?: string;
  holder?: { extension?: string; userId?: string };
}
async function entries(query: string): Promise<Listed[]> {
  const { status, body } = await list(query);
  expect(status).toBe(200);
  expect(schemaFaults('directory', 'ListedPhoneNumbers', body)).toEqual([]);
  return (body as { phoneNumbers: Listed[] }).phoneNumbers;
}
/** By the last digit of a number, or by the extension of a line without one. */
const names = (listed: Listed[]): string =>
  listed.map(({ phoneNumber, holder }) => phoneNumber?.slice(-1) ?? holder!.extension).join(' ');
const nextOf = ({ headers }: Answer): string | undefined => /<(\S+)>; rel="next"$/.exec(headers.link ?? '')?.[1];
const ofAcme = (query = ''): string => `organizationId=${organization.objectId}${query && `&${query}`}`;

/** All pages of a list, by their links. */
async function pages(query: string, on: TestServer = server): Promise<Listed[][]> {
  const found: Listed[][] = [];
  for (let next: string | undefined = query; next !== undefined && found.length < 50;) {
    const answer = await list(next, on);
    found.push((answer.body as { phoneNumbers: Listed[] }).phoneNumbers);
    const link = nextOf(answer);
    next = link === undefined ? undefined : new URL(link).search.slice(1);
  }
  return found;
}

it('shows of each number whose and where it is, its state, who has it since when, and until when it rests', async () => {
  const office = { id: webexId('LOCATION', place.locationId), name: 'MainOffice' };
  const ofSam = { userId: SAM, name: 'Sam Patel', email: 'sam.patel@acme.example' };
  const ofLine = { isInboundEnabled: true, since: day(3).toISOString() };
  const lobby = { workspaceId: webexId('PLACE', place.workspaceId), name: 'Lobby 12' };
  const all = { organization: acme(organization), isMainNumber: false };
  expect(await entries(ofAcme())).toEqual([
    { phoneNumber: number(1), ...all, state: 'ACTIVE', holder: { ...ofSam, provider: 'twilio', ...ofLine } },
    {
      phoneNumber: number(2),
      ...all,
      location: office,
      state: 'ACTIVE',
      holder: { ...lobby, line: 'primary', extension: '4711', ...ofLine },
    },
    { phoneNumber: number(3), ...all, location: office, state: 'ACTIVE', isMainNumber: true },
    { phoneNumber: number(4), ...all, location: { id: webexId('LOCATION', annex), name: 'Annex' }, state: 'INACTIVE' },
    {
      phoneNumber: number(5),
      ...all,
      state: 'ACTIVE',
      restsUntil: new Date(+day(9) + 3650 * 86_400_000).toISOString(),
    },
    { ...all, location: office, holder: { ...ofSam, line: 'primary', extension: '4713', ...ofLine } },
  ]);
});

it('of the whole record has what is in nobody’s inventory, too, and an organization without a name', async () => {
  const listed = await entries('');
  expect(listed.slice(5, 7)).toEqual([
    {
      phoneNumber: number(6),
      organization: { id: webexId('ORGANIZATION', other.uuid), objectId: other.objectId },
      state: 'ACTIVE',
      isMainNumber: false,
    },
    { phoneNumber: number(7), state: 'ACTIVE', isMainNumber: false },
  ]);
  expect(names(listed.slice(0, 7))).toBe('1 2 3 4 5 6 7');
  expect(names(listed.slice(7)).split(' ').sort()).toEqual(['4711', '4713']);
});

const FILTERS: [string, string][] = [
  ['state=ACTIVE', '1 2 3 5'],
  ['state=INACTIVE', '4'],
  ['held=true', '1 2 4713'],
  ['held=FALSE', '3 4 5'],
  ['held=true&state=ACTIVE', '1 2'],
  ['extension=4711', '2'],
  ['extension=4713', '4713'],
  ['extension=471', ''],
  ['q=0103', '3'],
  ['q=555-010', '1 2 3 4 5'],
  ['q=(416) 555 0102', '2'],
  ['q=%2B1 416 5550102', '2'],
  ['q=+1 416 5550102', '2'],
  ['q=%2B416', ''],
  ['q=471', '2 4713'],
  ['q=patel', '1 4713'],
  ['q=SAMUEL', '1 4713'],
  ['q=lee@ACME', '1'],
  ['q=ünal', '1'],
  ['q= lobby 12 ', '2'],
  ['q=12', '2'],
  ['q=%25', ''],
  ['q=patel&extension=4713', '4713'],
  ['q=patel&state=ACTIVE&held=true', '1'],
  ['q=', '1 2 3 4 5 4713'],
];

it.each(FILTERS)('%s: %s', async (filter, expected) => {
  expect(names(await entries(ofAcme(filter)))).toBe(expected);
});

it('of a location, or of organization and location, by ids in any spelling', async () => {
  const { uuid } = organization;
  const [spelt, bare] = [webexId('LOCATION', place.locationId), place.locationId.toUpperCase()];
  for (const query of [`locationId=${spelt}`, `locationId=${bare}`, `organizationId=${uuid}&locationId=${bare}`]) {
    expect(names(await entries(query))).toBe('2 3 4713');
  }
  expect(names(await entries(`locationId=${spelt}&extension=4713`))).toBe('4713');
  expect(names(await entries(`locationId=${annex}&extension=4711`))).toBe('');
  expect(names(await entries(`organizationId=${webexId('ORGANIZATION', uuid)}&state=INACTIVE`))).toBe('4');
});

it('with q has a holder before others who is meant', async () => {
  const holders = async (query: string) => (await entries(ofAcme(query))).map(({ holder }) => holder?.userId);
  expect(await holders('q=0101')).toEqual([SAM]);
  expect(await holders('q=lee')).toEqual([LEE]);
});

describe('in pages', () => {
  it.each([1, 2, 3, 5, 6, 7])('of %i has everything once, and the last page no link', async (max) => {
    for (const [filter, expected] of FILTERS) {
      const found = await pages(ofAcme(`max=${max}&${filter}`));
      expect(names(found.flat())).toBe(expected);
      expect(found).toHaveLength(Math.max(1, Math.ceil(found.flat().length / max)));
    }
    expect(names((await pages(`max=${max}`)).flat())).toBe(names(await entries('')));
  });

  it('by links that are absolute and have every filter', async () => {
    const link = new URL(nextOf(await list(ofAcme('max=1&q=patel&held=true')))!);
    expect(link.origin + link.pathname).toBe(`${server.url}/api/phone-numbers`);
    const { start, ...rest } = Object.fromEntries(link.searchParams);
    expect(rest).toEqual({ organizationId: organization.objectId, max: '1', q: 'patel', held: 'true' });
    expect(start).toMatch(/^[\w-]+$/);
  });

  it('that end when they have looked at enough, with fewer entries or none', async () => {
    const patches = {
      'phone-numbers/inventory/listed-numbers.service.js': {
        'const AT_ONCE = 1000': 'const AT_ONCE = 1',
        'const MOST_LOOKED_AT = 20_000': 'const MOST_LOOKED_AT = 2',
      },
    };
    const work = async (patient: TestServer): Promise<void> => {
      expect((await pages('q=0105', patient)).map(names)).toEqual(['', '', '5', '', '', '']);
      for (const [filter, expected] of FILTERS) {
        expect([filter, names((await pages(ofAcme(filter), patient)).flat())]).toEqual([filter, expected]);
      }
    };
    await withFaults(patches, work, { database });
  });
});

describe('a cursor', () => {
  const start = async (query: string): Promise<string> =>
    new URL(nextOf(await list(query))!).searchParams.get('start')!;
  const REFUSED = invalid('start', 'the start of a link to the next page');

  it('is good for pages of any size, and for another spelling of the same filters', async () => {
    const cursor = await start(ofAcme('max=2&held=true'));
    const query = `organizationId=${organization.objectId.toUpperCase()}&held=True&max=9&start=${cursor}`;
    expect(names(await entries(query))).toBe('4713');
  });

  it.each(['held=false', 'held=true&q=a', '', 'held=true&state=ACTIVE'])(
    'of held=true is refused for %s',
    async (filter) => {
      const cursor = await start(ofAcme('max=1&held=true'));
      expect(said(await list(ofAcme(`${filter}&start=${cursor}`)))).toEqual(REFUSED);
    },
  );

  it('of another organization, an altered or a foreign one is refused', async () => {
    const cursor = await start(ofAcme('max=1'));
    const altered = `${cursor.slice(0, -2)}${cursor.at(-2) === 'A' ? 'B' : 'A'}${cursor.at(-1)}`;
    expect(said(await list(`organizationId=${other.objectId}&start=${cursor}`))).toEqual(REFUSED);
    for (const sent of [altered, 'x', '0', cursor.repeat(30)]) {
      expect(said(await list(ofAcme(`start=${sent}`)))).toEqual(REFUSED);
    }
  });
});

it.each([
  ['max=0', invalid('max', 'one whole number from 1')],
  ['max=-1', invalid('max', 'one whole number from 1')],
  ['max=1&max=2', invalid('max', 'one whole number from 1')],
  [`q=${'x'.repeat(300)}`, invalid('q', 'at most 255 characters')],
  ['q=a&q=b', invalid('q', 'one value')],
  [`extension=${'1'.repeat(300)}`, invalid('extension', 'at most 255 characters')],
  ['extension=x1', invalid('extension', '2 to 10 digits')],
  ['state=FREE', invalid('state', 'one of ACTIVE, INACTIVE')],
  [`state=${'x'.repeat(300)}`, invalid('state', 'at most 8 characters')],
  ['held=yes', invalid('held', 'true or false')],
  ['organizationId=acme', invalid('organizationId', 'the id of an organization')],
  ['organizationId=', invalid('organizationId', 'an id, or no such parameter')],
  [`organizationId=${'a'.repeat(300)}`, invalid('organizationId', 'the id of an organization')],
  ['locationId=office', invalid('locationId', 'the id of a location')],
  ['locationId=', invalid('locationId', 'an id, or no such parameter')],
])('%s: 400', async (query, refused) => {
  expect(said(await list(query))).toEqual(refused);
});

it('404: no such organization, no such location, or not in that organization', async () => {
  const unknown = '5f7b1c2e8a1d4e0012c3b4ff';
  expect(said(await list(`organizationId=${unknown}`))).toMatchObject({
    status: 404,
    body: { code: 'organization_not_found' },
  });
  const locations = [
    `locationId=${TEST_ORGANIZATION}`,
    `organizationId=${other.objectId}&locationId=${place.locationId}`,
  ];
  for (const query of locations) {
    expect(said(await list(query))).toEqual({
      status: 404,
      body: { error: 'No location has this id', code: 'location_not_found' },
    });
  }
});

it('names each other organization that was asked for or shown once in the log', async () => {
  const empty = await rows.organization({ name: 'Empty' });
  const crossings = async (query: string): Promise<string[]> => {
    const { headers } = await ask(`${server.url}/api/phone-numbers?${query}`, { token: tokenFor(ROOT) });
    const ofCall = `"trackingId":"${headers.trackingid}"`;
    const lines = (): string[] =>
      server
        .log()
        .split('\n')
        .filter((line) => line.includes(ofCall));
    while (!lines().some((line) => line.includes('"msg":"request"'))) await sleep(5);
    const crossed = lines().filter((line) => line.includes('in another organization'));
    return crossed.map((line) => (JSON.parse(line) as { organizationId: string }).organizationId).sort();
  };
  expect(await crossings(ofAcme())).toEqual([organization.id]);
  expect(await crossings(`organizationId=${empty.objectId}`)).toEqual([empty.id]);
  expect(await crossings(`organizationId=${TEST_ORGANIZATION}`)).toEqual([]);
  expect(await crossings('')).toEqual([organization.id, other.id].sort());
});
