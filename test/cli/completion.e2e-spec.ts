import { execFileSync } from 'node:child_process';
import { linebook } from './linebook.js';

// What helps a person type: completion, and suggestions for what is no verb or option.

jest.setTimeout(60_000);

it('completes verbs and options in a real bash', async () => {
  const { code, stdout: script } = await linebook(['completion', 'bash']);
  expect(code).toBe(0);
  const completed = (...words: string[]): string[] => {
    const ask = `${script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _linebook; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', ask, 'bash', 'linebook', ...words])
      .toString()
      .trim()
      .split('\n');
  };
  expect(completed('lo')).toEqual(['locations']);
  expect(completed('users', '')).toEqual(expect.arrayContaining(['list', 'move', 'remove', 'erase', '--help']));
  expect(completed('organizations', 'alias', 'a')).toEqual(['add']);
  expect(completed('users', 'erase', 'sam@acme.example', '--y')).toEqual(['--yes']);
  expect(completed('users', 'list', '--y')).toEqual(['']);
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
