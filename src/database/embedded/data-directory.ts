import { chmod, lchown, lstat, mkdir, readdir, realpath, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DataDirectoryNotOurs, DataDirectoryUnusable } from './embedded.errors.js';

export interface Owner {
  uid: number;
  gid: number;
}

/** What is where in a data directory. */
export interface DataDirectory {
  root: string;
  owner: Owner;
  /** Device and inode: the same for every spelling of the path. */
  id: string;
  /** PostgreSQL's own data folder. */
  cluster: string;
  /** The server's program files, one folder per version. */
  native: string;
  /** One file per process that uses the database. */
  users: string;
  log: string;
}

const MARK = 'LINEBOOK';
const MARK_TEXT =
  'Data directory of Linebook. Its record is in postgres/: do not edit, move or copy that while it runs.\n';
// initdb hands paths to a shell, in double quotes.
const UNSAFE_IN_SHELL = /["$`\\\n]/;
const EVERYBODY_MAY_ENTER = 0o011;
// `sun_path` has 108 bytes, and the last one is a zero.
const LONGEST_SOCKET = 107;
const SOCKET = '.s.PGSQL.5432';

/** PostgreSQL's own data folder in a data directory. */
export const clusterIn = (root: string): string => join(root, 'postgres');

export const isRoot = (): boolean => process.getuid!() === 0;

/** Finds the directory, makes it where it does not exist, and changes nothing else. */
export async function locateDataDirectory(path: string): Promise<DataDirectory> {
  const wanted = resolve(path);
  if (UNSAFE_IN_SHELL.test(wanted))
    throw new DataDirectoryUnusable(wanted, 'PostgreSQL takes no " $ ` or \\ in a path');
  try {
    await makeDirectory(wanted);
    const root = await realpath(wanted);
    const { uid, gid, dev, ino } = await stat(root, { bigint: true });
    return {
      root,
      owner: { uid: Number(uid), gid: Number(gid) },
      id: `${dev.toString(36)}-${ino.toString(36)}`,
      cluster: clusterIn(root),
      native: join(root, 'native'),
      users: join(root, 'users'),
      log: join(root, 'postgres.log'),
    };
  } catch (error) {
    throw unusable(wanted, error);
  }
}

/** Marks an empty directory as ours and refuses one that holds anybody else's files; call it under the lock. */
export async function takeDataDirectory({ root, owner }: DataDirectory): Promise<void> {
  try {
    const names = await readdir(root);
    if (names.includes(MARK)) return;
    // A freshly formatted volume has this folder of the file system's own.
    if (names.some((name) => name !== 'lost+found')) throw new DataDirectoryNotOurs(root);
    // Root's server runs under another uid, which has to pass here; what is secret inside has a mode of its own.
    if (isRoot() && owner.uid === 0) await chmod(root, (await stat(root)).mode | EVERYBODY_MAY_ENTER);
    await writeFile(join(root, MARK), MARK_TEXT, { flag: 'wx' });
  } catch (error) {
    throw unusable(root, error);
  }
}

/** A real folder, not a link to somewhere else, that belongs to `owner` where we are root and may decide that. */
export async function ensureFolder(path: string, owner: Owner, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(path, error);
  }
  const found = await lstat(path);
  if (!found.isDirectory()) throw new DataDirectoryUnusable(path, 'it is not a directory');
  if (isRoot() && found.uid !== owner.uid) await lchown(path, owner.uid, owner.gid);
}

/** The folder of the server's socket: in the data directory, or a short one where that path is too long. */
export async function ensureSocketFolder({ root, id }: DataDirectory, owner: Owner): Promise<string> {
  const inside = join(root, 'run');
  if (fits(inside)) {
    await ensureFolder(inside, owner, 0o700);
    return inside;
  }
  const short = join(tmpdir(), `linebook-${id}`);
  if (!fits(short)) throw new DataDirectoryUnusable(root, 'its path is too long for a unix socket, and so is TMPDIR');
  const found = await lstat(short).catch(() => undefined);
  // Anybody may make folders in /tmp: one of a stranger would let them answer in the database's place.
  if (found && ![0, owner.uid].includes(found.uid))
    throw new DataDirectoryUnusable(short, 'it belongs to another user');
  await ensureFolder(short, owner, 0o700);
  await chmod(short, 0o700);
  return short;
}

/** Where a server listens whose socket is in this folder. */
export const socketIn = (folder: string): string => join(folder, SOCKET);

/** Gives a tree to its new owner, the top last, so that a tree whose top is right is right as a whole. */
export async function giveTree(path: string, owner: Owner): Promise<void> {
  if ((await lstat(path)).isDirectory()) {
    for (const name of await readdir(path)) await giveTree(join(path, name), owner);
  }
  await lchown(path, owner.uid, owner.gid);
}

/** What root makes in a user's folder is the user's, so that they can use it without root as well. */
async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined || !isRoot()) return;
  const { uid, gid } = await stat(dirname(first));
  for (let made = path; uid !== 0 && made.length >= first.length; made = dirname(made)) await lchown(made, uid, gid);
}

function fits(folder: string): boolean {
  return Buffer.byteLength(socketIn(folder)) <= LONGEST_SOCKET;
}

/** What the file system refused, said with the path; everything else as it was. */
function unusable(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  return code && 'syscall' in (error as object) ? new DataDirectoryUnusable(path, message, error) : error;
}
