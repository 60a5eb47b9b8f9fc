import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linebook } from './linebook.js';

// What helps a person type: completion, and suggestions for what is no verb or option.

jest.setTimeout(60_000);

const scripts = mkdtempSync(join(tmpdir(), 'linebook-completion-'));
afterAll(() => rmSync(scripts, { recursive: true }));

/** Runs a program in a folder with `example.csv`; the lines that it prints. */
function printed(program: string, args: string[]): string[] {
  const output = execFileSync(program, args, { cwd: scripts, stdio: ['ignore', 'pipe', 'inherit'], timeout: 30_000 });
  return output.toString().trim().split('\n');
}

// What each shell makes of words of which the last is not complete, one list of candidates or one completed word.

function inBash(words: string[]): string[] {
  const ask = `source script.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _linebook; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return printed('bash', ['-c', ask, 'bash', 'linebook', ...words]);
}

function inFish(words: string[]): string[] {
  const line = ['linebook', ...words].join(' ');
  return printed('fish', ['--no-config', '-c', `source script.fish; complete -C '${line}'`]);
}

/** Types the words, a tab and a return into a zsh on a terminal, where `linebook` prints its last word. */
function inZsh(words: string[]): string[] {
  const setUp = `autoload -Uz compinit && compinit -D -u; linebook() { print -r -- "\${@[-1]}" > typed }; source script.zsh`;
  const ask = `zmodload zsh/zpty zsh/zselect; rm -f typed; zpty shell zsh -f -i; zpty -w shell '${setUp}'
    zpty -w shell "linebook ${words.join(' ')}"$'\\t'
    for ((i = 0; i < 500; i++)); do [[ -s typed ]] && break; zselect -t 2; done
    zpty -d shell; cat typed`;
  return printed('zsh', ['-f', '-c', ask]);
}

describe.each([
  ['bash', inBash],
  ['fish', inFish],
  ['zsh', inZsh],
] as const)('in a real %s', (shell, completed) => {
  const isInstalled = spawnSync(shell, ['--version']).status === 0;
  if (!isInstalled) process.stderr.write(`The tests of completion in ${shell} are skipped: it is not on PATH.\n`);
  const inShell = isInstalled ? it : it.skip;

  beforeAll(async () => {
    const { code, stdout } = await linebook(['completion', shell]);
    expect(code).toBe(0);
    writeFileSync(join(scripts, `script.${shell}`), stdout);
    writeFileSync(join(scripts, 'example.csv'), '');
  });

  inShell('completes verbs and options', () => {
    expect(completed(['lo'])).toEqual(['locations']);
    expect(completed(['users', 'er'])).toEqual(['erase']);
    expect(completed(['organizations', 'alias', 'a'])).toEqual(['add']);
    expect(completed(['users', 'erase', 'sam@acme.example', '--y'])).toEqual(['--yes']);
  });

  inShell('offers no option of another verb', () => {
    expect(completed(['users', 'list', '--y'])).toEqual([shell === 'zsh' ? '--y' : '']);
  });

  // One word is what a tab inserts in zsh, and files are bash's own doing.
  if (shell !== 'zsh') {
    inShell('offers all verbs', () => {
      expect(completed(['users', ''])).toEqual(expect.arrayContaining(['list', 'move', 'remove', 'erase', '--help']));
    });
  }
  if (shell === 'bash') return;
  inShell('completes a file where no verb or option matches', () => {
    expect(completed(['import', 'exam'])).toEqual(['example.csv']);
  });
});

it.each([
  [['nubmers'], 'numbers'],
  [['users', 'remov'], 'remove'],
  [['users', 'list', '--organisation', 'x'], '--organization'],
])('%j is refused with %s', async (args, near) => {
  const { code, stderr } = await linebook(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`(Did you mean ${near}?)`)]);
});

it.each([[['qqqqqqqq']], [['users', 'list', '--zzzzzzzzzz']]])('%j is refused without a suggestion', async (args) => {
  const { code, stderr } = await linebook(args);
  expect([code, stderr]).toEqual([2, expect.not.stringContaining('Did you mean')]);
});
