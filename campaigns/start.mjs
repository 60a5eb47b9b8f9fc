// Runs a campaign or a benchmark: `node campaigns/start.mjs NAME [option…]`, or `bench/NAME`, in the project's folder, after a
// build.
// A campaign uses the code of the tests, so that there is one of it. That is TypeScript, which Node 20 does not run: it is
// translated into a temporary folder first. The database is the one that the tests start, too.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import setUp from '../test/global-setup.mjs';
import tearDown from '../test/global-teardown.mjs';

const [name, ...options] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'linebook-campaign-'));
// A campaign that is interrupted ends its database, too.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end(130));

// A test's server keeps no process waiting, and here there may be nothing else.
setInterval(() => {}, 1_000);

let isSetUp = false;
let ending;
function end(code) {
  ending ??= (async () => {
    if (isSetUp) await tearDown();
    await rm(folder, { recursive: true, force: true });
    process.exit(code);
  })();
  return ending;
}

async function translated() {
  const swc = resolve('node_modules/@swc/cli/bin/swc.js');
  const args = ['src', 'test', 'campaigns', 'bench', '--out-dir', folder, '--config-file', '.swcrc', '--quiet'];
  const { status } = spawnSync(process.execPath, [swc, ...args], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The campaign does not translate');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
}

const built = (file) => import(pathToFileURL(join(folder, `${file}.js`)).href);

let code = 1;
try {
  await translated();
  const isBenchmark = name.includes('/');
  const { run } = await built(isBenchmark ? name : `campaigns/${name}`);
  const { withCanaries } = await built('campaigns/with-canaries');
  await setUp();
  isSetUp = true;
  code = (await (isBenchmark ? run(options) : withCanaries(() => run(options)))) ? 0 : 1;
} catch (error) {
  console.error(error);
}
await end(code);
