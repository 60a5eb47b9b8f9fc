import { patchedDist } from '../patched-dist.js';
import { bytesOf, isReplay, KeyedScene } from './keyed-scene.js';
import { KILLED_AFTER_COMMIT } from './patches.js';

// A write under an idempotency key has its effect once, whichever server gets it and whichever of them dies.

const JSON_TYPE = 'application/json; charset=utf-8';
const ASSIGNED = { status: 200, text: '{"success":true,"message":"twilio phone number assigned"}', type: JSON_TYPE };
const REMOVED = { status: 200, text: '{"success":true,"message":"twilio phone number removed"}', type: JSON_TYPE };
const BURST = 50;

describe('two servers', () => {
  let s: KeyedScene;

  beforeAll(async () => void (s = await KeyedScene.start(undefined, undefined)), 60_000);
  afterAll(() => s.stop());

  it('50 posts at once under one key: one effect and 50 answers to the letter, after a restart as well', async () => {
    const { request, joiner } = await s.handover('post');
    const before = await s.changes();
    const answers = await s.burst(request, BURST);
    expect(answers.map(bytesOf)).toEqual(Array(BURST).fill(ASSIGNED));
    expect(answers.filter(isReplay)).toHaveLength(BURST - 1);
    await s.restart();
    const later = await s.burst(request, 4);
    expect(later.map(bytesOf)).toEqual(Array(4).fill(ASSIGNED));
    expect(later.every(isReplay)).toBe(true);
    expect((await s.changes()).slice(before.length)).toMatchObject([
      { action: 'number.assign', details: { userId: joiner, provider: 'twilio' } },
    ]);
  }, 60_000);

  it('50 deletes at once under one key: all 200, although a second one would be 404', async () => {
    const { leaver } = await s.handover('unused');
    const request = { method: 'DELETE' as const, path: `${s.path}/${leaver}/twilio`, key: 'delete' };
    const before = await s.changes();
    const answers = await s.burst(request, BURST);
    expect(answers.map(bytesOf)).toEqual(Array(BURST).fill(REMOVED));
    expect(answers.filter(isReplay)).toHaveLength(BURST - 1);
    expect(await s.changes()).toHaveLength(before.length + 1);
    expect((await s.send({ ...request, key: undefined })).status).toBe(404);
  });

  it('killed after the effect and before the commit: the same request again has the effect, once', async () => {
    const { request } = await s.handover('killed-before');
    const before = await s.changes();
    // Whoever wants to store an answer waits; whoever looks for one does not.
    const held = await s.database.hold('idempotent_answers', 'SHARE');
    const lost = s.send(request, s.servers[0]).catch((error: NodeJS.ErrnoException) => error.code);
    await held.awaited();
    await s.servers[0]!.kill();
    expect(await lost).toBe('ECONNRESET');
    await held.release();
    let again = await s.send(request, s.servers[1]);
    // Until the database has noticed that nobody is there any more.
    while (again.status === 409) again = await s.send(request, s.servers[1]);
    expect(bytesOf(again)).toEqual(ASSIGNED);
    expect(isReplay(again)).toBe(false);
    expect(await s.changes()).toHaveLength(before.length + 1);
    expect(isReplay(await s.send(request, s.servers[1]))).toBe(true);
  }, 30_000);
});

it('killed after the commit and before the answer: the same request again is a replay', async () => {
  const killed = await patchedDist(KILLED_AFTER_COMMIT);
  const s = await KeyedScene.start(killed.main, undefined);
  try {
    const { request } = await s.handover('killed-after');
    await expect(s.send(request, s.servers[0])).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await s.changes()).toHaveLength(1);
    const again = await s.send(request, s.servers[1]);
    expect(bytesOf(again)).toEqual(ASSIGNED);
    expect(isReplay(again)).toBe(true);
    expect(await s.changes()).toHaveLength(1);
  } finally {
    await s.stop();
    await killed.remove();
  }
}, 60_000);
