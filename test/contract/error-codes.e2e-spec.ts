import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Every way in which a code is written down in the source.
const WRITTEN = [
  /\bcode: '([a-z0-9_]+)'/g,
  /\b(?:Refusal|refuse)\('([a-z0-9_]+)'/g,
  /\brefusal\(\s*[\w']+,\s*'([a-z0-9_]+)'/g,
  /\bwarned\(\w+, '([a-z0-9_]+)'/g,
  /super\(\s*'([a-z0-9_]+)'/g,
  /RefusedRequest\(\s*\d{3},\s*'([a-z0-9_]+)'/g,
  /'(bad_[a-z_]+)'/g,
];

function codesOfSource(): Set<string> {
  const files = sourceFiles();
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  return new Set(texts.flatMap((text) => WRITTEN.flatMap((form) => [...text.matchAll(form)].map(([, code]) => code!))));
}

function sourceFiles(): string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => join('src', file));
}

function codesOfPage(): Set<string> {
  const rows = readFileSync('docs/errors.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  return new Set(rows.flatMap((row) => [...row.split(' | ')[0]!.matchAll(/`([a-z0-9_]+)`/g)].map(([, code]) => code!)));
}

it('docs/errors.md lists every code of the source, and no other', () => {
  const [source, page] = [codesOfSource(), codesOfPage()];
  expect([...source].filter((code) => !page.has(code))).toEqual([]);
  expect([...page].filter((code) => !source.has(code))).toEqual([]);
  expect(page.size).toBeGreaterThan(60);
});
