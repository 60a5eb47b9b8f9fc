import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { inWarmProgram } from './warm-linebook.js';

const PROGRAM = resolve('bin/linebook.mjs');

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** The whole environment but PATH. */
  env?: Record<string, string>;
  /** What stands on its standard input. */
  input?: string | Buffer;
  /** The program of another build than the checkout's. */
  program?: string;
}

/**
 * Runs a command of the built program to its end. One on a server's database runs in a process that has it loaded, but
 * for an export, which minds who reads it.
 */
export async function linebook(args: string[], { env = {}, input = '', program }: RunOptions = {}): Promise<Outcome> {
  if (!program && env.DATABASE_URL && args[0] !== 'export') {
    const warm = inWarmProgram({ args, env: { PATH: process.env.PATH, ...env }, input });
    if (warm) return warm;
  }
  const child = startLinebook(args, env, program);
  const outcome = { stdout: '', stderr: '' };
  child.stdout!.on('data', (text: Buffer) => (outcome.stdout += text.toString()));
  child.stderr!.on('data', (text: Buffer) => (outcome.stderr += text.toString()));
  // A command that refuses its options does not read its input.
  child.stdin!.on('error', () => {});
  child.stdin!.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...outcome };
}

export function startLinebook(args: string[], env: Record<string, string>, program = PROGRAM): ChildProcess {
  return spawn(process.execPath, [program, ...args], { env: { PATH: process.env.PATH, ...env } });
}
