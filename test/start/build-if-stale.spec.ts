import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

jest.setTimeout(30_000);

const [YESTERDAY, TODAY, TOMORROW] = [1_700_000_000, 1_700_086_400, 1_700_172_800];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linebook-build-'));
  for (const name of ['src/core', 'dist/core']) mkdirSync(join(folder, name), { recursive: true });
  write('package.json', YESTERDAY, JSON.stringify({ scripts: { build: 'touch built && true' } }));
  write('tsconfig.json', YESTERDAY);
  for (const name of ['main', 'core/line']) {
    write(`src/${name}.ts`, YESTERDAY);
    write(`dist/${name}.js`, TODAY);
  }
  write('src/core/line.spec.ts', TOMORROW);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, at: number, text = ''): void {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), at, at);
}

function run(): { code: number | null; built: boolean } {
  const { status } = spawnSync(process.execPath, [resolve('build-if-stale.mjs')], { cwd: folder });
  return { code: status, built: existsSync(join(folder, 'built')) };
}

it('leaves what is newer than all that it is made of', () => {
  expect(run()).toEqual({ code: 0, built: false });
});

it.each<[string, () => void]>([
  ['nothing is built', () => rmSync(join(folder, 'dist'), { recursive: true })],
  ['a file of a build is missing', () => rmSync(join(folder, 'dist/core/line.js'))],
  ['a source was changed', () => write('src/core/line.ts', TOMORROW)],
  ['a source was changed in the moment of the build', () => write('src/core/line.ts', TODAY)],
  ['a source is new', () => write('src/core/call.ts', YESTERDAY)],
  ['the build is told something else', () => write('tsconfig.json', TOMORROW)],
])('builds when %s', (_, change) => {
  change();
  expect(run()).toEqual({ code: 0, built: true });
});

it('fails as the build does', () => {
  write('package.json', TOMORROW, JSON.stringify({ scripts: { build: 'exit 3; true' } }));
  expect(run()).toEqual({ code: 3, built: false });
});
