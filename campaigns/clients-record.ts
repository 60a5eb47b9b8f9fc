import { CALLING_TYPES, WORKSPACE_TYPES } from '../src/phone-numbers/record/workspace.entity.js';
import type { RecordDatabase } from '../test/record-database.js';
import { RecordFixtures, type TestOrganization } from '../test/record-fixtures.js';

export const NAMES = ['Ana Ruiz', 'Kim Lee', 'Sam Patel'];
export const NUMBERS = ['+12145550101', '+12145550102'];
export const SPARE = ['+12145550103', '+12145550104'];
/** Of Sam Patel, whose token it is. */
export const OBJECT_ID = '5f7b1c2e8a1d4e0012c3b4a6';

/** Two locations, three people, two workspaces, numbers that are held and free. */
export async function plainOrganization(rows: RecordFixtures): Promise<TestOrganization> {
  const acme = await rows.organization({ name: 'Acme', may_add_numbers: 'any' });
  const location = await rows.location(acme, { name: 'Main', routing_prefix: '8' });
  await rows.location(acme, { name: 'Annex', routing_prefix: '7' });
  const licence = await rows.licence(acme);
  for (const [i, full_name] of NAMES.entries()) {
    const email = `${full_name.toLowerCase().replace(' ', '.')}@acme.example`;
    const user = await rows.user(acme, { full_name, email, ...(i === 2 && { object_id: OBJECT_ID }) });
    await rows.userLicence(acme, user, licence);
    await rows.personLine(acme, user, location, { number: undefined });
  }
  for (const [i, number] of NUMBERS.entries()) {
    const workspaceId = await rows.workspace(acme, location, { name: `Room ${i}` });
    await rows.callingLine(acme, { workspaceId, locationId: location }, { number });
  }
  for (const number of SPARE) await rows.number(acme, number, location);
  return acme;
}

/** Whatever the record may have, and what it may lack. */
export async function variedOrganization(database: RecordDatabase, rows: RecordFixtures): Promise<TestOrganization> {
  const globex = await rows.organization({ name: null });
  const address = { address_1: '1 Quay', address_2: 'Floor 2', city: 'Boston', state: 'MA', postal_code: '02101' };
  const settings = { time_zone: 'America/New_York', preferred_language: 'en_us', announcement_language: 'en_us' };
  const place = { latitude: 42.3, longitude: -71.1, notes: 'Ring twice' };
  const calling = { caller_name: 'Globex', external_caller_name: 'Globex Corp', outside_dial_digit: '9' };
  const route = { pstn_connection: 'LOCAL_GATEWAY', pstn_route_type: 'TRUNK', pstn_route_id: globex.uuid };
  const all = { ...address, ...settings, ...place, ...calling, ...route, routing_prefix: '61' };
  const wide = await rows.location(globex, { name: 'Wide', ...all });
  const bare = await rows.location(globex, { name: null, country: null });
  await rows.location(globex, { name: 'Off', is_calling_enabled: false, pstn_connection: 'CISCO_PSTN' });
  const main = await rows.number(globex, '+13125550100', wide);
  await database.query('UPDATE locations SET main_phone_number_id = $2 WHERE id = $1', [wide, main]);
  await rows.number(globex, '+18005550101', wide);
  await rows.number(globex, '+13125550102', wide, { state: 'INACTIVE' });
  await rows.number(globex, '+13125550103', wide, { is_mobile: true });
  await rows.number(globex, '+13125550104', bare, { is_service: true });
  await rows.number(globex, '+13125550105');
  await variedWorkspaces(rows, globex, wide);
  await variedPeople(rows, globex, wide);
  return globex;
}

async function variedWorkspaces(rows: RecordFixtures, globex: TestOrganization, location: string): Promise<void> {
  const room = await rows.workspace(globex, location, {
    name: 'Desk',
    is_hot_desk: true,
    capacity: 0,
    notes: 'No window',
  });
  const lines = [
    { number: '+13125550110', extension: '5001' },
    { number: '+13125550111', line: 'alternate', ring_pattern: 'LONG_LONG' },
    { number: '+13125550112', line: 'alternate', extension: '5002' },
  ];
  for (const line of lines) await rows.callingLine(globex, { workspaceId: room, locationId: location }, line);
  await rows.workspace(globex, location, { name: null, supported_devices: 'phones' });
  for (const calling_type of [...CALLING_TYPES, 'hybridCalling'])
    await rows.workspace(globex, location, { calling_type });
  for (const type of WORKSPACE_TYPES) await rows.workspace(globex, location, { type });
}

async function variedPeople(rows: RecordFixtures, globex: TestOrganization, location: string): Promise<void> {
  const licence = await rows.licence(globex, { total_units: 1 });
  await rows.licence(globex, { name: 'Messaging', total_units: 0 });
  const kim = await rows.user(globex, {
    full_name: 'Kim',
    email: 'kim@globex.example',
    distinctive_ring_enabled: true,
  });
  await rows.userLicence(globex, kim, licence);
  const rings = ['NORMAL', 'LONG_LONG', 'SHORT_SHORT_LONG', 'SHORT_LONG_SHORT'];
  await rows.personLine(globex, kim, location, { number: '+13125550120', extension: '0101' });
  for (const [i, ring_pattern] of rings.entries()) {
    const line = {
      number: `+1312555012${i + 1}`,
      line: 'alternate',
      ring_pattern,
      ...(i === 0 && { extension: '0102' }),
    };
    await rows.personLine(globex, kim, location, line);
  }
  await rows.providerLine(globex, kim, { number: '+13125550129', receives_calls: false, is_default: false });
  const ana = await rows.user(globex, { full_name: 'Ana de la Cruz', email: 'ana@globex.example' });
  await rows.personLine(globex, ana, location, { number: undefined, extension: '0103' });
  const lee = { full_name: 'Lee Park', first_name: 'L.', last_name: 'Park', email: 'lee@globex.example' };
  await rows.providerLine(globex, await rows.user(globex, lee), { number: '+13125550130' });
  await rows.user(globex, { full_name: null, email: null });
}
