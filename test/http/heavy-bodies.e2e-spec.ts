import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type Answer } from '../ask.js';
import type { Patches } from '../patched-dist.js';
import { tokenFor } from '../tokens.js';
import { SCOPES, World, type Scene } from '../workspaces/write-world.js';
import { withFaults } from './faulty-server.js';

// No body up to the limit keeps the others waiting, whatever is in it.

jest.setTimeout(120_000);

const MOST_MS = 100;
const BYTES = 256 * 1024;

/** As many of a text as a body of the limit holds, beside some 200 bytes. */
const filled = (text: string): string => text.repeat(Math.floor((BYTES - 200) / Buffer.byteLength(text)));
const list = (entry: string): string => `{"phoneNumbers":[${filled(`${entry},`).slice(0, -1)}]}`;
const number = (text: string): string => `{"phoneNumbers":[{"action":"ADD","directNumber":"${text}"}]}`;
const members = Array.from({ length: 20_000 }, (_, i) => `"m${i}":0`).join();
const numbers = Array.from({ length: 1_000 }, (_, i) => {
  const written = `+1 (214) 555-${String(i).padStart(4, '0')}`;
  return `{"action":"EDIT","directNumber":"${written}","newDirectNumber":"${written}","extension":"${1000 + i}"}`;
});

const BODIES: Record<string, string> = {
  'combining marks': number(`+1${filled('\u0315\u0300')}`),
  digits: number(`+1${filled('4')}`),
  'white space': number(`+1${filled(' ')}`),
  '20,000 members that nobody knows': `{${members}}`,
  'as many in an entry': `{"phoneNumbers":[{${members}}]}`,
  '65,000 empty entries': list('{}'),
  'as many zeros': list('0'),
  '1,000 entries with two numbers each': `{"phoneNumbers":[${numbers.join()}]}`,
  '32 levels': `{"phoneNumbers":${'['.repeat(30)}${filled('0,').slice(0, -1)}${']'.repeat(30)}}`,
  brackets: `{"phoneNumbers":${filled('[').slice(1)}`,
  escapes: `{"phoneNumbers":"${filled('\\u0315')}"}`,
};

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await World.start();
  scene = await world.scene();
});
afterAll(() => world.stop());

/** How the PUT of the workspace's numbers is answered, and how long /health/live took at most meanwhile. */
async function put(body: string, url = world.server.url): Promise<{ answer: Answer; longestMs: number }> {
  const token = tokenFor({ roles: ['full_admin'], scopes: SCOPES, organization: scene.organization.uuid });
  let isDone = false;
  const answered = ask(`${url}/v1/telephony/config/workspaces/${scene.workspaceId}/numbers`, {
    method: 'PUT',
    token,
    headers: { 'content-type': 'application/json' },
    body,
  }).finally(() => (isDone = true));
  let longestMs = 0;
  while (!isDone) {
    const began = performance.now();
    await ask(`${url}/health/live`);
    longestMs = Math.max(longestMs, performance.now() - began);
    await sleep(1);
  }
  return { answer: await answered, longestMs };
}

/** The best of some tries: what the body costs costs it each time, what the machine costs does not. */
async function longestMs(body: string, url?: string): Promise<number> {
  let best = Infinity;
  for (let tries = 0; tries < 5 && best > MOST_MS; tries++) best = Math.min(best, (await put(body, url)).longestMs);
  return best;
}

it.each(Object.entries(BODIES))('%s: refused, and nobody waits', async (_, body) => {
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(BYTES);
  expect((await put(body)).answer).toMatchObject({ status: 400, body: { errors: [expect.anything()] } });
  expect(await longestMs(body)).toBeLessThanOrEqual(MOST_MS);
});

// A written number of any length is refused in linear time by now, so that its limit has no control here.
const CONTROLS: [string, string, Patches][] = [
  [
    'that checks a list without a pause',
    BODIES['1,000 entries with two numbers each']!,
    { 'http/checked-body.js': { 'await othersHadTheirTurn()': '' } },
  ],
];

it.each(CONTROLS)('with a build %s everybody waits', async (_, body, patches) => {
  const { database } = world;
  await withFaults(
    patches,
    async (faulty) => expect((await put(body, faulty.url)).longestMs).toBeGreaterThan(MOST_MS),
    { database },
  );
});
