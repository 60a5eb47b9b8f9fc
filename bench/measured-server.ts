import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { campaign } from '../test/canaries.js';
import { TOKEN_ENVIRONMENT } from '../test/tokens.js';
import { childrenOf } from './processor-time.js';

const STARTS_WITHIN_MS = 60_000;
// The server alone on the first core; the client, and the database's processes, on the second.
export const SERVER_CORE = '0';
export const CLIENT_CORE = '1';
export const BOTH_CORES = '0,1';

export const SCRIPTS = {
  linebook: resolve('dist/main.js'),
  limit: fileURLToPath(new URL('limit-server.js', import.meta.url)),
  ordinary: fileURLToPath(new URL('ordinary-server.js', import.meta.url)),
};
export type Which = keyof typeof SCRIPTS;

export interface MeasuredServer {
  which: Which;
  url: string;
  pid: number;
  /** The name of its database, as PostgreSQL's processes say it. */
  database: string;
  stop(): Promise<void>;
}

export interface Starting {
  database: { name: string; url: string };
  /** Where its log goes, to a file as in production. */
  folder: string;
  cores?: string;
  /** The entry point of another build. */
  main?: string;
  args?: string[];
  /** Options of Node itself. */
  node?: string[];
  env?: Record<string, string>;
}

const running = new Set<ChildProcess>();
// A run that breaks off leaves no server behind.
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a server on these cores and waits until it listens. */
export async function startMeasured(which: Which, starting: Starting): Promise<MeasuredServer> {
  const { database, folder, cores = SERVER_CORE, main = SCRIPTS[which], args = [], node = [], env = {} } = starting;
  const log = join(folder, `${which}-${process.hrtime.bigint()}.log`);
  const file = openSync(log, 'w');
  const child = spawn('taskset', ['-c', cores, process.execPath, ...node, main, ...args], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: database.url,
      NODE_ENV: 'production',
      ...TOKEN_ENVIRONMENT,
      RATE_LIMIT_READS_PER_MINUTE: '0',
      RATE_LIMIT_WRITES_PER_MINUTE: '0',
      DATABASE_POOL_SHARE: '1',
      ...env,
    },
    stdio: ['ignore', file, file],
  });
  closeSync(file);
  running.add(child);
  child.once('close', () => running.delete(child));
  const url = await listening(child, log);
  return {
    ...{ which, url, pid: child.pid!, database: database.name },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      await campaign.canaries?.readMetrics(url);
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
      campaign.canaries?.heard('log', readFileSync(log, 'utf8'));
    },
  };
}

async function listening(child: ChildProcess, log: string): Promise<string> {
  const until = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < until) {
    const text = readFileSync(log, 'utf8');
    const url = /"url":"([^"]+)".*"msg":"listening"/.exec(text)?.[1];
    if (url) return url;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It has ended: ${text.trim()}`);
    await sleep(5);
  }
  child.kill('SIGKILL');
  throw new Error('It does not listen');
}

/** Where this process, or another one with all that it starts from now on, may run. */
export function pin(pid: number, cores: string): void {
  spawnSync('taskset', ['-a', '-c', '-p', cores, String(pid)]);
}

/** Lets the client, the database and all that is started meanwhile run on both cores. */
export async function onBothCores<T>(postmaster: number, work: () => Promise<T>): Promise<T> {
  const pinAll = (cores: string): void => {
    pin(process.pid, cores);
    pinDatabase(postmaster, cores);
  };
  pinAll(BOTH_CORES);
  try {
    return await work();
  } finally {
    pinAll(CLIENT_CORE);
  }
}

/** The same for PostgreSQL with the processes that it has. */
export function pinDatabase(postmaster: number, cores: string): void {
  for (const pid of [postmaster, ...childrenOf(postmaster)]) pin(pid, cores);
}
