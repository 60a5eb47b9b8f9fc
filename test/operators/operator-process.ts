import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export type Verb = 'link' | 'move' | 'removeUser' | 'erase' | 'removeWorkspace' | 'removeLocation';

/** Whether it changed anything, or the code with which it was refused. */
export type Operated = { changed: boolean; refused?: undefined } | { refused: string; changed?: undefined };

export interface Operator {
  /** Throws where the operation ended neither done nor refused. */
  run(verb: Verb, ...args: string[]): Promise<Operated>;
  stop(): Promise<void>;
}

/** Starts operator-driver.mjs on a built dist/. Its tracking ids begin with `operator-`. */
export function startOperator(url: string, dist = resolve('dist')): Operator {
  const child = spawn(process.execPath, [resolve('test/operators/operator-driver.mjs'), dist, url], {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const waiting = new Map<string, { resolve: (said: Operated) => void; reject: (error: Error) => void }>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, failed, ...said } = JSON.parse(line) as Operated & { id: string; failed?: string };
    const asked = waiting.get(id);
    if (failed === undefined) asked?.resolve(said);
    else asked?.reject(new Error(`the operation failed: ${failed}`));
    waiting.delete(id);
  });
  child.on('exit', () => waiting.forEach(({ reject }) => reject(new Error('the operator’s process ended'))));
  let count = 0;
  return {
    run: (verb, ...args) => {
      const id = `operator-${++count}`;
      const said = new Promise<Operated>((resolve, reject) => waiting.set(id, { resolve, reject }));
      child.stdin.write(`${JSON.stringify({ id, verb, args })}\n`);
      return said;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
