import { createDatabase, type RecordDatabase } from '../record-database.js';
import { inventoryCsv, inventoryRow, workspaceRow, workspacesCsv, type Row } from './csv-files.js';
import { everyRow } from '../every-row.js';
import { codesOf, importInto, refusalsOf } from './import-scene.js';
import { ATLAS, MAIN_OFFICE, number } from './vendor-answers.js';

jest.setTimeout(120_000);

const ANNEX = '11111111-0000-4000-8000-000000000001';
const OTHER = '22222222-0000-4000-8000-000000000001';

let database: RecordDatabase;

beforeAll(async () => void (database = await createDatabase()));
afterAll(() => database.drop());

const imported = async (rows: Row[], ...options: string[]): Promise<string> => {
  const { code, stdout, stderr } = await importInto(database, inventoryCsv(rows), ...options);
  return `${code} ${stdout}${stderr}`.replace('standard input: ', '').trim();
};

const inventory = () =>
  database.query(
    `SELECT p.e164, p.location_id AS location, p.state, l.id IS NOT NULL AS main FROM phone_numbers p
       LEFT JOIN locations l ON l.main_phone_number_id = p.id
      WHERE p.organization_id = (SELECT id FROM organizations WHERE uuid = $1) ORDER BY 1`,
    [ATLAS],
  );

it('takes numbers and ranges into the inventory, makes their locations, and changes them', async () => {
  const range = inventoryRow(`${number(1)} - ${number(3)}`);
  const main = inventoryRow(number(4), { state: 'INACTIVE', main_number: 'TRUE' });
  const nowhere = inventoryRow(number(5), { location_id: '' });
  expect(await imported([range, main, nowhere])).toBe('0 created 1 organization, 1 location, 5 numbers');
  const at = { location: MAIN_OFFICE, state: 'ACTIVE', main: false };
  const rows = [1, 2, 3].map((n) => ({ e164: number(n), ...at }));
  expect(await inventory()).toEqual([
    ...rows,
    { e164: number(4), location: MAIN_OFFICE, state: 'INACTIVE', main: true },
    { e164: number(5), location: null, state: 'ACTIVE', main: false },
  ]);
  expect(await database.query(`SELECT details - '{placed,mains,overwritten}'::text[] AS details FROM changes`)).toEqual(
    [{ details: { opened: 0, closed: 0 } }],
  );
  expect(await imported([range, main, nowhere], '--dry-run')).toBe('0 nothing to change');

  // Empty cells leave things as they are; another main number takes the place of the one before.
  const changes = [
    inventoryRow(number(4), { location_id: '' }),
    inventoryRow(number(1), { main_number: 'true', state: 'INACTIVE' }),
    inventoryRow(number(5)),
  ];
  expect(await imported(changes)).toBe('0 changed 1 location, 2 numbers');
  expect(await inventory()).toEqual([
    { e164: number(1), location: MAIN_OFFICE, state: 'INACTIVE', main: true },
    ...rows.slice(1),
    { e164: number(4), location: MAIN_OFFICE, state: 'INACTIVE', main: false },
    { e164: number(5), ...at },
  ]);
  expect(await imported([inventoryRow(number(1), { location_id: '', main_number: 'false' })])).toBe(
    '0 changed 1 location',
  );
  expect((await inventory()).filter(({ main: isMain }) => isMain)).toEqual([]);
});

it('says nothing about who has a number', async () => {
  const lobby = workspaceRow(1, number(11), '11');
  await importInto(database, workspacesCsv([lobby]));
  const assignments = 'SELECT * FROM number_assignments';
  const before = await database.query(assignments);
  expect(await imported([inventoryRow(number(11), { state: 'INACTIVE' })])).toBe('0 changed 1 number');
  expect(await database.query(assignments)).toEqual(before);
});

it('takes a range of 10,000 numbers, and the same again changes nothing', async () => {
  const range = inventoryRow('+442079460000-+442079469999', { location_id: ANNEX });
  expect(await imported([range])).toBe('0 created 1 location, 10000 numbers');
  expect(await imported([range])).toBe('0 nothing to change');
});

describe('rows that do not hold', () => {
  let before: string;

  beforeAll(async () => {
    await importInto(database, workspacesCsv([workspaceRow(2, number(12), '12')]));
    await imported([
      inventoryRow(number(13), { main_number: 'true' }),
      inventoryRow(number(14), { organization_id: OTHER, location_id: OTHER }),
    ]);
    before = await everyRow(database);
  });
  afterEach(async () => expect(await everyRow(database)).toBe(before));

  it.each<[string, Row[], string[]]>([
    [
      'cells',
      [
        inventoryRow(number(20), { organization_id: 'x' }),
        inventoryRow(number(20), { location_id: 'x' }),
        inventoryRow(number(20), { state: 'gone' }),
        inventoryRow(number(20), { main_number: 'x' }),
        inventoryRow(''),
        inventoryRow('2125550120'),
        inventoryRow(number(20), { location_id: '', main_number: 'true' }),
      ],
      [
        'bad_organization_id',
        'bad_location_id',
        'bad_state',
        'bad_boolean',
        'bad_number',
        'bad_number',
        'bad_location_id',
      ],
    ],
    [
      'ranges',
      [
        inventoryRow(`${number(21)}-${number(20)}`),
        inventoryRow('+4930123456-+49301234567'),
        inventoryRow('+442079460000-+442079470000'),
        inventoryRow(`${number(20)}-${number(21)}`, { main_number: 'true' }),
        inventoryRow(`${number(20)}-+1`),
        inventoryRow(`${number(20)}-${number(21)}-${number(22)}`),
      ],
      ['bad_range', 'bad_range', 'bad_range', 'bad_range', 'bad_number', 'bad_number'],
    ],
    [
      'numbers of another organization',
      [inventoryRow(`${number(13)}-${number(15)}`)],
      ['number_of_another_organization'],
    ],
    [
      'a location of another organization',
      [inventoryRow(number(20), { location_id: OTHER })],
      ['location_of_another_organization'],
    ],
    ['the number of a line in another location', [inventoryRow(number(12), { location_id: ANNEX })], ['two_locations']],
    ['the main number of another location', [inventoryRow(number(13), { location_id: ANNEX })], ['main_number']],
    [
      'one number in two locations',
      [inventoryRow(`${number(20)}-${number(22)}`), inventoryRow(number(21), { location_id: ANNEX })],
      ['two_locations', 'two_locations'],
    ],
    [
      'two main numbers of one location',
      [inventoryRow(number(20), { main_number: 'true' }), inventoryRow(number(21), { main_number: 'true' })],
      ['second_main_number', 'second_main_number'],
    ],
  ])('%s', async (_, rows, codes) => {
    expect(codesOf(await refusalsOf(database, inventoryCsv(rows)))).toEqual(codes);
  });

  it('are named by the line and byte of the cell', async () => {
    expect(
      await refusalsOf(database, inventoryCsv([inventoryRow('+442079460000-+442079470000')]), '--dry-run'),
    ).toEqual(['2:75: refused bad_range: the range has 10001 numbers, and may have 10000']);
  });
});
