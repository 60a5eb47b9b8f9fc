import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const LOCK = / FOR NO KEY UPDATE(?: OF \w+)?/g;
/** Where writers lock, and how many statements of each file at the least. */
const LOCKING = { 'assignments/locks.js': 4, 'import/adopt.queries.js': 4 };

export interface UnlockedBuild {
  main: string;
  remove(): Promise<void>;
}

/** A copy of the build whose writers lock no rows. Throws if the locks are not where they were. */
export async function unlockedBuild(): Promise<UnlockedBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-without-locks-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await cp(resolve('dist'), join(folder, 'dist'), { recursive: true, dereference: true });
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    await takeLocksOut(join(folder, 'dist/phone-numbers'));
  } catch (error) {
    await remove();
    throw error;
  }
  return { main: join(folder, 'dist/main.js'), remove };
}

async function takeLocksOut(core: string): Promise<void> {
  for (const [file, least] of Object.entries(LOCKING)) {
    const locks = (await readFile(join(core, file), 'utf8')).match(LOCK)?.length ?? 0;
    if (locks < least) throw new Error(`The patch no longer applies: ${file} has ${locks} locks`);
  }
  for (const file of await readdir(core, { recursive: true })) {
    if (!/^(assignments|import)\/.*\.js$/.test(file)) continue;
    const code = (await readFile(join(core, file), 'utf8')).replace(LOCK, '');
    if (/FOR (NO KEY )?UPDATE|FOR (KEY )?SHARE|LOCK TABLE/.test(code)) {
      throw new Error(`The patch no longer applies: ${file} locks in another way`);
    }
    await writeFile(join(core, file), code);
  }
}
