import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { startLinebook } from '../test/cli/linebook.js';

const LOOKED_EVERY_MS = 100;

export interface Measured {
  code: number | null;
  seconds: number;
  /** The most memory that the process had, as the kernel counts it. */
  peakMib: number;
  /** Its standard output. */
  said: string;
}

/** Runs a command of the built program and watches its memory. */
export async function runMeasured(args: string[], databaseUrl: string): Promise<Measured> {
  const startedAt = Date.now();
  const child = startLinebook(args, { DATABASE_URL: databaseUrl });
  let [peakKib, said] = [0, ''];
  child.stdout!.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr!.resume();
  child.stdin!.end();
  const timer = setInterval(() => (peakKib = Math.max(peakKib, peakOf(child.pid!))), LOOKED_EVERY_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(timer);
  return { code, seconds: (Date.now() - startedAt) / 1_000, peakMib: Math.round(peakKib / 1024), said: said.trim() };
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    // It has just ended.
    return 0;
  }
}
