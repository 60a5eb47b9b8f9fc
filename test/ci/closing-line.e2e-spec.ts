import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'linebook-ci-'));
  cpSync(resolve('.ci'), join(checkout, '.ci'), { recursive: true });
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

/** Runs .ci/run with an npm that does this for `npm ci` and for `npm run check`. */
function run(npm: { ci?: string; check?: string }): { lastLine?: string; exitCode: number | null } {
  const file = join(checkout, 'npm');
  writeFileSync(file, `#!/bin/sh\ncase "$1" in ci) ${npm.ci ?? ':'};; run) ${npm.check ?? ':'};; esac\n`);
  chmodSync(file, 0o755);
  const { stdout, status } = spawnSync(join(checkout, '.ci/run'), {
    cwd: '/',
    env: { PATH: [checkout, process.env.PATH].join(delimiter), CI: 'true' },
    input: 'a word\n',
    encoding: 'utf8',
  });
  return { lastLine: stdout.trimEnd().split('\n').pop(), exitCode: status };
}

const jestWrites = (numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number): string =>
  `echo '${JSON.stringify({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites })}' > .jest-result.json`;

describe('.ci/run', () => {
  it('green: says how many tests passed', () => {
    expect(run({ check: jestWrites(312, 0, 0) })).toEqual({ lastLine: '312 passed, 0 failed', exitCode: 0 });
  });

  it('red tests: says how many failed, with the exit code of the check', () => {
    const check = `${jestWrites(310, 2, 0)}; exit 3`;
    expect(run({ check })).toEqual({ lastLine: '310 passed, 2 failed', exitCode: 3 });
  });

  it('counts a file of tests that could not be run', () => {
    const check = `${jestWrites(310, 0, 1)}; exit 1`;
    expect(run({ check })).toEqual({ lastLine: '310 passed, 1 failed', exitCode: 1 });
  });

  it('red after green tests: does not say that nothing failed', () => {
    const check = `${jestWrites(312, 0, 0)}; exit 1`;
    expect(run({ check })).toEqual({ lastLine: '312 passed, 1 failed', exitCode: 1 });
  });

  it('red before the tests: 0 passed, 1 failed, whatever an earlier run left', () => {
    writeFileSync(join(checkout, '.jest-result.json'), '{"numPassedTests":312,"numFailedTests":0}');
    expect(run({ check: 'exit 2' })).toEqual({ lastLine: '0 passed, 1 failed', exitCode: 2 });
    expect(run({ ci: 'exit 7' })).toEqual({ lastLine: '0 passed, 1 failed', exitCode: 7 });
  });

  it('gives its commands no input to wait for', () => {
    const check = `read answer && exit 9; ${jestWrites(1, 0, 0)}`;
    expect(run({ check })).toEqual({ lastLine: '1 passed, 0 failed', exitCode: 0 });
  });
});
