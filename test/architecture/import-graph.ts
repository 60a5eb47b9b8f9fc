import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { preProcessFile } from 'typescript';

/** File -> the files that it imports, both relative to the source folder; types count, packages do not. */
export type ImportGraph = Map<string, string[]>;

/** Folder or file of src (the unit), from the bottom up -> what it may import; `*` is all that stand before it. */
export type Arrows = Record<string, string[]>;

/** Reads the imports of every source file below this folder; one that names no file is an error. */
export function readImportGraph(source: string): ImportGraph {
  const files = (readdirSync(source, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts')).sort();
  return new Map(files.map((file) => [file, importsOf(source, file)]));
}

function importsOf(source: string, file: string): string[] {
  const { importedFiles } = preProcessFile(readFileSync(join(source, file), 'utf8'), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => {
      const target = relative(source, join(source, dirname(file), fileName.replace(/\.js$/, '.ts')));
      if (!existsSync(join(source, target))) throw new Error(`${file} imports ${fileName}, which is not there`);
      return target;
    });
}

/** The circles in the graph, each as the files on the way round; empty when there is none. */
export function circlesOf(graph: ImportGraph): string[][] {
  const done = new Set<string>();
  const circles: string[][] = [];
  const follow = (file: string, way: string[]): void => {
    const met = way.indexOf(file);
    if (met >= 0) circles.push([...way.slice(met), file]);
    if (met >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) follow(next, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) follow(file, []);
  return circles;
}

/** `from -> to` for every import that no arrow allows, and the files that belong to no unit. */
export function wrongArrowsOf(graph: ImportGraph, arrows: Arrows): string[] {
  const units = Object.keys(arrows);
  return [...graph].flatMap(([file, imports]) => {
    const unit = units.find((name) => belongsTo(file, name));
    if (!unit) return [`${file} belongs to no unit`];
    const allowed = arrows[unit]!.includes('*') ? units.slice(0, units.indexOf(unit)) : arrows[unit]!;
    return imports
      .filter((target) => ![unit, ...allowed].some((name) => belongsTo(target, name)))
      .map((target) => `${file} -> ${target}`);
  });
}

function belongsTo(file: string, unit: string): boolean {
  return file === `${unit}.ts` || file.startsWith(`${unit}/`);
}
