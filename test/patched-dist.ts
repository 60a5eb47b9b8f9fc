import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** By file of dist: what stands there, once, and what shall stand there instead. */
export type Patches = Record<string, Record<string, string>>;

export interface PatchedDist {
  /** The patched entry point, for startServer. */
  main: string;
  remove(): Promise<void>;
}

/** A copy of the build with faults in it, for a negative control. Throws where a patch does not apply any more. */
export async function patchedDist(patches: Patches): Promise<PatchedDist> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-patched-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const filter = (path: string): boolean => !path.endsWith('.map');
    await cp(resolve('dist'), join(folder, 'dist'), { recursive: true, dereference: true, filter });
    await cp(resolve('package.json'), join(folder, 'package.json'));
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    for (const [file, changes] of Object.entries(patches)) await patch(join(folder, 'dist', file), changes);
  } catch (error) {
    await remove();
    throw error;
  }
  return { main: join(folder, 'dist/main.js'), remove };
}

async function patch(path: string, changes: Record<string, string>): Promise<void> {
  let code = await readFile(path, 'utf8');
  for (const [before, after] of Object.entries(changes)) {
    if (code.split(before).length !== 2) throw new Error(`The patch no longer applies: ${before}`);
    code = code.replace(before, () => after);
  }
  await writeFile(path, code);
}
