import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { campaign } from './canaries.js';
import { createDatabase, type RecordDatabase } from './record-database.js';
import { TOKEN_ENVIRONMENT } from './tokens.js';

const MAIN = resolve('dist/main.js');
// The callers of the tests are few, and ask a lot.
const UNLIMITED = { RATE_LIMIT_READS_PER_MINUTE: '0', RATE_LIMIT_WRITES_PER_MINUTE: '0', DATABASE_POOL_SHARE: '1' };
const STARTS_WITHIN_MS = 20_000;

export interface ServerOptions {
  /** The whole environment but PATH, PORT and DATABASE_URL; by default what believes the tokens of tokens.ts. */
  env?: Record<string, string>;
  /** The entry point of another build than the checkout's. */
  main?: string;
  /** What follows the entry point. */
  args?: string[];
  /** By default one of its own, dropped when the server stops; `embedded`: that of LINEBOOK_DATA. */
  database?: Pick<RecordDatabase, 'url'> | 'embedded';
}

export interface TestServer {
  url: string;
  pid: number;
  /** All that it wrote so far, to standard output and error. */
  log(): string;
  /** All of it, once it says this; a line may arrive after the answer that it is about. */
  logged(text: string): Promise<string>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Starts the built server as its own process and waits until it listens. */
export async function startServer({
  env = TOKEN_ENVIRONMENT,
  args = [],
  database,
  main,
}: ServerOptions = {}): Promise<TestServer> {
  const own = database ? undefined : await createDatabase();
  const child =
    database === 'embedded'
      ? spawnServer(env, ['--embedded', ...args], main)
      : spawnServer({ DATABASE_URL: (database ?? own!).url, ...env }, args, main);
  let log = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text: Buffer) => (log += text.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    const code = await ended;
    campaign.canaries?.heard('log', log);
    await own?.drop();
    return code;
  };
  try {
    const url = await listening(child, () => log);
    const kill = async (): Promise<void> => void (await end('SIGKILL'));
    const logged = async (text: string): Promise<string> => {
      while (!log.includes(text)) await sleep(5);
      return log;
    };
    const stop = async (): Promise<number | null> => {
      await campaign.canaries?.readMetrics(url);
      return end('SIGTERM');
    };
    return { url, pid: child.pid!, log: () => log, logged, stop, kill };
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
}

/** Starts one for this work only. */
export async function onServer<T>(work: (server: TestServer) => Promise<T>, options: ServerOptions = {}): Promise<T> {
  const server = await startServer(options);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** What a server that ends by itself says: its exit code and all that it wrote. */
export async function runServer(env: Record<string, string>, ...args: string[]) {
  const child = spawnServer(env, args);
  const output = { stdout: '', stderr: '' };
  child.stdout!.on('data', (text: Buffer) => (output.stdout += text.toString()));
  child.stderr!.on('data', (text: Buffer) => (output.stderr += text.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), STARTS_WITHIN_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, ...output };
}

/** The built server as a process, without waiting for anything. */
export function spawnServer(env: Record<string, string>, args: string[] = [], main = MAIN): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, PORT: '0', ...UNLIMITED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A failed test may leave its server: that must not keep the run from ending, and the end of the run ends it.
  for (const held of [child, child.stdout as Socket, child.stderr as Socket]) held.unref();
  const note = join(process.env.TEST_SERVERS!, String(child.pid));
  writeFileSync(note, '');
  child.on('close', () => rmSync(note, { force: true }));
  return child;
}

function listening(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((found, failed) => {
    const timer = setTimeout(() => failed(new Error(`does not listen: ${log()}`)), STARTS_WITHIN_MS);
    const read = (): void => {
      const url = /"url":"([^"]+)".*"msg":"listening"/.exec(log())?.[1];
      if (!url) return;
      clearTimeout(timer);
      // Else each line of the log would cost as much as all of it.
      child.stdout!.off('data', read);
      found(url);
    };
    child.stdout!.on('data', read);
    child.on('close', () => {
      clearTimeout(timer);
      failed(new Error(`ended: ${log()}`));
    });
  });
}
