import { companies } from './companies.js';
import { roundTrip } from './round-trip.js';

jest.setTimeout(120_000);

it('what was imported and exported comes back from an empty record, byte for byte and table by table', async () => {
  const { faults, exported, assignments } = await roundTrip(companies(20, 1));
  expect(faults).toEqual([]);
  expect(assignments).toBeGreaterThan(40);
  // It would not say much if what is hard to write were not there.
  for (const hard of [/(^|,)'[=+\-@]/m, /"'\t/, /"'\r/, /""/, /"[^"]*\r?\n[^"]*"/]) {
    expect(Object.values(exported).some((text) => hard.test(text))).toBe(true);
  }
});
