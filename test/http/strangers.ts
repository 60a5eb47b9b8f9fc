import { setTimeout as sleep } from 'node:timers/promises';
import { peakMemory, residentMemory } from '../../bench/processor-time.js';
import { ask } from '../ask.js';
import { Random } from '../ownership/random.js';
import type { TestServer } from '../start-server.js';
import { Dialogue } from './dialogue.js';

/** What each stranger announces, and sends of it before they are answered: all but the last byte. */
const BODY_BYTES = 262_000;
/** How much more memory they may cost at most, all together. */
const MOST_MIB = 32;
/** How soon that memory is given back. */
const BACK_WITHIN_MS = 60_000;
/** What the process may keep: V8 and malloc give back in large pieces. */
const KEPT_MIB = 8;
const ANSWERED_WITHIN_MS = 10_000;
/** Who comes before the memory is looked at for the first time: code is translated, buffers get their size. */
const WARMING_UP = 100;

const DOORS = ['PUT /v1/telephony/config/workspaces/x/numbers', 'POST /api/organizations/x/phone-numbers'];

export interface StrangersOptions {
  strangers: number;
  /** Chooses who knocks at which door, and in how many pieces they send. */
  random: Random;
  /** How long to wait for the memory to come back. */
  backWithinMs?: number;
}

export interface StrangersOutcome {
  startMib: number;
  peakMib: number;
  /** How long until the memory was back, in ms; undefined: it was not in time. */
  backAfterMs: number | undefined;
  /** How many were told 401, nothing else, before their body was whole. */
  refused: number;
}

/** All come at once, without a token, each with a body as large as may be; none sends the last byte. */
export async function strangersAt(
  server: TestServer,
  { strangers, random, backWithinMs = BACK_WITHIN_MS }: StrangersOptions,
): Promise<StrangersOutcome> {
  await crowd(server, WARMING_UP, random);
  await sleep(2_000);
  peakMemory(server.pid);
  const startMib = residentMemory(server.pid);
  const refused = await crowd(server, strangers, random);
  const gone = performance.now();
  const peakMib = peakMemory(server.pid);
  let backAfterMs: number | undefined;
  while (backAfterMs === undefined && performance.now() - gone < backWithinMs) {
    if (residentMemory(server.pid) <= startMib + KEPT_MIB) backAfterMs = Math.round(performance.now() - gone);
    // The garbage collector only works where something happens.
    else await ask(`${server.url}/health/live`).then(() => sleep(100));
  }
  return { startMib, peakMib, backAfterMs, refused };
}

/** What is not as it must be. */
export function faultsOf({ startMib, peakMib, backAfterMs, refused }: StrangersOutcome, strangers: number): string[] {
  return [
    ...(refused === strangers ? [] : [`${strangers - refused} were not told 401 before their body was whole`]),
    ...(peakMib - startMib <= MOST_MIB ? [] : [`memory grew by ${(peakMib - startMib).toFixed(1)} MiB`]),
    ...(backAfterMs === undefined ? ['the memory was not given back'] : []),
  ];
}

/** Answers how many were turned away as they must be. */
async function crowd({ url }: TestServer, strangers: number, random: Random): Promise<number> {
  const each = Array.from({ length: strangers }, () => isTurnedAway(url, random.one(DOORS), 1 + random.below(8)));
  return (await Promise.all(each)).filter(Boolean).length;
}

async function isTurnedAway(url: string, door: string, pieces: number): Promise<boolean> {
  const head = `${door} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${BODY_BYTES}\r\n\r\n`;
  const stranger = await Dialogue.open(url, head);
  const piece = 'x'.repeat(Math.floor((BODY_BYTES - 1) / pieces));
  for (let sent = 0; sent < pieces; sent++) {
    stranger.say(piece);
    await sleep(1);
  }
  await stranger.within(ANSWERED_WITHIN_MS, ({ isOver }) => isOver);
  stranger.leave();
  return stranger.statuses.join() === '401';
}
