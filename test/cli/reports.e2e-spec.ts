import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { linebook } from './linebook.js';

// Figures and lists for operators: utilisation, locations, workspaces, licences.

jest.setTimeout(60_000);

const OFFICE = '73e1d036-50a7-4cff-826f-4c84ea8ff5f8';
const LOBBY = 'f99e6ae5-c3c7-4558-bad3-67d4ab3e1d35';
let database: RecordDatabase;
let acme: TestOrganization;
let globex: TestOrganization;
const run = (...args: string[]) => linebook(args, { env: { DATABASE_URL: database.url } });
const csv = async (...args: string[]) => (await run(...args, '--csv')).stdout.trimEnd().split('\n');

beforeAll(async () => {
  database = await createDatabase();
  const rows = new RecordFixtures(database);
  acme = await rows.organization({ object_id: '5f7b1c2e8a1d4e0012c3b400', name: 'Acme', number_rest_days: 30 });
  globex = await rows.organization({ object_id: '5f7b1c2e8a1d4e0012c3b401', name: 'Globex' });
  await rows.location(acme, { id: OFFICE, name: 'Office', country: 'US', city: 'Denver', routing_prefix: '8200' });
  const licence = await rows.licence(acme, { name: 'Webex Calling - Workspaces', total_units: 5 });
  await rows.workspace(acme, OFFICE, { id: LOBBY, name: 'Lobby', licence_id: licence });
  const sam = await rows.user(acme, { full_name: 'Sam' });
  await rows.userLicence(acme, sam, licence);
  await rows.providerLine(acme, sam, { number: '+12125550100' });
  const given = await rows.providerLine(acme, sam, { number: '+12125550101', is_default: false });
  await rows.close(given, acme);
  for (const e164 of ['+12125550102', '+12125550103', '+12125550104'])
    await rows.phoneNumber({ organization_id: acme.id, location_id: OFFICE, e164 });
  await rows.phoneNumber({ organization_id: acme.id, location_id: OFFICE, e164: '+12125550105', state: 'INACTIVE' });
  await rows.phoneNumber({ organization_id: globex.id, e164: '+12125550106' });
});
afterAll(() => database.drop());

it('report utilisation counts each number once, by organization and location', async () => {
  expect(await csv('report', 'utilisation')).toEqual([
    'organization,location,held,free,resting,inactive,held_percent,organization_id,location_id',
    `Acme,Office,0,3,0,1,0,${acme.objectId},${OFFICE}`,
    `Acme,,1,0,1,0,50,${acme.objectId},`,
    `Globex,,0,1,0,0,0,${globex.objectId},`,
  ]);
  const ofOne = await run('report', 'utilisation', '--organization', globex.uuid);
  expect(
    ofOne.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object),
  ).toEqual([
    {
      organization: { id: globex.objectId, uuid: globex.uuid, name: 'Globex' },
      location: null,
      ...{ held: 0, free: 1, resting: 0, inactive: 0, heldPercent: 0 },
    },
  ]);
});

it('locations list and workspaces list', async () => {
  expect(await csv('locations', 'list')).toEqual([
    'name,organization,country,city,routing_prefix,main_number,removed_at,id,organization_id',
    `Office,Acme,US,Denver,8200,,,${OFFICE},${acme.objectId}`,
  ]);
  expect(await csv('workspaces', 'list', '--organization', acme.uuid)).toEqual([
    'name,location,organization,licence,removed_at,id,location_id,organization_id',
    `Lobby,Office,Acme,Webex Calling - Workspaces,,${LOBBY},${OFFICE},${acme.objectId}`,
  ]);
  for (const what of ['locations', 'workspaces']) {
    expect(await run(what, 'list', '--organization', globex.uuid)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await run(what, 'list', '--organization', '5f7b1c2e8a1d4e0012c3b4ff')).toMatchObject({ code: 2 });
  }
});

it('licences set and list: units, never fewer than are used, each change with its row', async () => {
  const set = (name: string, units: string) =>
    run('licences', 'set', '--organization', acme.uuid, '--name', name, '--units', units);
  expect(await set('Webex Calling - Workspaces', '1')).toMatchObject({
    ...{ code: 1, stdout: '', stderr: expect.stringContaining('(licence_units_used)') },
  });
  expect(await set('Webex Calling - Workspaces', '2')).toMatchObject({ code: 0, stdout: 'set: 2 units\n' });
  expect(await set('Webex Calling - Workspaces', '2')).toMatchObject({ code: 0, stdout: 'nothing changed\n' });
  expect(await set('Webex Calling - Professional', '10')).toMatchObject({ code: 0, stdout: 'set: 10 units\n' });
  for (const units of ['-1', '1.5', '', '1000000000']) {
    expect(await set('Any', units)).toMatchObject({ code: 2, stderr: expect.stringContaining('(wrong_usage)') });
  }
  const [header, ...licences] = await csv('licences', 'list');
  expect(header).toBe('name,organization,units,people,workspaces,id,organization_id');
  expect(licences.map((line) => line.split(',').slice(0, 5).join())).toEqual([
    'Webex Calling - Professional,Acme,10,0,0',
    'Webex Calling - Workspaces,Acme,2,1,1',
  ]);
  const changes = await database.query(
    `SELECT details ->> 'totalUnits' AS units FROM changes WHERE action = 'licence.set' ORDER BY id`,
  );
  expect(changes).toEqual([{ units: '2' }, { units: '10' }]);
});
