import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { row, type Bench, type Outcome } from '../bench-case.js';
import { inOrder, workspaceRequests } from '../callers.js';
import { flameGraph, type Profile } from '../flame-graph.js';
import { load } from '../load-client.js';
import { BOTH_CORES, onBothCores } from '../measured-server.js';
import { childrenOf, memoryTogether } from '../processor-time.js';
import { spreadOf } from '../rounds.js';

const IDLE_MS = 5_000;
const DEMO_WITHIN_MS = 120_000;

/** From nothing running to listening, on a data directory that exists; and what lies in memory then. */
export async function start(bench: Bench): Promise<Outcome> {
  const data = join(bench.folder, 'started');
  const starting = {
    ...{ cores: BOTH_CORES, args: ['--embedded'], database: { name: 'linebook', url: '' } },
    env: { LINEBOOK_DATA: data },
  };
  await onBothCores(bench.postmaster, async () => (await bench.start('linebook', starting)).stop());
  const times: number[] = [];
  let memory = 0;
  await onBothCores(bench.postmaster, async () => {
    for (let round = 0; round < bench.rounds; round++) {
      const startedAt = performance.now();
      const server = await bench.start('linebook', starting);
      times.push((performance.now() - startedAt) / 1_000);
      if (round === bench.rounds - 1) {
        await sleep(IDLE_MS);
        const postmaster = Number((await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
        memory = memoryTogether([server.pid, postmaster, ...childrenOf(postmaster)]);
      }
      await server.stop();
    }
  });
  const seconds = spreadOf(times);
  return {
    more: { seconds, memory },
    rows: [
      row('start to ready on an existing embedded database', seconds.median, { most: 2.5 }, 's'),
      row('idle memory of Node and database together', memory, { most: 200 }, 'MB'),
    ],
  };
}

/** `npm run demo` in a folder that is built, the second time. */
export async function demo(bench: Bench): Promise<Outcome> {
  const data = join(bench.folder, 'demo');
  const [first, second] = await onBothCores(bench.postmaster, async () => [await demoTime(data), await demoTime(data)]);
  return { rows: [row('second npm run demo', second, { most: 6 }, 's', `the first ${first.toFixed(1)} s`)] };
}

async function demoTime(data: string): Promise<number> {
  const startedAt = performance.now();
  // In a group of its own: a signal reaches npm and what it has started.
  const child = spawn('npm', ['run', 'demo', '--', '--data', data, '--port', '0'], {
    ...{ detached: true, stdio: ['ignore', 'pipe', 'pipe'] as const },
  });
  const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), DEMO_WITHIN_MS);
  const ended = once(child, 'close');
  let said = '';
  const served = new Promise<number>((resolve, reject) => {
    const read = (part: Buffer): void => {
      said += part.toString();
      if (said.includes('Linebook serves')) resolve((performance.now() - startedAt) / 1_000);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => reject(new Error(`The demo has ended: ${said.slice(-500)}`)));
  });
  try {
    return await served;
  } finally {
    clearTimeout(timer);
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGINT');
    await ended;
  }
}

/** A picture of where the time goes while GET workspace numbers is asked by 32 connections. */
export async function flame(bench: Bench): Promise<Outcome> {
  const folder = join(bench.folder, 'profile');
  const server = await bench.start('linebook', { node: ['--cpu-prof', `--cpu-prof-dir=${folder}`] });
  const next = inOrder(workspaceRequests(bench.plan, 'administrator'));
  await load(server.url, { connections: 32, seconds: bench.quick ? 3 : 8, next });
  await server.stop();
  const [file] = await readdir(folder);
  const profile = JSON.parse(await readFile(join(folder, file!), 'utf8')) as Profile;
  return { rows: [], pictures: { 'flame-graph': flameGraph(profile) } };
}
