import { join, resolve } from 'node:path';
import arrows from '../../import-arrows.json' with { type: 'json' };
import { circlesOf, readImportGraph, wrongArrowsOf } from './import-graph.js';
import { copyOfSource, type CopiedSource } from './copied-source.js';

const NOT_PRODUCT_WORDS = /(^|\/)(common|utils?|shared|helpers?|misc|lib)\//;

describe('the import graph of src', () => {
  const graph = readImportGraph(resolve('src'));

  it('has no circle, types included', () => {
    expect(circlesOf(graph)).toEqual([]);
  });

  it('has no arrow against the direction', () => {
    expect(wrongArrowsOf(graph, arrows)).toEqual([]);
  });

  it('is declared from the bottom up: who stands in the list imports only what stands above', () => {
    const units = Object.keys(arrows);
    const upwards = Object.entries(arrows).flatMap(([unit, mayImport]) =>
      mayImport
        .filter((name) => name !== '*' && !units.slice(0, units.indexOf(unit)).includes(name.split('/')[0]!))
        .map((name) => `${unit} -> ${name}`),
    );
    expect(upwards).toEqual([]);
  });

  it('has no barrel, and its folders are words of the product', () => {
    const files = [...graph.keys()];
    expect(files.filter((file) => /(^|\/)index\.ts$/.test(file))).toEqual([]);
    expect(files.filter((file) => NOT_PRODUCT_WORDS.test(file))).toEqual([]);
  });
});

const importing = (path: string): string => `import * as added from '${path}';\nexport const used = added;\n`;

/** Imports that turn an arrow round: file, what it imports, and the arrow that the graph must report. */
const WRONG_ARROWS = [
  { what: 'core -> face', file: 'phone-numbers/record/to-face.ts', imports: '../../organizations/added.js' },
  { what: 'face -> face', file: 'workspaces/numbers/to-face.ts', imports: '../../organizations/added.js' },
  { what: 'face -> database', file: 'workspaces/to-database.ts', imports: '../database/data-source.js' },
  { what: 'core -> http', file: 'phone-numbers/to-http.ts', imports: '../http/failure.js' },
  { what: 'core -> auth', file: 'phone-numbers/assignments/to-auth.ts', imports: '../../auth/principal.js' },
  { what: 'core -> application', file: 'phone-numbers/to-application.ts', imports: '../app.module.js' },
  { what: 'errors -> anything', file: 'errors/to-ids.ts', imports: '../ids/object-id.js' },
  { what: 'http -> auth', file: 'http/to-auth.ts', imports: '../auth/principal.js' },
];

/** What only the linter can see: the rule that must speak. */
const LINTED = [
  {
    what: 'a status in the core',
    file: 'phone-numbers/status.ts',
    code: `import { ConflictException } from '@nestjs/common';\nexport const used = ConflictException;\n`,
    rule: 'no-restricted-imports',
  },
  {
    what: 'swagger in the core',
    file: 'phone-numbers/swagger.ts',
    code: importing('@nestjs/swagger'),
    rule: 'no-restricted-imports',
  },
  {
    what: 'SQL in a face',
    file: 'organizations/sql.ts',
    code: importing('typeorm'),
    rule: 'no-restricted-imports',
  },
  {
    what: 'a detour out of the core',
    file: 'phone-numbers/detour.ts',
    code: importing('./../http/failure.js'),
    rule: 'no-restricted-imports',
  },
  {
    what: 'a barrel',
    file: 'ids/all.ts',
    code: `export * from './object-id.js';\n`,
    rule: 'no-restricted-syntax',
  },
  {
    what: 'a setting read on the way',
    file: 'http/environment.ts',
    code: 'export const timeout = process.env.TIMEOUT;\n',
    rule: 'no-restricted-properties',
  },
  {
    what: 'a promise that nobody waits for',
    file: 'database/floating.ts',
    code: 'Promise.resolve();\nexport const used = 1;\n',
    rule: '@typescript-eslint/no-floating-promises',
  },
];

// Negative controls: a check that never found anything would prove nothing.
describe('the checks, on a copy of the source with faults added', () => {
  let copy: CopiedSource;

  beforeAll(() => {
    copy = copyOfSource();
    copy.add('organizations/added.ts', 'export const added = 1;\n');
    for (const { file, imports } of WRONG_ARROWS) copy.add(file, importing(imports));
    for (const { file, code } of LINTED) copy.add(file, code);
    copy.add('ids/one.ts', `import { two } from './two.js';\nexport const one = two;\n`);
    copy.add('ids/two.ts', `import type { one } from './one.js';\nexport const two = 2 as number | typeof one;\n`);
    copy.add('extras/added.ts', 'export const added = 1;\n');
    copy.lint([...WRONG_ARROWS, ...LINTED].map(({ file }) => file));
  }, 120_000);
  afterAll(() => copy.remove());

  it.each(WRONG_ARROWS)('$what: found by the graph and by the linter', ({ file, imports }) => {
    const target = join(file, '..', imports).replace(/\.js$/, '.ts');
    expect(wrongArrowsOf(copy.graph(), arrows)).toContain(`${file} -> ${target}`);
    expect(copy.brokenRules(file)).toEqual(['no-restricted-imports']);
  });

  it.each(LINTED)('$what: found by the linter', ({ file, rule }) => {
    expect(copy.brokenRules(file)).toEqual([rule]);
  });

  it('a circle, though one side is only a type: found by the graph', () => {
    expect(circlesOf(copy.graph())).toContainEqual(['ids/one.ts', 'ids/two.ts', 'ids/one.ts']);
  });

  it('a folder that nobody declared: found by the graph', () => {
    expect(wrongArrowsOf(copy.graph(), arrows)).toContain('extras/added.ts belongs to no unit');
  });
});
