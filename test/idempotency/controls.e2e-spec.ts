import { patchedDist, type Patches } from '../patched-dist.js';
import { isReplay, KeyedScene } from './keyed-scene.js';
import { KILLED_AFTER_COMMIT, STORED_APART, WITHOUT_LOCK } from './patches.js';

// Negative controls of once.e2e-spec.ts: tests that pass without the defences would prove nothing about them.

async function onPatched(patches: Patches, test: (s: KeyedScene) => Promise<void>): Promise<void> {
  const patched = await patchedDist(patches);
  const s = await KeyedScene.start(patched.main, undefined);
  try {
    await test(s);
  } finally {
    await s.stop();
    await patched.remove();
  }
}

it('without the lock, requests under one key are answered differently', async () => {
  const patched = await patchedDist(WITHOUT_LOCK);
  const s = await KeyedScene.start(patched.main, patched.main);
  try {
    const { request } = await s.handover('raced');
    const answers = await s.burst(request, 50);
    const refused = answers.filter(({ status }) => status === 409).length;
    console.log(`without the lock: of 50 answers ${refused} are 409, ${answers.filter(isReplay).length} are replays`);
    expect(refused).toBeGreaterThan(0);
  } finally {
    await s.stop();
    await patched.remove();
  }
}, 60_000);

it('with the answer stored apart from the effect, a killed server leaves an effect that nobody replays', async () => {
  await onPatched({ ...KILLED_AFTER_COMMIT, ...STORED_APART }, async (s) => {
    const { request } = await s.handover('killed-between');
    await expect(s.send(request, s.servers[0])).rejects.toMatchObject({ code: 'ECONNRESET' });
    const [changes, stored] = [(await s.changes()).length, await s.storedAnswers()];
    const again = await s.send(request, s.servers[1]);
    console.log(`stored apart: ${changes} effect, ${stored} answers; the same request again is ${again.status}`);
    expect([changes, stored, again.status]).toEqual([1, 0, 409]);
    expect(again.body).toMatchObject({ code: 'holder_changed' });
  });
}, 60_000);
