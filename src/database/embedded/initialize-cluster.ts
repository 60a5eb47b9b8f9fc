import { execFile } from 'node:child_process';
import { lstat, mkdir, lchown, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { commandOf, initdbAccount, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import { clusterIn, giveTree, isRoot, type DataDirectory } from './data-directory.js';
import { DataDirectoryMajor, EmbeddedStartFailed } from './embedded.errors.js';

const run = promisify(execFile);

export const OWNER_ROLE = 'linebook_owner';

// The builtin provider sorts the same on every machine; the locale of an operating system changes with its updates.
const INITDB = [
  `--username=${OWNER_ROLE}`,
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--no-instructions',
];

/** Refuses a cluster of another major version; its files would not be understood. */
export async function refuseOtherMajor({ root, cluster }: DataDirectory, major: number): Promise<void> {
  const recorded = await recordedMajor(cluster);
  if (recorded !== undefined && recorded !== String(major)) throw new DataDirectoryMajor(root, recorded, major);
}

/** Whether there is a record in a data directory, which need not exist. */
export async function hasCluster(dataDirectory: string): Promise<boolean> {
  return (await recordedMajor(clusterIn(dataDirectory))) !== undefined;
}

/** Makes the cluster where there is none, and sees to it that it belongs to the account. */
export async function ensureCluster(directory: DataDirectory, account: Account, binaries: Binaries): Promise<void> {
  const { root, cluster } = directory;
  for (const name of await readdir(root)) {
    // Half made by a process that was killed: the lock says that it is gone.
    if (name.startsWith(`${basename(cluster)}.new.`)) await rm(join(root, name), { recursive: true, maxRetries: 5 });
  }
  if ((await recordedMajor(cluster)) === undefined) await initialize(directory, account, binaries);
  // The directory was moved, or its owner changed, since the last start.
  if (isRoot() && (await lstat(cluster)).uid !== account.files.uid) await giveTree(cluster, account.files);
}

async function recordedMajor(cluster: string): Promise<string | undefined> {
  const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  return text?.trim();
}

/** Beside its place, and moved there when it is complete: an interrupted one leaves nothing half made. */
async function initialize({ root, cluster }: DataDirectory, server: Account, binaries: Binaries): Promise<void> {
  const account = await initdbAccount(server, binaries);
  const fresh = `${cluster}.new.${process.pid}`;
  await mkdir(fresh, { mode: 0o700 });
  if (isRoot()) await lchown(fresh, account.files.uid, account.files.gid);
  const { file, args, options } = commandOf(account, binaries.initdb, ['-D', fresh, ...INITDB], binaries);
  try {
    await run(file, args, options);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    const said = String((error as { stderr?: string }).stderr ?? '').trim();
    throw new EmbeddedStartFailed(`initdb could not make a database in ${root}`, said || String(error), error);
  }
  if (account.files.uid !== server.files.uid) await giveTree(fresh, server.files);
  await rename(fresh, cluster);
  await syncFolder(root);
}

/** So that the rename outlives a power cut. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
