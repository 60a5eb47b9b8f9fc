import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

// A page of docs/ whose blocks of `console` are a session on a terminal: each line that begins with `$ ` is a command, what
// follows is its output.

export interface PageCommand {
  command: string;
  output: string;
}

/** In their order. */
export function commandsOf(page: string): PageCommand[] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```console\n([^]*?)^```/gm)].map(([, block]) => block!);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((text) => {
        const [command = '', ...lines] = text.split('\n');
        return { command, output: lines.join('\n').trimEnd() };
      }),
  );
}

/** Runs the command in bash on a terminal of 100 columns without colours; what it printed on both outputs. */
export function onTerminal(command: string, cwd: string, env: Record<string, string>): string {
  const program = `npx() { shift; "${process.execPath}" "${resolve('bin/linebook.mjs')}" "$@"; }; stty cols 100;`;
  const inBash = `bash -c '${(program + command).replaceAll("'", `'\\''`)}'`;
  const { stdout } = spawnSync('script', ['-qc', inBash, '/dev/null'], {
    ...{ cwd, env: { PATH: process.env.PATH, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  // A line of progress is erased before what comes after it.
  return stdout
    .toString()
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\n]*\u001b\[K/g, '')
    .trimEnd();
}

/** Without what differs from day to day: instants of today, and how wide a column is for them. */
export const withoutTimes = (text: string): string =>
  text.replaceAll(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'INSTANT').replaceAll(/ {2,}/g, '  ');
