import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { readImportGraph, type ImportGraph } from './import-graph.js';

export interface CopiedSource {
  /** Adds a file to src; it must not be there yet. */
  add(file: string, text: string): void;
  graph(): ImportGraph;
  /** Runs the house's linter over these files. */
  lint(files: string[]): void;
  /** The rules that the linter found broken in a file. */
  brokenRules(file: string): string[];
  remove(): void;
}

const COPIED = ['src', 'package.json', 'tsconfig.json', 'eslint.config.mjs', 'import-arrows.json'];

/** The source with its linter's settings in a temporary folder, to add faults to. */
export function copyOfSource(): CopiedSource {
  const root = mkdtempSync(join(tmpdir(), 'linebook-source-'));
  for (const name of COPIED) cpSync(resolve(name), join(root, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  const source = join(root, 'src');
  const broken = new Map<string, string[]>();
  return {
    add: (file, text) => {
      const path = join(source, file);
      if (existsSync(path)) throw new Error(`${file} is a file of the product: choose another name`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    },
    graph: () => readImportGraph(source),
    lint: (files) => {
      for (const { filePath, messages } of lintResults(root, files)) {
        broken.set(
          relative(source, filePath),
          messages.map(({ ruleId }) => ruleId),
        );
      }
    },
    brokenRules: (file) => broken.get(file) ?? [],
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

interface LintResult {
  filePath: string;
  messages: { ruleId: string }[];
}

function lintResults(root: string, files: string[]): LintResult[] {
  const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
  const paths = files.map((file) => join('src', file));
  const { stdout, stderr } = spawnSync(process.execPath, [eslint, '--format', 'json', ...paths], {
    cwd: root,
    encoding: 'utf8',
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as LintResult[];
}
