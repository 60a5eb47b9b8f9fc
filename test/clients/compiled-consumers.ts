import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FACES = ['organizations', 'workspaces', 'directory'];
const GENERATOR = resolve('node_modules/openapi-typescript/bin/cli.js');
const COMPILER = resolve('node_modules/typescript/bin/tsc');

// As strict as a consumer may be.
const OPTIONS = {
  strict: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  module: 'nodenext',
  target: 'es2023',
  skipLibCheck: true,
  types: ['node'],
  outDir: 'compiled',
  rootDir: '.',
};

export interface CompiledConsumers {
  /** What the consumer of a face tells; rejects where it fails. */
  run(face: string, given: object): Promise<unknown>;
  remove(): Promise<void>;
}

/** Clients generated from the documents, and the programs that use them, compiled in a folder of their own. */
export async function compiledConsumers(documents: string): Promise<CompiledConsumers> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-clients-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await cp('test/clients/consumers', folder, { recursive: true });
    await mkdir(join(folder, 'generated'));
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, include: ['*.ts'] }));
    const generated = FACES.map((face) =>
      inFolder(folder, GENERATOR, resolve(documents, `${face}.json`), '-o', `generated/${face}.ts`),
    );
    await Promise.all(generated);
    await inFolder(folder, COMPILER, '-p', '.');
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    run: async (face, given) => JSON.parse(await inFolder(folder, `compiled/${face}.js`, JSON.stringify(given))),
    remove,
  };
}

/** A program's standard output; an error with all of its output where it fails. */
async function inFolder(cwd: string, ...args: string[]): Promise<string> {
  try {
    return (await run(process.execPath, args, { cwd })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${args[0]} failed: ${stdout}${stderr}`, { cause: error });
  }
}
