import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTimeOf } from './process-identity.js';

// Both are called under the data directory's lock, so nobody reads a file that is half written.

/** Notes that this process uses the database; answers the file to remove afterwards. */
export async function registerUser(folder: string): Promise<string> {
  // The random part lets one process open the directory more than once.
  const file = join(folder, `${process.pid}.${randomBytes(4).toString('hex')}`);
  await writeFile(file, (await startTimeOf(process.pid))!, { flag: 'wx' });
  return file;
}

/** Whether a living process is registered; forgets the dead ones. */
export async function hasLivingUser(folder: string): Promise<boolean> {
  let living = false;
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    if (await isLiving(file, Number.parseInt(name, 10))) living = true;
    // What another uid left may not be ours to remove, and does no harm.
    else await rm(file, { force: true }).catch(() => {});
  }
  return living;
}

async function isLiving(file: string, pid: number): Promise<boolean> {
  const startTime = await startTimeOf(pid);
  if (startTime === undefined) return false;
  // A file of another uid that we may not read counts as living: better a database too long than one too short.
  return (await readFile(file, 'utf8').catch(() => startTime)) === startTime;
}
