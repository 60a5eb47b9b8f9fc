import { webexId } from '../../src/ids/webex-id.js';
import { askAs } from '../webex-caller.js';
import { importScene, refusalsOf, type ImportScene } from './import-scene.js';
import { ATLAS, number } from './vendor-answers.js';

jest.setTimeout(120_000);

let scene: ImportScene;
beforeAll(async () => {
  scene = await importScene();
});
afterAll(() => scene.end());

const said = async (file: unknown, ...options: string[]): Promise<string> => {
  const { code, stdout, stderr } = await scene.imported(file, ...options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.replace('standard input: ', '').trimEnd();
};
const ask = (path: string) => askAs(scene.server, { of: { uuid: ATLAS } }, path);

const orgId = webexId('ORGANIZATION', ATLAS);
const locationOf = (n: number): string => webexId('LOCATION', `11111111-0000-4000-8000-${String(n).padStart(12, '0')}`);
const personOf = (n: number): string => webexId('PEOPLE', `44444444-0000-4000-8000-${String(n).padStart(12, '0')}`);
const OFFICE = { id: locationOf(1), orgId, address: {} };
const KIM = { id: personOf(1), orgId, emails: ['kim@x.example'] };

const LOCATIONS = {
  items: [
    {
      ...{ id: locationOf(1), name: 'Richardson', orgId },
      address: {
        ...{ address1: '100 Main Street', address2: 'Floor 2', city: 'Richardson', state: 'TX' },
        ...{ postalCode: '75080', country: 'US' },
      },
      ...{ timeZone: 'America/Chicago', preferredLanguage: 'en_us', announcementLanguage: 'fr_fr' },
      ...{ latitude: 32.9483, longitude: -96.7299, notes: 'Beside the station' },
    },
    { id: locationOf(2), name: 'Toronto', orgId, address: { country: 'CA' } },
  ],
};
const PEOPLE = {
  items: [
    {
      ...{
        id: personOf(1),
        emails: ['kim@x.example'],
        displayName: 'Kim Lee',
        firstName: 'Kim',
        lastName: 'Lee',
        orgId,
      },
      phoneNumbers: [
        { type: 'work', value: number(1), primary: true },
        { type: 'work_extension', value: '8101' },
        { type: 'alternate1', value: number(3) },
        { type: 'alternate2', value: number(2) },
      ],
      ...{ extension: '101', locationId: locationOf(1), licenses: [], type: 'person' },
    },
    {
      ...{
        id: personOf(2),
        emails: ['ana@x.example'],
        displayName: 'Dr. Ruiz',
        firstName: 'Ana',
        lastName: 'Ruiz',
        orgId,
      },
      phoneNumbers: [{ type: 'work_extension', value: '8102', primary: true }],
      ...{ extension: '102', locationId: locationOf(1), licenses: [], type: 'person' },
    },
    {
      id: personOf(3),
      emails: [],
      phoneNumbers: [],
      displayName: 'Zoë',
      firstName: 'Zoë',
      lastName: '.',
      orgId,
      licenses: [],
      type: 'person',
    },
  ],
};

describe('a list of the workspaces face', () => {
  it('of locations comes in and goes out the same', async () => {
    expect(await said(LOCATIONS)).toBe('created 1 organization, 2 locations');
    expect((await ask('/v1/locations')).body).toEqual(LOCATIONS);
    expect(await said(LOCATIONS)).toBe('nothing to change');
  });

  it('of people with callingData comes in and goes out the same, but for the day of the record', async () => {
    expect(await said(PEOPLE)).toBe('created 3 users, 4 assignments; changed 1 location');
    const { body } = await ask('/v1/people?callingData=true');
    const created = expect.any(String);
    expect(body).toEqual({ items: expect.arrayContaining(PEOPLE.items.map((person) => ({ ...person, created }))) });
    expect((body as typeof PEOPLE).items).toHaveLength(3);
    expect(await said(PEOPLE)).toBe('nothing to change');
  });

  it('changes what it says, and ends no line that it does not show', async () => {
    const [kim] = PEOPLE.items;
    const renamed = { ...kim, displayName: 'Kim Lee-Ruiz', phoneNumbers: [], extension: undefined };
    expect(await said({ items: [renamed] })).toBe('changed 1 user');
    const { body } = await ask(`/v1/people/${personOf(1)}?callingData=true`);
    expect(body).toEqual({ ...kim, displayName: 'Kim Lee-Ruiz', created: expect.any(String) });
    expect(await said({ items: [renamed] }, '--mirror', '--yes')).toBe('released 4 assignments');
  });

  it('is one of several answers in an array', async () => {
    const office = { ...OFFICE, id: locationOf(3), name: 'Berlin', address: { country: 'DE', city: '' } };
    const zoe = { id: personOf(4), emails: ['zoe@x.example'], orgId, phoneNumbers: [{ type: 'fax', value: 'x' }] };
    expect(await said([{ items: [office] }, { items: [zoe] }])).toBe('created 1 location, 1 user');
  });

  it.each<[string, object, string]>([
    ['an entry of another kind', { id: personOf(1), displayName: 'Lobby' }, 'wrong_shape'],
    ['the id of something else', { ...OFFICE, id: personOf(1) }, 'bad_location_id'],
    ['no organization', { ...OFFICE, orgId: undefined }, 'bad_organization_id'],
    ['a country that is none', { ...OFFICE, address: { country: 'Texas' } }, 'bad_country'],
    ['a latitude beyond the pole', { ...OFFICE, latitude: 91 }, 'bad_coordinate'],
    ['a latitude as a text', { ...OFFICE, latitude: '32' }, 'wrong_shape'],
    ['a long name', { ...OFFICE, name: 'x'.repeat(257) }, 'too_long'],
    ['a long time zone', { ...OFFICE, timeZone: 'x'.repeat(65) }, 'too_long'],
    ['a person without an id', { ...KIM, id: undefined }, 'bad_user_id'],
    ['a person of no organization', { ...KIM, orgId: 'x' }, 'bad_organization_id'],
    ['a long e-mail', { ...KIM, emails: ['x'.repeat(321)] }, 'too_long'],
    ['an e-mail that is no text', { ...KIM, emails: [5] }, 'wrong_shape'],
    ['a number, but no callingData', { ...KIM, phoneNumbers: [{ type: 'work', value: number(9) }] }, 'bad_location_id'],
    ['a location that is none', { ...KIM, locationId: personOf(1) }, 'bad_location_id'],
    [
      'a bad number',
      { ...KIM, locationId: locationOf(1), phoneNumbers: [{ type: 'work', value: '555' }] },
      'bad_number',
    ],
    ['a bad extension', { ...KIM, locationId: locationOf(1), extension: 'x1' }, 'bad_extension'],
    [
      'an extension that is not the end of the other one',
      {
        ...KIM,
        locationId: locationOf(1),
        extension: '101',
        phoneNumbers: [{ type: 'work_extension', value: '8102' }],
      },
      'bad_extension',
    ],
    ['numbers that are no list', { ...KIM, phoneNumbers: 'x' }, 'wrong_shape'],
  ])('is refused with %s', async (_, item, code) => {
    const refusals = await refusalsOf(scene.database, { items: [item] });
    expect(refusals.map((text) => /refused (\w+):/.exec(text)?.[1])).toEqual([code]);
  });
});
