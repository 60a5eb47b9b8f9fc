import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A driver (`*-driver.mjs`) that answers each line of JSON on its standard input with one of the same `id`. */
export interface LineProcess<Said> {
  /** Throws where the driver says `failed`, or ends. */
  ask(asked: { id: string; [member: string]: unknown }): Promise<Said>;
  stop(): Promise<void>;
}

/** Starts the driver, a path from the project's folder, on a built dist/ and a database. */
export function startLineProcess<Said>(driver: string, dist: string, url: string): LineProcess<Said> {
  const child = spawn(process.execPath, [resolve(driver), dist, url], {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const waiting = new Map<string, { resolve: (said: Said) => void; reject: (error: Error) => void }>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, failed, ...said } = JSON.parse(line) as { id: string; failed?: string };
    const asked = waiting.get(id);
    // What is no verdict is never right, and no divergence either.
    if (failed === undefined) asked?.resolve(said as Said);
    else asked?.reject(new Error(`${driver} failed: ${failed}`));
    waiting.delete(id);
  });
  child.on('exit', () => waiting.forEach(({ reject }) => reject(new Error(`${driver} ended`))));
  return {
    ask: (asked) => {
      const said = new Promise<Said>((resolve, reject) => waiting.set(asked.id, { resolve, reject }));
      child.stdin.write(`${JSON.stringify(asked)}\n`);
      return said;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
