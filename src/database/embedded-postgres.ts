import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { tryLock, waitForLock, type DirectoryLock } from './data-directory-lock.js';
import { applicationUrl, ownerUrl } from './embedded/application-database.js';
import { findBinaryPackage, refuseOtherSystems } from './embedded/binaries.js';
import { ensureFolder, locateDataDirectory, takeDataDirectory, type DataDirectory } from './embedded/data-directory.js';
import { hasLivingUser, registerUser } from './embedded/directory-users.js';
import { DataDirectoryInUse, NoRecord } from './embedded/embedded.errors.js';
import { hasCluster, refuseOtherMajor } from './embedded/initialize-cluster.js';
import { findPostmaster, stopPostmaster } from './embedded/postmaster.js';
import { ensureServer } from './embedded/running-server.js';

export interface EmbeddedPostgres {
  /** Connection string of the superuser that owns the tables. */
  ownerUrl: string;
  /** Connection string of the application, which is no superuser. */
  url: string;
  major: number;
  /** Ends this process's use; stops the server when no other living process uses the directory. */
  release(): Promise<void>;
}

// A little longer than the longest start of another process.
const LOCKED_WITHIN_MS = 360_000;

/** Joins the database of this directory; starts it, and makes it, where that is needed. */
export async function openEmbeddedPostgres(dataDirectory: string): Promise<EmbeddedPostgres> {
  const binaries = await findBinaryPackage();
  const directory = await locateDataDirectory(dataDirectory);
  const [{ socketFolder }, registration] = await underLock(directory, async () => {
    await takeDataDirectory(directory);
    await refuseOtherMajor(directory, binaries.major);
    await ensureFolder(directory.users, directory.owner, 0o755);
    try {
      return [await ensureServer(directory, binaries), await registerUser(directory.users)] as const;
    } catch (error) {
      await stopUnlessUsed(directory);
      throw error;
    }
  });
  let released: Promise<void> | undefined;
  return {
    ownerUrl: ownerUrl(socketFolder),
    url: applicationUrl(socketFolder),
    major: binaries.major,
    release: () => (released ??= leave(directory, registration)),
  };
}

/** Throws NoRecord where the directory holds no database. Creates nothing, not even the directory. */
export async function assertRecordIn(dataDirectory: string): Promise<void> {
  if (!(await hasCluster(dataDirectory))) throw new NoRecord(resolve(dataDirectory));
}

/** Makes and marks the directory where it is new, so that it is Linebook's before anything else lies in it. */
export async function ensureDataDirectory(dataDirectory: string): Promise<void> {
  refuseOtherSystems();
  const directory = await locateDataDirectory(dataDirectory);
  await underLock(directory, () => takeDataDirectory(directory));
}

/** Held by a server for life, so that a second one on the directory is refused; commands of the operator do not. */
export async function claimDataDirectory(dataDirectory: string): Promise<DirectoryLock> {
  refuseOtherSystems();
  const directory = await locateDataDirectory(dataDirectory);
  const claim = await tryLock(`linebook-server-${directory.id}`);
  if (!claim) throw new DataDirectoryInUse(directory.root, 'another Linebook server');
  try {
    await underLock(directory, () => takeDataDirectory(directory));
    return claim;
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** Starting, joining and stopping exclude each other. */
async function underLock<T>({ root, id }: DataDirectory, work: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(`linebook-start-${id}`, LOCKED_WITHIN_MS);
  if (!lock) throw new DataDirectoryInUse(root, 'another process that has been starting or stopping it for minutes');
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function leave(directory: DataDirectory, registration: string): Promise<void> {
  await underLock(directory, async () => {
    await rm(registration, { force: true });
    await stopUnlessUsed(directory);
  });
}

async function stopUnlessUsed({ users, cluster }: DataDirectory): Promise<void> {
  // Where no server is to be seen, one may run in another container, and its users are not ours to count.
  if (!(await findPostmaster(cluster)) || (await hasLivingUser(users))) return;
  await stopPostmaster(cluster);
}
