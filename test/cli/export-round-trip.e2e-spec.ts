import { readFileSync } from 'node:fs';
import { FREIGHT } from '../../src/examples/ternfield.js';
import { companies, csvsOf } from './companies.js';
import { linebook } from './linebook.js';
import { roundTrip } from './round-trip.js';

jest.setTimeout(120_000);

it('what was imported and exported comes back from an empty record, byte for byte and table by table', async () => {
  const { faults, exported, assignments } = await roundTrip(csvsOf(companies(20, 1)));
  expect(faults).toEqual([]);
  expect(assignments).toBeGreaterThan(40);
  // It would not say much if what is hard to write were not there.
  for (const hard of [/(^|,)'[=+\-@]/m, /"'\t/, /"'\r/, /""/, /"[^"]*\r?\n[^"]*"/]) {
    expect(Object.values(exported).some((text) => hard.test(text))).toBe(true);
  }
});

it('so does the company group of the demo', async () => {
  const file = (layout: string): string => readFileSync(`examples/ternfield/${layout}.csv`, 'utf8');
  const files = {
    users: file('users'),
    workspaces: file('workspaces'),
    inventory: file('inventory'),
    locations: file('locations'),
  };
  const { objectId, uuid } = FREIGHT;
  const link = ['organizations', 'add', '--object-id', objectId, '--uuid', uuid, '--name', 'Ternfield Freight'];
  const { faults, assignments } = await roundTrip(files, ({ url }) => linebook(link, { env: { DATABASE_URL: url } }));
  expect(faults).toEqual([]);
  expect(assignments).toBeGreaterThan(200);
});
