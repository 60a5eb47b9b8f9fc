import { execFile, type SpawnOptions } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { isRoot, type DataDirectory, type Owner } from './data-directory.js';
import { DataDirectoryUnusable, EmbeddedUnsupported } from './embedded.errors.js';

const run = promisify(execFile);

/** Who runs a program of PostgreSQL, which refuses to be root. */
export interface Account {
  /** Whose the files are that it makes. */
  files: Owner;
  /** In a user namespace it is this user to itself, and `files` to everybody else. */
  inside?: Owner;
}

// In a range that systemd keeps free of people, services and containers; small enough for a container's 65,536 ids.
const FIRST_OWN_ID = 60_900;
const PASSWD = '/etc/passwd';

export interface Command {
  file: string;
  args: string[];
  options: SpawnOptions;
}

/** How to start a program as that account. */
export function commandOf({ files, inside }: Account, program: string, args: string[], binaries: Binaries): Command {
  const mapped = inside && ['--user', `--map-user=${inside.uid}`, `--map-group=${inside.gid}`, program];
  return {
    file: mapped ? 'unshare' : program,
    args: mapped ? [...mapped, ...args] : args,
    // The working folder of the caller may be closed to that account.
    options: { env: binaries.environment, cwd: '/', ...(files.uid !== process.getuid!() && files) },
  };
}

/**
 * The account of the server. For root that is the owner of the data directory, or for a directory of root's a uid of
 * its own; where that cannot get in, as below a home that only root may enter, it is root without any privilege.
 */
export async function serverAccount({ root, owner }: DataDirectory, binaries: Binaries): Promise<Account> {
  const own = { files: { uid: process.getuid!(), gid: process.getgid!() } };
  const candidates = isRoot() ? [await accountBesideRoot(owner), await inNamespace(own)] : [own];
  const { account, refusals } = await firstThatRuns(candidates, binaries.postgres, binaries);
  if (account) return account;
  if (!isRoot()) throw new EmbeddedUnsupported(`The programs of PostgreSQL do not run here: ${refusals[0]!.message}`);
  throw new DataDirectoryUnusable(
    root,
    `uid ${candidates[0]!.files.uid} may not enter it, and this system allows no user namespace`,
    new AggregateError(refusals),
  );
}

/** initdb, other than the server, runs only under a uid that has a name. */
export async function initdbAccount(server: Account, binaries: Binaries): Promise<Account> {
  if (server.inside || (await hasName(server.files.uid))) return server;
  const candidates = [
    await inNamespace(server),
    ...(isRoot() ? (await namedUsers()).slice(0, 1).map((files) => ({ files })) : []),
  ];
  const { account, refusals } = await firstThatRuns(candidates, binaries.initdb, binaries);
  if (account) return account;
  throw new EmbeddedUnsupported(
    `uid ${server.files.uid} has no name in ${PASSWD}, which initdb asks for`,
    new AggregateError(refusals),
  );
}

async function firstThatRuns(candidates: Account[], program: string, binaries: Binaries) {
  const refusals: Error[] = [];
  for (const account of candidates) {
    const { file, args, options } = commandOf(account, program, ['--version'], binaries);
    try {
      await run(file, args, options);
      return { account, refusals };
    } catch (error) {
      refusals.push(error as Error);
    }
  }
  return { refusals };
}

async function accountBesideRoot(owner: Owner): Promise<Account> {
  if (owner.uid !== 0) return { files: { uid: owner.uid, gid: owner.gid || owner.uid } };
  const taken = new Set((await namedUsers()).map(({ uid }) => uid));
  let id = FIRST_OWN_ID;
  while (taken.has(id)) id += 1;
  return { files: { uid: id, gid: id } };
}

/** The same files, but a named user to itself: neither root nor nameless. */
async function inNamespace({ files }: Account): Promise<Account> {
  return { files, inside: (await namedUsers())[0] ?? { uid: 1, gid: 1 } };
}

async function hasName(uid: number): Promise<boolean> {
  if ((await namedUsers()).some((user) => user.uid === uid)) return true;
  try {
    // Also knows users of a directory service, but only ourselves.
    return uid === userInfo().uid;
  } catch {
    return false;
  }
}

/** Everybody in /etc/passwd but root. */
async function namedUsers(): Promise<Owner[]> {
  const lines = (await readFile(PASSWD, 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  return lines
    .map(([, , uid, gid]) => ({ uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
}
