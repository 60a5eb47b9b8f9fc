import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { PAGES, relativeLinksOf } from './pages.js';

// What `npm pack` puts into the package. That it can be installed and run, `npm run campaign:package` shows.

interface PackedFile {
  path: string;
  size: number;
}

const MEGABYTE = 1_000_000;

const packed = (
  JSON.parse(
    // Without scripts: packing would build, and other specs run what is built.
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      stdio: 'pipe',
      maxBuffer: 16 * MEGABYTE,
    }),
  ) as [{ files: PackedFile[] }]
)[0].files;
const own = packed.filter(({ path }) => !path.startsWith('node_modules/'));
const paths = own.map(({ path }) => path);

/** A packed file, or a folder that has some. */
const isPacked = (target: string): boolean => paths.some((path) => path === target || path.startsWith(`${target}/`));

it('has what a user needs, and neither tests, sources nor source maps', () => {
  const needed = [
    'bin/linebook.mjs',
    'dist/main.js',
    'deploy/Dockerfile',
    'examples',
    'openapi/workspaces.json',
    'LICENSE',
  ];
  expect(needed.filter((path) => !isPacked(path))).toEqual([]);
  expect(paths.filter((path) => /^(?:src|test|bench|campaigns)\/|\.map$|\.spec\./.test(path))).toEqual([]);
  expect(own.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(6 * MEGABYTE);
});

it('has what its pages link to', () => {
  const pages = PAGES.filter(isPacked);
  expect(pages).toContain('README.md');
  const missing = pages.flatMap((page) =>
    relativeLinksOf(page)
      .map((link) => join(dirname(page), link.split('#')[0] || '.').replace(/\/$/, ''))
      .filter((target) => target !== dirname(page) && !isPacked(target))
      .map((target) => `${page}: ${target}`),
  );
  expect(missing).toEqual([]);
});
