import { RealRecord } from './real-record.js';
import { runSequences } from './sequences.js';

let real: RealRecord;
beforeAll(async () => void (real = await RealRecord.start()));
afterAll(() => real.stop());

it('50 sequences of 50 commands are answered as the model answers them', async () => {
  const figures = await runSequences(real, { seed: 1, runs: 50 });
  console.log(figures);
  expect(figures.sequences).toBe(50);
}, 60_000);
