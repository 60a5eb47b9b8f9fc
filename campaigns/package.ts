import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createDatabase } from '../test/record-database.js';

// What a stranger does with Linebook: install the package in an empty folder and start the demo; and what Docker does with
// deploy/Dockerfile, step by step, where there is no Docker. Needs the registry of packages (CONTRIBUTING, "Campaigns").

const execute = promisify(execFile);
const READY_WITHIN_MS = 60_000;

/** Prints what came of it. Resolves to whether all of it worked, or the registry could not be reached. */
export async function run(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-package-'));
  try {
    const checkout = join(folder, 'checkout');
    await execute('git', ['clone', '--quiet', '.', checkout]);
    if (!(await canInstall(checkout))) return true;
    const installed = await part('the package in an empty folder', () => demoOfPackage(checkout, folder));
    const image = await part('the steps of deploy/Dockerfile', () => stepsOfImage(folder, checkout));
    return installed && image;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function canInstall(checkout: string): Promise<boolean> {
  try {
    await execute('npm', ['ci'], { cwd: checkout });
    return true;
  } catch (error) {
    console.log(`skipped: the packages cannot be had (${String(error).split('\n')[0]})`);
    return false;
  }
}

async function part(name: string, work: () => Promise<string[]>): Promise<boolean> {
  const violations = await work();
  console.log(`${name}: ${violations.length === 0 ? 'works' : 'does not work'}`);
  violations.forEach((violation) => console.log(`  violation: ${violation}`));
  return violations.length === 0;
}

/** Packs the checkout, installs it, and asks the demo what it prints. */
async function demoOfPackage(checkout: string, folder: string): Promise<string[]> {
  await execute('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: checkout, maxBuffer: 2 ** 24 });
  const { version } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as { version: string };
  const empty = join(folder, 'empty');
  await mkdir(empty);
  const { stderr } = await execute('npm', ['install', `../linebook-${version}.tgz`], { cwd: empty });
  const violations = /EBADENGINE/.test(stderr) ? [`npm install warns: ${stderr}`] : [];
  const { stdout } = await execute('npx', ['linebook', '--version'], { cwd: empty });
  if (stdout.trim() !== version) violations.push(`--version prints ${stdout}`);
  // Not through npx, which would pass no signal on.
  const program = join(empty, 'node_modules/linebook/bin/linebook.mjs');
  const demo = spawn(process.execPath, [program, 'demo', '--port', '0'], { cwd: empty });
  let printed = '';
  for (const stream of [demo.stdout, demo.stderr]) stream.on('data', (text: Buffer) => (printed += text.toString()));
  await until(() => printed.includes('Ctrl-C') || demo.exitCode !== null);
  for (const line of printed.split('\n').filter((text) => text.startsWith('  '))) {
    const { stdout: response } = await execute('sh', ['-c', line], { cwd: empty });
    if (!/^(?:\{|organization_id)/.test(response)) violations.push(`${line.slice(0, 40)}… prints ${response}`);
  }
  if (!/^ {2}curl/m.test(printed)) violations.push(`the demo prints ${printed}`);
  demo.kill('SIGINT');
  if (demo.exitCode === null) await once(demo, 'exit');
  return violations;
}

/** Every RUN and COPY in folders that stand for the two stages; then the entry point on a database of its own. */
async function stepsOfImage(folder: string, checkout: string): Promise<string[]> {
  const dockerfile = await readFile(join(checkout, 'deploy/Dockerfile'), 'utf8');
  const ignored = await readFile(join(checkout, 'deploy/Dockerfile.dockerignore'), 'utf8');
  const context = [...ignored.matchAll(/^!(.+)$/gm)].map(([, path]) => path!);
  const stages = dockerfile.split(/^FROM /m).slice(1);
  const folders = await Promise.all(stages.map((_, n) => mkdtemp(join(folder, `stage-${n}-`))));
  for (const [n, stage] of stages.entries())
    await build(stage, { to: folders[n]!, from: folders[0]!, checkout, context });
  return serves(folders.at(-1)!);
}

interface Stage {
  to: string;
  /** Where the first stage was built. */
  from: string;
  checkout: string;
  /** What the image's build is given of the checkout. */
  context: string[];
}

async function build(steps: string, { to, from, checkout, context }: Stage): Promise<void> {
  for (const [, step, rest] of steps.matchAll(/^(RUN|COPY) (.+)$/gm)) {
    if (step === 'RUN') {
      await execute('sh', ['-c', rest!], { cwd: to, maxBuffer: 2 ** 24 });
      continue;
    }
    const paths = rest!.split(' ').filter((path) => !path.startsWith('--'));
    const target = paths.pop()!;
    const source = rest!.startsWith('--from=build') ? from : checkout;
    for (const path of paths.flatMap((name) => (name === '.' ? context : name.replace(/^\/app\//, '')))) {
      await cp(join(source, path), join(to, target === './' || target === '.' ? path : target), { recursive: true });
    }
  }
}

async function serves(image: string): Promise<string[]> {
  const database = await createDatabase({ migrated: false });
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: database.url,
    AUTH_HS256_SECRET: 'one that is for this campaign alone',
    AUTH_ISSUER: 'https://id.example',
    AUTH_AUDIENCE: 'linebook',
  };
  const linebook = [join(image, 'bin/linebook.mjs')];
  await execute(process.execPath, [...linebook, 'migrate'], {
    env: { ...env, DATABASE_OWNER_URL: database.ownerUrl },
  });
  const server = spawn(process.execPath, [...linebook, 'start'], { env, cwd: image });
  let log = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text: Buffer) => (log += text.toString()));
  await until(() => log.includes('"listening"') || server.exitCode !== null);
  const url = /"url":"([^"]+)"/.exec(log)?.[1];
  const isReady = url !== undefined && (await fetch(`${url}/health/ready`)).ok;
  server.kill('SIGTERM');
  const [code] = server.exitCode === null ? ((await once(server, 'exit')) as [number]) : [server.exitCode];
  await database.drop();
  return isReady && code === 0 ? [] : [`the server ended with ${code}: ${log}`];
}

async function until(isDone: () => boolean): Promise<void> {
  const start = Date.now();
  while (!isDone()) {
    if (Date.now() - start > READY_WITHIN_MS) throw new Error('It takes too long to start');
    await sleep(100);
  }
}
