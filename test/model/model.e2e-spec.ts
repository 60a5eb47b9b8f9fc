import { runChangeRows } from './change-rows.js';
import { runConcurrent } from './concurrency.js';
import { FAULTS, findFault } from './faults.js';
import { runHistory } from './random-history.js';
import { RealRecord } from './real-record.js';
import { runSequences } from './sequences.js';

// A sixteenth of `npm run campaign:model`, and of its history a fortieth, with a fixed seed.

jest.setTimeout(300_000);

const SEED = 4;
let real: RealRecord;

beforeAll(async () => void (real = await RealRecord.start()));
afterAll(() => real.stop());

it('30 sequences of 50 commands are answered as the model answers them', async () => {
  const { sequences, changes } = await runSequences(real, { seed: SEED, runs: 30 });
  expect(sequences).toBe(30);
  expect(changes).toBeGreaterThan(400);
});

it('what a few calls at once are answered and leave, some order of them explains, in 10 runs', async () => {
  const { runs, calls } = await runConcurrent(real, { seed: SEED, runs: 10 });
  expect(runs).toBe(10);
  expect(calls).toBeGreaterThan(20);
});

it('after 250 changes ?at= says what the log says, and finds each printed since', async () => {
  const { printed } = await runHistory(real, { seed: SEED, changes: 250, instants: 60 });
  expect(printed).toBeGreaterThan(50);
});

it('600 calls leave a change row for each that changed something, and no other', async () => {
  const { calls, rows, replays, refused } = await runChangeRows(real, { seed: SEED, calls: 600 });
  expect(calls).toBe(600);
  for (const figure of [rows, replays, refused]) expect(figure).toBeGreaterThan(30);
});

const named = (what: string) => FAULTS.find((fault) => fault.what.startsWith(what))!;

// The campaign tries all; these are here so that a model that has gone blind is seen at once.
it.each(['an edit counts', 'force is ignored', 'who is removed keeps a line'].map(named))(
  'finds the fault: $what',
  async (fault) => {
    expect(await findFault(fault, SEED)).toBeGreaterThan(0);
  },
);
