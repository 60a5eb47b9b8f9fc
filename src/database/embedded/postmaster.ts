import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import { isRoot, socketIn, type DataDirectory } from './data-directory.js';
import { DataDirectoryInUse } from './embedded.errors.js';
import { isServerOf } from './process-identity.js';

/** The main process of a PostgreSQL server, as its own pid file describes it. */
export interface Postmaster {
  pid: number;
  socketFolder: string;
  /** "starting", "ready" or "stopping". */
  status: string;
}

const LOOK_AGAIN_MS = 10;
const SHUTDOWNS = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 30_000],
] as const;
const LARGEST_LOG = 5_000_000;

/** On the command line, where no edited postgresql.conf can undo it. No message may carry a phone number. */
const SETTINGS = {
  fsync: 'on',
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  shared_buffers: '128MB',
  max_connections: '200',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: '0',
  log_min_error_statement: 'panic',
  // "log" ranks above "error": the text of a failed statement's error may quote a value.
  log_min_messages: 'log',
};

/** The living server of this cluster, whoever started it. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const recorded = await readPidFile(cluster);
  return recorded && (await isServerOf(cluster, recorded.pid)) ? recorded : undefined;
}

/** Starts a server and answers its process; `findPostmaster` tells when it is ready. */
export async function startPostmaster(
  { root, cluster, log }: DataDirectory,
  account: Account,
  binaries: Binaries,
  socketFolder: string,
): Promise<ChildProcess> {
  await removeRemains(root, cluster, socketFolder);
  // Quoted, because PostgreSQL splits this setting at commas.
  const quoted = `"${socketFolder.replaceAll('"', '""')}"`;
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: quoted });
  const options = ['-D', cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const command = commandOf(account, binaries.postgres, options, binaries);
  const output = await openLog(log, account);
  try {
    // Detached: Ctrl-C and the death of this process are not the server's.
    const server = spawn(command.file, command.args, {
      ...command.options,
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    server.on('error', () => {});
    server.unref();
    return server;
  } finally {
    await output.close();
  }
}

/**
 * Fast shutdown: open transactions are rolled back, everything committed is written. PostgreSQL 18 never ends it when it
 * comes during the recovery after a killed server process, so an immediate one follows, which loses nothing either.
 */
export async function stopPostmaster(cluster: string): Promise<void> {
  const running = await findPostmaster(cluster);
  if (!running) return;
  for (const [signal, withinMs] of SHUTDOWNS) {
    sendSignal(running.pid, signal);
    const deadline = Date.now() + withinMs;
    while (Date.now() < deadline) {
      if (!(await isServerOf(cluster, running.pid))) return;
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

/** Lines of postmaster.pid: pid, data folder, start, port, socket folder, address, shared memory, status. */
async function readPidFile(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, socketFolder: lines[4] ?? '', status: lines[7] ?? '' };
}

/** Clears what a dead server left and PostgreSQL would not clear itself. The caller found no living server. */
async function removeRemains(root: string, cluster: string, socketFolder: string): Promise<void> {
  const socket = socketIn(socketFolder);
  // No pid tells of a server in another container that shares the directory, but its socket answers.
  if (await answers(socket)) throw new DataDirectoryInUse(root, 'a database server that this process cannot see');
  await rm(socket, { force: true });
  await rm(`${socket}.lock`, { force: true });
  const recorded = await readPidFile(cluster);
  // PostgreSQL replaces the file of a dead pid itself, and first looks there for shared memory still in use.
  // It takes a zombie, or a stranger with that pid, for its predecessor and refuses to start.
  if (recorded && !sendSignal(recorded.pid, 0)) return;
  if (recorded && (await isServerOf(cluster, recorded.pid))) return;
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}

/** Whether there is a process, be it a zombie; signal 0 only asks. */
function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    if (signal === 0) return true;
    throw error;
  }
}

async function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const visit = connect(socket)
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false));
    visit.once('connect', () => visit.destroy());
  });
}

async function openLog(log: string, { files }: Account) {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST_LOG) await rename(log, `${log}.1`);
  // Root must not follow a link that the directory's owner put there.
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
  const file = await open(log, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
  if (isRoot()) await file.chown(files.uid, files.gid);
  return file;
}
