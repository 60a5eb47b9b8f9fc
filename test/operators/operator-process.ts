import { resolve } from 'node:path';
import { startLineProcess } from '../line-process.js';

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
  const driver = startLineProcess<Operated>('test/operators/operator-driver.mjs', dist, url);
  let count = 0;
  return { run: (verb, ...args) => driver.ask({ id: `operator-${++count}`, verb, args }), stop: () => driver.stop() };
}
