import { patchedDist, type Patches } from '../patched-dist.js';
import { CUT, faultsOf, FROZEN, FROZEN_AND_LOST, outage, type Outage } from './outage.js';

// The database goes away under load, and comes back. `npm run campaign:faults` stops and kills its processes, too.

jest.setTimeout(90_000);

it.each([
  ['frozen, and its connections are lost', FROZEN_AND_LOST, 3_200],
  ['cut', CUT, 1_500],
])('%s: answers within 3 s, readiness within 2 s, all works within 1 s of the return', async (_how, how, lastsMs) => {
  expect(faultsOf(await outage(how, { lastsMs }))).toEqual([]);
});

describe('control', () => {
  async function faultsWith(patches: Patches, how: Outage, lastsMs = 3_200): Promise<string> {
    const build = await patchedDist(patches);
    try {
      // Nothing is forgiven here.
      return faultsOf({ ...(await outage(how, { main: build.main, lastsMs })), lateMs: 0 }).join('\n');
    } finally {
      await build.remove();
    }
  }

  it('nobody hears of the silence in time where nobody asks', async () => {
    const unasked = { 'database/silence.js': { 'SUSPICIOUS_AFTER_MS = 700': 'SUSPICIOUS_AFTER_MS = 60_000' } };
    expect(await faultsWith(unasked, FROZEN, 5_500)).toMatch(/an answer took [3-9]\d{3} ms/);
  });

  it('who waits for an answer waits on where the sockets stay', async () => {
    const left = { 'database/silence.js': { 'for (const socket of this.sockets)socket.destroy()': '' } };
    expect(await faultsWith(left, FROZEN, 5_500)).toMatch(/an answer took [3-9]\d{3} ms/);
  });

  it('readiness turns too late with a patient probe', async () => {
    const patient = { 'database/database-probe.js': { 'ANSWER_WITHIN_MS = 700': 'ANSWER_WITHIN_MS = 2800' } };
    expect(await faultsWith(patient, FROZEN, 2_500)).toMatch(/unready after/);
  });
});
