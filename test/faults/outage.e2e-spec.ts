import { patchedDist, type Patches } from '../patched-dist.js';
import { CUT, faultsOf, FROZEN, FROZEN_AND_LOST, outage, type Outage } from './outage.js';

// The database goes away under load, and comes back. `npm run campaign:faults` stops and kills its processes, too.

jest.setTimeout(60_000);

describe('every request is answered within 3 s, readiness turns within 2 s, and all works within 1 s of the return', () => {
  it.each([
    ['frozen', FROZEN],
    ['frozen, and its connections are lost', FROZEN_AND_LOST],
    ['cut', CUT],
  ])('%s', async (_how, how) => {
    expect(faultsOf(await outage(how))).toEqual([]);
  });
});

describe('control', () => {
  async function faultsWith(patches: Patches, how: Outage, lastsMs?: number): Promise<string[]> {
    const build = await patchedDist(patches);
    try {
      return faultsOf(await outage(how, { main: build.main, lastsMs }));
    } finally {
      await build.remove();
    }
  }

  it('each statement on its own: who waits for a place waits for the silence of others as well', async () => {
    const unwatched = { 'database/connection.js': { 'silence?.refuse()': '' } };
    expect(await faultsWith(unwatched, FROZEN, 5_500)).toContainEqual(
      expect.stringMatching(/^an answer took [3-9]\d{3} ms/),
    );
  });

  it('a probe with the time of a request: readiness turns too late', async () => {
    const patient = { 'database/database-probe.js': { 'ANSWER_WITHIN_MS = 900': 'ANSWER_WITHIN_MS = 2500' } };
    expect(await faultsWith(patient, FROZEN)).toContainEqual(expect.stringMatching(/^unready after/));
  });

  it('idle connections that are kept: each costs a request after the return', async () => {
    const kept = { 'database/silence.js': { 'this.dropIdle();': '' } };
    expect(await faultsWith(kept, FROZEN_AND_LOST)).toContainEqual(expect.stringMatching(/failed after its return$/));
  });
});
