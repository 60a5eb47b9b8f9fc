// Builds unless every file of `dist` is newer than its source and than what the build is told by: for `npm run demo`, which
// has no time for a type check either; that belongs to `npm run check`.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const TOLD_BY = [
  'package.json',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  '.swcrc',
];

function isStale() {
  const toldAt = Math.max(...TOLD_BY.map(changedAt));
  return readdirSync('src', { recursive: true, withFileTypes: true }).some((entry) => {
    const source = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || source.endsWith('.spec.ts')) return false;
    const builtAt = changedAt(source.replace(/^src/, 'dist').replace(/\.ts$/, '.js'));
    return builtAt <= Math.max(toldAt, changedAt(source));
  });
}

/** Before everything for what is not there. */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}

if (isStale()) {
  const { status } = spawnSync('npm', ['run', '--silent', 'build', '--', '--no-type-check'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
