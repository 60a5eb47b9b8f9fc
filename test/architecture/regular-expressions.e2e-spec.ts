import { spawnSync } from 'node:child_process';

// No regular expression of the source takes more than linear time on any text: eslint-plugin-regexp looks for them.

jest.setTimeout(120_000);

interface Linted {
  filePath: string;
  messages: { line: number; message: string }[];
}

/** As a process of its own, because the plugin is an ES module. */
function linted(args: string[], input?: string): Linted[] {
  const config = 'test/architecture/linear-expressions.config.mjs';
  const all = ['node_modules/eslint/bin/eslint.js', '--config', config, '--format', 'json', ...args];
  const { stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', input, maxBuffer: 64 * 1024 * 1024 });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as Linted[];
}

const found = (results: Linted[]): string[] =>
  results.flatMap(({ filePath, messages }) => messages.map(({ line, message }) => `${filePath}:${line} ${message}`));

it('every regular expression of the source is linear', () => {
  const results = linted(['src']);
  expect(results.length).toBeGreaterThan(200);
  expect(found(results)).toEqual([]);
});

it('of such that are not, it finds each', () => {
  const lines = [
    'export const nested = /^(?:a+)+$/;',
    'export const behindOneAnother = /^a*b?a*$/;',
    'export const anywhere = /\\s+$/;',
    "const part = 'a+';",
    'export const putTogether = new RegExp(`^(?:${part})+$`);',
  ];
  const [result] = linted(['--stdin', '--stdin-filename', 'src/x.ts'], lines.join('\n'));
  expect([...new Set(result!.messages.map(({ line }) => line))]).toEqual([1, 2, 3, 5]);
});
