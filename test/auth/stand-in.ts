import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface StandIn {
  url: string;
  stop(): Promise<void>;
}

/** Starts stand-in-server.mjs on a built dist/ and waits until it listens. */
export async function startStandIn(dist: string, env: Record<string, string>): Promise<StandIn> {
  const child = spawn(process.execPath, [resolve('test/auth/stand-in-server.mjs'), dist], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((listening, failed) => {
    let output = '';
    const read = (text: Buffer): void => {
      output += text.toString();
      const found = /listening on (\S+)/.exec(output)?.[1];
      if (found) listening(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => failed(new Error(`the stand-in ended: ${output}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
