import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

// What examples/ternfield promises: a company group in numbers that nobody will ever have.

type Row = Record<string, string>;
const rowsOf = (name: string): Row[] =>
  parse<Row>(readFileSync(`examples/ternfield/${name}.csv`, 'utf8'), { columns: true });
const users = rowsOf('users');
const workspaces = rowsOf('workspaces');
const inventory = rowsOf('inventory');
const different = (rows: Row[], column: string): string[] => [
  ...new Set(rows.map((row) => row[column]!).filter(Boolean)),
];

/** A number, or all numbers of a range. */
function numbersOf({ phone_number: written }: Row): string[] {
  const [first, last = first] = written!.split('-');
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, n) => `+${Number(first) + n}`);
}

const owned = inventory.flatMap(numbersOf);
const held = [...new Set([...users, ...workspaces].map((row) => row.phone_number!).filter(Boolean))];

it('are 4 organizations, one of which two vendors know by an id each', () => {
  const ids = [...new Set([...users, ...workspaces, ...inventory].map((row) => row.organization_id))];
  expect([different([...users, ...workspaces], 'organization_name').length, ids.length]).toEqual([4, 5]);
});

it('are 9 locations in 5 countries, each with a main number, 150 users and 40 workspaces', () => {
  const locations = different(workspaces, 'location_id');
  expect(locations.length).toBe(9);
  expect(different(workspaces, 'country').sort()).toEqual(['AU', 'CA', 'DE', 'GB', 'US']);
  expect(inventory.filter((row) => row.main_number === 'true').map((row) => row.location_id)).toEqual(locations);
  for (const column of ['user_id', 'user_name', 'user_email']) expect(different(users, column)).toHaveLength(150);
  expect(different(workspaces, 'workspace_id')).toHaveLength(40);
});

it('are 300 numbers, of which 60 are free', () => {
  expect([owned.length, new Set(owned).size]).toEqual([300, 300]);
  expect(held.filter((number) => !owned.includes(number))).toEqual([]);
  expect(owned.filter((number) => !held.includes(number))).toHaveLength(60);
});

it('has no number but those that the authorities keep for fiction, and no mail but to .example', () => {
  // 555-0100 to -0199 of each area code; Ofcom, drama; Bundesnetzagentur, Mitteilung 148/2021; ACMA, creative works.
  const FICTION =
    /^\+(?:1[2-9]\d{2}55501\d{2}|442079460\d{3}|441614960\d{3}|493023125\d{3}|494066969\d{3}|61[2378](?:5550|7010)\d{4})$/;
  expect(owned.filter((number) => !FICTION.test(number))).toEqual([]);
  expect(different(users, 'user_email').filter((mail) => !/^[a-z.-]+@[a-z.]+\.example$/.test(mail))).toEqual([]);
});
