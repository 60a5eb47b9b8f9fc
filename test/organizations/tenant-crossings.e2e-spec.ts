import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../ask.js';
import { patchedDist } from '../patched-dist.js';
import { World, type Scene } from './write-scene.js';

// Each write of a SUPERADMIN to another organization is one line of the log, however it ends, and names no number.

let world: World;
let s: Scene;
beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => void (s = await world.scene()));

/** The organizations that the lines of a call name; the request's own line comes after them. */
async function crossingsOf({ server }: World, { headers }: Answer): Promise<string[]> {
  const ofCall = `"trackingId":"${headers.trackingid}"`;
  for (;;) {
    const lines = (await server.logged(ofCall)).split('\n').filter((line) => line.includes(ofCall));
    if (!lines.some((line) => line.includes('"msg":"request"'))) {
      await sleep(5);
      continue;
    }
    const crossings = lines.filter((line) => line.includes('in another organization'));
    return crossings.map((line) => (JSON.parse(line) as { organizationId: string }).organizationId);
  }
}

const key = { 'idempotency-key': 'crossing' };
const CALLS: [string, number, () => Promise<Answer>][] = [
  ['a number is assigned', 200, () => s.post(s.body())],
  ['somebody else has it', 409, () => s.post(s.body({ phoneNumber: s.number('0246') }))],
  ['the organization has no such user', 404, () => s.post(s.body({ targetUserId: s.bo }))],
  ['there is nothing to remove', 404, () => s.delete(s.lee, 'sinch')],
  ['a number is removed', 200, () => s.delete(s.sam, 'twilio')],
  [
    'an answer is repeated',
    200,
    async () => {
      await s.post(s.body(), { headers: key });
      return s.post(s.body(), { headers: key });
    },
  ],
];

it.each(CALLS)('%s: %i, one line', async (_, status, call) => {
  const answer = await call();
  expect(answer.status).toBe(status);
  expect(await crossingsOf(world, answer)).toEqual([s.orgA.id]);
  expect(world.server.log()).not.toContain(s.number('0246').slice(1));
});

it('control: a build that does not look for the organization has no line of a refusal', async () => {
  const build = await patchedDist({
    'auth/logged-write.js': { 'find().catch(': 'Promise.reject(new Error()).catch(' },
  });
  const other = await World.start(build.main);
  const scene = await other.scene();
  expect(await crossingsOf(other, await scene.delete(scene.lee, 'sinch'))).toEqual([]);
  await other.stop();
  await build.remove();
});
