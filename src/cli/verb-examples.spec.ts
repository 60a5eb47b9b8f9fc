import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { linebookProgram } from './program.js';
import { EXAMPLES } from './verb-examples.js';

// The examples in the help of each verb, split into words by a real bash and parsed by the real program.

const directory = mkdtempSync(join(tmpdir(), 'linebook-examples-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** The verbs below a command that can be run, by the words that name them. */
function verbsOf(command: Command, path: string[] = []): Map<string, Command> {
  if (command.commands.length === 0) return new Map([[path.join(' '), command]]);
  return new Map(command.commands.flatMap((verb) => [...verbsOf(verb, [...path, verb.name()])]));
}

/** The arguments of each run of `linebook` that the example makes. */
function runsOf(example: string): string[][] {
  const script = `linebook() { printf '%s\\0' "$@" >&3; echo >&3; }; exec 3>&1 >/dev/null\n${example}`;
  const runs = execFileSync('bash', ['-c', script], { cwd: directory }).toString().split('\n').slice(0, -1);
  return runs.map((words) => words.split('\0').slice(0, -1));
}

/** The verb that would run. */
async function reached(args: string[]): Promise<string | undefined> {
  let name: string | undefined;
  const program = linebookProgram();
  for (const [path, verb] of verbsOf(program)) verb.action(() => void (name = path));
  await program.parseAsync(args, { from: 'user' });
  return name;
}

it('each verb has an example in its help', () => {
  for (const [path, verb] of verbsOf(linebookProgram())) {
    let help = '';
    verb.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toContain(`\nExamples:\n  ${EXAMPLES[path]?.[0]}`);
  }
});

it.each(Object.entries(EXAMPLES).flatMap(([path, examples]) => examples.map((example) => [path, example] as const)))(
  '%s: %s',
  async (path, example) => {
    const runs = runsOf(example);
    expect(runs).toHaveLength(1);
    const verb = await reached(runs[0]!);
    expect(verb).toBe(path === 'token' ? 'token print' : path);
  },
);

it('a command that its verb does not take is noticed', async () => {
  const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  await expect(reached(['numbers', 'free'])).rejects.toThrow("required option '--organization <id>' not specified");
  silent.mockRestore();
});
