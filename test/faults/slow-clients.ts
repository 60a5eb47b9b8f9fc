import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Dialogue } from '../http/dialogue.js';
import type { TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';

/** The server looks often for those who are too late; a machine with more to do takes longer. */
const TOLD_WITHIN_MS = 1_500;
const GONE_WITHIN_MS = 3_000;
const KEPT_DESCRIPTORS = 5;
/** So many connect at a time: the line of those who are not accepted yet is short everywhere. */
const CONNECTING = 100;
const TICK_MS = 20;
const PATH = '/api/organizations/65f0c0ffee65f0c0ffee65f0/phone-numbers';

export interface SlowOptions {
  heads: number;
  bodies: number;
  /** REQUEST_TIMEOUT_SECONDS of the server. */
  timeoutMs: number;
  /** How often each sends a byte. */
  everyMs?: number;
  /** Runs when all are gone, before descriptors are counted. */
  whenOver?: () => Promise<void>;
}

export interface SlowSeen {
  /** How many were told 408, and how long the last of them had to wait. */
  told: number;
  lastMs: number;
  descriptorsBefore: number;
  descriptorsAfter: number;
}

/** Clients who send a byte now and then, all at once. */
export async function slowClientsAt(server: TestServer, options: SlowOptions): Promise<SlowSeen> {
  const { timeoutMs, everyMs = 500, whenOver } = options;
  const descriptorsBefore = descriptorsOf(server);
  const slow: SlowClient[] = [];
  const drip = dripping(slow, everyMs);
  const texts = textsOf(options);
  for (let at = 0; at < texts.length; at += CONNECTING) {
    const some = texts.slice(at, at + CONNECTING).map((text) => connect(server.url, text));
    slow.push(...(await Promise.all(some)));
  }
  const late = performance.now() + timeoutMs + 2 * TOLD_WITHIN_MS;
  while (performance.now() < late && slow.some(({ dialogue: { isOver } }) => !isOver)) await sleep(TICK_MS);
  clearInterval(drip);
  const told = slow.filter(({ dialogue: { statuses } }) => statuses.join() === '408').length;
  const lastMs = Math.max(...slow.map(({ startedAt, dialogue: { endedAt = Infinity } }) => endedAt - startedAt));
  slow.forEach(({ dialogue }) => dialogue.leave());
  await whenOver?.();
  const gone = performance.now() + GONE_WITHIN_MS;
  while (descriptorsOf(server) > descriptorsBefore + KEPT_DESCRIPTORS && performance.now() < gone) await sleep(50);
  return { told, lastMs, descriptorsBefore, descriptorsAfter: descriptorsOf(server) };
}

/** What each says before it becomes slow. */
function textsOf({ heads, bodies }: SlowOptions): string[] {
  const head = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
  const authorization = `Authorization: Bearer ${tokenFor({ roles: ['SUPERADMIN'] })}\r\n`;
  return [
    ...Array<string>(heads).fill(head),
    ...Array<string>(bodies).fill(`${head}${authorization}Content-Length: 1000\r\n\r\n`),
  ];
}

interface SlowClient {
  dialogue: Dialogue;
  startedAt: number;
}

async function connect(url: string, text: string): Promise<SlowClient> {
  const startedAt = performance.now();
  return { dialogue: await Dialogue.open(url, text), startedAt };
}

/** A few at every tick, so that all have had their turn once in so many ms. */
function dripping(slow: SlowClient[], everyMs: number): NodeJS.Timeout {
  let next = 0;
  return setInterval(() => {
    const many = Math.ceil((slow.length * TICK_MS) / everyMs);
    for (let i = 0; i < many; i++) {
      const { dialogue } = slow[next++ % slow.length]!;
      if (!dialogue.isOver) dialogue.say('x');
    }
  }, TICK_MS);
}

/** What is not as it must be. */
export function faultsOf(seen: SlowSeen, { heads, bodies, timeoutMs }: SlowOptions): string[] {
  const { told, lastMs, descriptorsBefore, descriptorsAfter } = seen;
  return [
    ...(told === heads + bodies ? [] : [`${heads + bodies - told} were not told 408`]),
    ...(lastMs <= timeoutMs + TOLD_WITHIN_MS ? [] : [`the last one was told after ${lastMs.toFixed(0)} ms`]),
    ...(descriptorsAfter <= descriptorsBefore + KEPT_DESCRIPTORS ? [] : [`${descriptorsAfter} descriptors are open`]),
  ];
}

const descriptorsOf = ({ pid }: TestServer): number => readdirSync(`/proc/${pid}/fd`).length;
