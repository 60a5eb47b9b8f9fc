import { webexId } from '../../src/ids/webex-id.js';
import { askAs } from '../webex-caller.js';
import { csv, userRow, usersCsv, type Row } from './csv-files.js';
import { importScene, refusalsOf, type ImportScene } from './import-scene.js';
import { ATLAS, number, userId } from './vendor-answers.js';

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
const codes = async (file: string, ...options: string[]): Promise<string[]> =>
  (await refusalsOf(scene.database, file, ...options)).map((text) => text.replace(/^\d+:\d+: refused /, ''));

let locations = 0;
const locationId = (): string => `11111111-0000-4000-8000-${(++locations).toString(16).padStart(12, '0')}`;
const uuid = (n: number): string => `44444444-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const caller = (n: number, row: Row): Row => ({
  ...userRow(ATLAS, 0, '', { organization_name: 'Atlas', user_id: uuid(n), user_name: `User ${n}` }),
  user_email: `user.${n}@atlas.example`,
  ...row,
});

/** What the workspaces face shows of a person, beside their ids. */
async function personOf(n: number) {
  const ask = (path: string) => askAs(scene.server, { of: { uuid: ATLAS } }, `/v1/people/${uuid(n)}${path}`);
  const {
    displayName,
    firstName,
    lastName,
    phoneNumbers,
    extension,
    locationId: place,
  } = (await ask('?callingData=true')).body as Row;
  const { body: numbers } = await ask('/features/numbers');
  return { displayName, firstName, lastName, phoneNumbers, extension, locationId: place, numbers };
}

describe('people’s own telephones', () => {
  it('come in and go out: number and extension, an extension alone, an alternate, and beside a provider', async () => {
    const location_id = locationId();
    const rows = [
      caller(1, {
        location_id,
        location_name: 'Toronto',
        country: 'CA',
        phone_number: '(416) 555-0101',
        extension: '101',
      }),
      caller(1, { phone_number: '+14165550102', primary: 'false', ring_pattern: 'LONG_LONG' }),
      caller(1, { provider: 'twilio', phone_number: '+14165550103', is_default: 'true', location_id }),
      caller(2, { location_id, extension: '102', first_name: 'Zoë', last_name: 'Müller', routing_prefix: '8416' }),
      caller(3, { location_id, user_name: '', first_name: 'Ana', last_name: 'Ruiz' }),
    ];
    expect(await said(usersCsv(rows))).toBe('created 1 organization, 1 location, 3 users, 4 assignments');
    const toronto = webexId('LOCATION', location_id);
    expect(await personOf(1)).toEqual({
      ...{ displayName: 'User 1', firstName: 'User', lastName: '1', extension: '101', locationId: toronto },
      phoneNumbers: [
        { type: 'work', value: '+14165550101', primary: true },
        { type: 'work_extension', value: '8416101' },
        { type: 'alternate1', value: '+14165550102' },
      ],
      numbers: {
        distinctiveRingEnabled: false,
        phoneNumbers: [
          { directNumber: '+14165550101', extension: '101', routingPrefix: '8416', esn: '8416101', primary: true },
          { directNumber: '+14165550102', primary: false, ringPattern: 'LONG_LONG' },
        ],
      },
    });
    expect(await personOf(2)).toMatchObject({
      displayName: 'User 2',
      firstName: 'Zoë',
      lastName: 'Müller',
      extension: '102',
    });
    expect(await scene.database.query('SELECT full_name, location_id FROM users WHERE uuid = $1', [uuid(3)])).toEqual([
      { full_name: 'Ana Ruiz', location_id },
    ]);
    expect((await scene.listOf(ATLAS)).assignments).toMatchObject([
      { provider: 'twilio', phoneNumber: '+14165550103' },
    ]);
    expect(await said(usersCsv(rows))).toBe('nothing to change');
  });

  it('stand where the person is already, and stay what they are where a cell is empty', async () => {
    const location_id = locationId();
    await said(usersCsv([caller(11, { location_id, extension: '111', ring_pattern: 'NORMAL' })]));
    expect(await said(usersCsv([caller(11, { phone_number: number(11), extension: '', primary: 'false' })]))).toBe(
      'created 1 assignment',
    );
    expect(await said(usersCsv([caller(11, { phone_number: number(11), extension: '112' })]))).toBe(
      'changed 1 assignment',
    );
    expect((await personOf(11)).numbers).toMatchObject({
      phoneNumbers: [
        { extension: '111', primary: true },
        { directNumber: number(11), extension: '112', primary: false },
      ],
    });
  });

  it('move with the person, all of them at once', async () => {
    const [from, to] = [locationId(), locationId()];
    const row = (location_id: string, extension: string, phone_number = ''): Row =>
      caller(21, { location_id, extension, phone_number });
    await said(usersCsv([row(from, '121'), row(from, '122', number(22))]));
    expect(await codes(usersCsv([row(to, '121')]))).toEqual([
      'two_locations: the workspace or person would be in two locations',
    ]);
    const all = [row(to, '121'), row(to, '122', number(22))];
    expect(await said(usersCsv(all))).toBe('created 1 location; changed 1 user, 2 assignments');
  });

  it.each([
    [
      'a line at a provider with an extension',
      { provider: 'twilio', phone_number: number(31), extension: '131' },
      'mixed_line',
    ],
    ['a label of a calling line', { location_id: uuid(1), phone_number: number(31), label: 'Desk' }, 'mixed_line'],
    ['neither a provider nor a location', { phone_number: number(31), extension: '' }, 'unknown_provider'],
    ['nowhere', { extension: '131' }, 'location_missing'],
    ['a location without an id', { location_name: 'Toronto', extension: '131' }, 'bad_location_id'],
  ])('are refused: %s', async (_, row: Row, code) => {
    const [fault, ...others] = await codes(usersCsv([caller(31, row)]));
    expect([fault?.split(':')[0], others]).toEqual([code, []]);
  });

  it('have one primary, and an extension without number is none beside it', async () => {
    const location_id = locationId();
    const twice = [
      caller(41, { location_id, extension: '141', primary: 'true' }),
      caller(41, { location_id, phone_number: number(41), primary: 'true' }),
    ];
    expect(await codes(usersCsv(twice))).toEqual(
      Array(2).fill('second_primary: the workspace or person has two primary lines'),
    );
    const alone = [caller(41, { location_id, extension: '141' }), caller(41, { location_id, extension: '142' })];
    expect((await codes(usersCsv(alone))).map((text) => text.split(':')[0])).toEqual(['alternate_without_number']);
  });

  it('are released by a mirror whose files have their columns, and by no other one', async () => {
    const other = 'c3c3c3c3-0000-4000-8000-000000000051';
    const location_id = locationId();
    const row = (changed: Row): Row => ({ ...caller(51, changed), organization_id: other, organization_name: 'Other' });
    await said(
      usersCsv([row({ location_id, extension: '151' }), row({ phone_number: number(51), provider: 'sinch' })]),
    );
    const providers = usersCsv([row({ phone_number: number(51), provider: 'sinch' })]);
    expect(await said(providers, '--mirror', '--yes')).toBe('nothing to change');
    const both = usersCsv([row({ phone_number: number(51), provider: 'sinch', extension: '' })]);
    expect(await said(both, '--mirror', '--yes')).toBe('released 1 assignment');
  });
});

describe('locations', () => {
  const COLUMNS =
    'organization_id,organization_name,location_id,location_name,country,routing_prefix,address_1,address_2,city,state,postal_code,time_zone,preferred_language';

  it('come in by themselves, with what is known of them', async () => {
    const location_id = locationId();
    const row: Row = {
      ...{ organization_id: ATLAS, location_id, location_name: 'Berlin', country: 'DE', address_1: 'Musterstraße 12' },
      ...{ city: 'Berlin', postal_code: '10115', time_zone: 'Europe/Berlin', preferred_language: 'de_de' },
      ...{ latitude: '52.52', longitude: '13.405', pstn_connection: 'LOCAL_GATEWAY' },
    };
    expect(await said(csv(COLUMNS, [row]))).toBe('created 1 location');
    expect(await said(csv(COLUMNS, [row]))).toBe('nothing to change');
    const { body } = await askAs(scene.server, { of: { uuid: ATLAS } }, `/v1/locations/${location_id}`);
    expect(body).toEqual({
      ...{ id: webexId('LOCATION', location_id), orgId: webexId('ORGANIZATION', ATLAS), name: 'Berlin' },
      address: { address1: 'Musterstraße 12', city: 'Berlin', postalCode: '10115', country: 'DE' },
      ...{ timeZone: 'Europe/Berlin', preferredLanguage: 'de_de', latitude: 52.52, longitude: 13.405 },
    });
    expect(await said(csv(COLUMNS, [{ ...row, address_1: 'Musterallee 1', city: '' }]))).toBe('changed 1 location');
    const gateway = `UPDATE locations SET pstn_route_type = 'TRUNK', pstn_route_id = gen_random_uuid() WHERE id = $1`;
    await scene.database.query(gateway, [location_id]);
    await said(csv(COLUMNS, [{ ...row, address_1: '', pstn_connection: 'CISCO_PSTN' }]));
    const seen = 'SELECT address_1, city, pstn_connection, pstn_route_id FROM locations WHERE id = $1';
    expect(await scene.database.query(seen, [location_id])).toEqual([
      { address_1: 'Musterallee 1', city: 'Berlin', pstn_connection: 'CISCO_PSTN', pstn_route_id: null },
    ]);
  });

  it.each([
    [{ latitude: '91' }, 'bad_coordinate'],
    [{ longitude: 'east' }, 'bad_coordinate'],
    [{ pstn_connection: 'SIP' }, 'bad_pstn_connection'],
    [{ location_id: '' }, 'bad_location_id'],
  ])('are refused with %j', async (changed: Row, code) => {
    const row = { organization_id: ATLAS, location_id: locationId(), ...changed };
    expect((await codes(csv(COLUMNS, [row]))).map((text) => text.split(':')[0])).toEqual([code]);
  });
});

it('a person whom the other vendor knows has telephones, too', async () => {
  const location_id = locationId();
  const row = caller(0, { user_id: userId(0x61), location_id, extension: '161' });
  expect(await said(usersCsv([row]))).toBe('created 1 location, 1 user, 1 assignment');
});
