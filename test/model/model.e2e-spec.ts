import { runChangeRows } from './change-rows.js';
import { runConcurrent } from './concurrency.js';
import { FAULTS, findFault } from './faults.js';
import { runHistory } from './random-history.js';
import { RealRecord } from './real-record.js';
import { runSequences } from './sequences.js';

// A tenth of `npm run campaign:model`, and of its history a twenty-fifth, with a fixed seed.

jest.setTimeout(300_000);

const SEED = 4;
let real: RealRecord;

beforeAll(async () => void (real = await RealRecord.start()));
afterAll(() => real.stop());

it('50 sequences of 50 commands are answered as the model answers them', async () => {
  const { sequences, changes } = await runSequences(real, { seed: SEED, runs: 50 });
  expect(sequences).toBe(50);
  expect(changes).toBeGreaterThan(500);
});

it('what a few calls at once are answered and leave, some order of them explains, in 10 runs', async () => {
  const { runs, calls } = await runConcurrent(real, { seed: SEED, runs: 10 });
  expect(runs).toBe(10);
  expect(calls).toBeGreaterThan(20);
});

it('after 400 changes ?at= says what the log says, and finds each printed since', async () => {
  const { printed } = await runHistory(real, { seed: SEED, changes: 400, instants: 100 });
  expect(printed).toBeGreaterThan(50);
});

it('1,000 calls leave a change row for each that changed something, and no other', async () => {
  const { calls, rows, replays, refused } = await runChangeRows(real, { seed: SEED, calls: 1_000 });
  expect(calls).toBe(1_000);
  for (const figure of [rows, replays, refused]) expect(figure).toBeGreaterThan(50);
});

// The campaign tries all; these are here so that a model that has gone blind is seen at once.
it.each([FAULTS[0]!, FAULTS[4]!, FAULTS[5]!])('finds the fault: $what', async (fault) => {
  expect(await findFault(fault, SEED)).toBeGreaterThan(0);
});
