import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Outcome } from './linebook.js';

interface Command {
  args: string[];
  /** The whole environment. */
  env: Record<string, string | undefined>;
  input: string | Buffer;
}

/** A process of linebook-driver.mjs, which runs one command at a time. */
class WarmProgram {
  private readonly child = spawn(process.execPath, [resolve('test/cli/linebook-driver.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  private done: ((outcome: Outcome) => void) | undefined;

  constructor() {
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.done!(JSON.parse(line) as Outcome);
      this.done = undefined;
    });
  }

  get isBusy(): boolean {
    return this.done !== undefined;
  }

  run({ args, env, input }: Command): Promise<Outcome> {
    const sent = { args, env, input: Buffer.from(input).toString('base64') };
    return new Promise((done, failed) => {
      this.done = done;
      this.child.once('exit', () => failed(new Error('the warm program ended')));
      this.child.stdin.write(`${JSON.stringify(sent)}\n`);
    }).finally(() => this.child.removeAllListeners('exit')) as Promise<Outcome>;
  }

  end(): void {
    this.child.stdin.end();
  }
}

let program: WarmProgram | undefined;

/** Runs the command in a process that has the program loaded. Undefined while that one is busy. */
export function inWarmProgram(command: Command): Promise<Outcome> | undefined {
  program ??= new WarmProgram();
  return program.isBusy ? undefined : program.run(command);
}

// A campaign ends it by ending.
if (typeof afterAll === 'function') afterAll(() => program?.end());
