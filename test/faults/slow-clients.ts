import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Dialogue } from '../http/dialogue.js';
import type { TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';

/** The server looks twice a second for those who are too late. */
const TOLD_WITHIN_MS = 1_500;
const GONE_WITHIN_MS = 3_000;
const KEPT_DESCRIPTORS = 5;
const PATH = '/api/organizations/65f0c0ffee65f0c0ffee65f0/phone-numbers';

export interface SlowOptions {
  heads: number;
  bodies: number;
  /** REQUEST_TIMEOUT_SECONDS of the server. */
  timeoutMs: number;
}

export interface SlowSeen {
  /** How many were told 408, and how long the last of them had to wait. */
  told: number;
  lastMs: number;
  descriptorsBefore: number;
  descriptorsAfter: number;
}

/** Clients who send a byte now and then, all at once. */
export async function slowClientsAt(server: TestServer, { heads, bodies, timeoutMs }: SlowOptions): Promise<SlowSeen> {
  const descriptorsBefore = descriptorsOf(server);
  const started = performance.now();
  const head = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
  const authorization = `Authorization: Bearer ${tokenFor({ roles: ['SUPERADMIN'] })}\r\n`;
  const texts = [
    ...Array<string>(heads).fill(head),
    ...Array<string>(bodies).fill(`${head}${authorization}Content-Length: 1000\r\n\r\n`),
  ];
  const slow = await Promise.all(texts.map((text) => Dialogue.open(server.url, text)));
  const drip = setInterval(() => slow.forEach((one) => one.isOver || one.say('x')), 500);
  const late = started + timeoutMs + 2 * TOLD_WITHIN_MS;
  while (performance.now() < late && slow.some(({ isOver }) => !isOver)) await sleep(20);
  clearInterval(drip);
  const lastMs = performance.now() - started;
  const told = slow.filter(({ statuses }) => statuses.join() === '408').length;
  slow.forEach((one) => one.leave());
  const gone = performance.now() + GONE_WITHIN_MS;
  while (descriptorsOf(server) > descriptorsBefore + KEPT_DESCRIPTORS && performance.now() < gone) await sleep(50);
  return { told, lastMs, descriptorsBefore, descriptorsAfter: descriptorsOf(server) };
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
