import type { ChildProcess } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverAccount } from './account.js';
import { ensureApplicationDatabase, isPassing } from './application-database.js';
import { layOutBinaries, type BinaryPackage } from './binaries.js';
import { ensureFolder, ensureSocketFolder, type DataDirectory } from './data-directory.js';
import { EmbeddedStartFailed } from './embedded.errors.js';
import { ensureCluster } from './initialize-cluster.js';
import { findPostmaster, startPostmaster, stopPostmaster, type Postmaster } from './postmaster.js';

// Recovery after a crash reads everything since the last checkpoint, so a living server gets long.
const READY_WITHIN_MS = 300_000;
// One that ends at once may have met the last processes of a killed predecessor; they go within seconds.
const START_AGAIN_FOR_MS = 10_000;
const START_AGAIN_EVERY_MS = 200;
const LOOK_AGAIN_MS = 10;

/**
 * The server of this directory with the application's database: the one that runs, or one that is started now.
 * Call it under the directory's lock.
 */
export async function ensureServer(directory: DataDirectory, binaries: BinaryPackage): Promise<Postmaster> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let start: Start | undefined;
  while (Date.now() < deadline) {
    const server = await findPostmaster(directory.cluster);
    if (server?.status === 'ready' && (await isUsable(server))) return server;
    // Its stopper may have died over it.
    if (server?.status === 'stopping') await stopPostmaster(directory.cluster);
    if (!server) await (start ??= await prepareStart(directory, binaries))();
    await sleep(LOOK_AGAIN_MS);
  }
  throw new EmbeddedStartFailed('PostgreSQL did not get ready within minutes', `See ${directory.log}`);
}

async function isUsable({ socketFolder }: Postmaster): Promise<boolean> {
  try {
    await ensureApplicationDatabase(socketFolder);
    return true;
  } catch (error) {
    // It began to stop, or restarts its processes, since its pid file said that it is ready.
    if (isPassing(error)) return false;
    throw error;
  }
}

/** Starts a server unless the one started before is still at it. */
type Start = () => Promise<void>;

/** Everything that a start needs and joining a running server does not. */
async function prepareStart(directory: DataDirectory, from: BinaryPackage): Promise<Start> {
  await ensureFolder(directory.native, directory.owner, 0o755);
  const binaries = await layOutBinaries(from, directory.native);
  const account = await serverAccount(directory, binaries);
  await ensureCluster(directory, account, binaries);
  const socketFolder = await ensureSocketFolder(directory, account.files);
  const giveUpAt = Date.now() + START_AGAIN_FOR_MS;
  const logged = await sizeOf(directory.log);
  let server: ChildProcess | undefined;
  return async () => {
    if (server && isRunning(server)) return;
    if (server && Date.now() > giveUpAt) {
      throw new EmbeddedStartFailed(await lastWords(directory.log, logged), `See ${directory.log}`);
    }
    if (server) await sleep(START_AGAIN_EVERY_MS);
    server = await startPostmaster(directory, account, binaries, socketFolder);
  };
}

function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function lastWords(log: string, from: number): Promise<string> {
  const lines = (await readFile(log)).subarray(from).toString().trim().split('\n');
  const fatal = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1);
  return `PostgreSQL does not start: ${fatal || 'it says no reason'}`;
}
