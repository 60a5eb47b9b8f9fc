import { dirname, join } from 'node:path';
import { patchedDist } from '../patched-dist.js';
import { backupUnderLoad } from './backup-under-load.js';

jest.setTimeout(120_000);

const LOAD = { backups: 1, pauseMs: 500, writesPerSecond: 200 };

it('a backup has every write that was acknowledged before, and no half of a later one', async () => {
  const { writes, faults } = await backupUnderLoad(LOAD);
  expect(faults).toEqual([]);
  expect(writes).toBeGreaterThan(40);
});

it('one that is not of one snapshot is found out', async () => {
  const patched = await patchedDist({
    'database/snapshot.js': { 'ISOLATION LEVEL REPEATABLE READ': 'ISOLATION LEVEL READ COMMITTED' },
  });
  const { faults } = await backupUnderLoad({ ...LOAD, program: join(dirname(patched.main), 'cli/linebook.js') });
  expect(faults).not.toEqual([]);
  await patched.remove();
});
